"""Two at the same moment, on both databases: one case, one check, one alert."""

import uuid

import pytest

from learning.cases.actions.bring_case import bring_case
from learning.cases.actions.check_case import Checked, approve_first
from learning.cases.actions.raise_alert import raise_alert
from learning.cases.life_cycle import State
from learning.cases.models import Case, CaseStep, RiskAlert
from learning.cases.refusals import Changed
from learning.notices.models import Message
from tests.cases.case_factories import Desk, case_in, desk, said
from tests.racing import at_once

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def people(request: pytest.FixtureRequest) -> Desk:
    request.getfixturevalue(request.param)
    return desk()


def test_of_two_reviewers_one_is_told(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    checked = Checked(case.text_hash, [])
    [refusal] = at_once(
        *[lambda name=name: approve_first(people[name], case, checked) for name in ("own reviewer", "both")]
    )
    assert isinstance(refusal, Changed)
    case.refresh_from_db()
    assert (case.state, case.steps.count()) == (State.NETWORK_REVIEW, 1)


def test_two_clicks_bring_one_case(people: Desk) -> None:
    key = uuid.uuid4()
    assert at_once(*[lambda: bring_case(people["author"], people.here, said(), key)] * 4) == []
    assert Case.objects.count() == CaseStep.objects.count() == 1


def test_two_alarms_are_one_alert(people: Desk) -> None:
    case = case_in(State.NETWORK_REVIEW, people)
    alarms = [lambda name=name: raise_alert(people[name], case) for name in ("author", "network reviewer")]
    assert at_once(*alarms) == []
    assert RiskAlert.objects.count() == 1
    assert Message.objects.filter(key__startswith="case-risk").count() == 2
