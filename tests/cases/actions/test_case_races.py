"""Two at the same moment, on both databases: one case, one check, one alert."""

import datetime as dt
import uuid

import pytest

from learning.cases.actions.bring_case import bring_case
from learning.cases.actions.check_case import Checked, approve_first
from learning.cases.actions.lead_round import move_on
from learning.cases.actions.raise_alert import raise_alert
from learning.cases.actions.schedule_round import Arranged, schedule_round
from learning.cases.actions.write_in_round import contribute
from learning.cases.guided_round import Kind, Stage
from learning.cases.life_cycle import State
from learning.cases.models import Case, CaseStep, Contribution, RiskAlert, Round
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


def test_two_coordinators_arrange_one_round(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    arranged = Arranged(people["facilitator"].pk, [f"facilitator:{people.third.pk}"], last_day=dt.date(2026, 3, 9))
    [refusal] = at_once(*[lambda: schedule_round(people["coordinator"], case, arranged)] * 2)
    assert isinstance(refusal, Changed)
    assert Round.objects.count() == CaseStep.objects.count() == 1
    assert Message.objects.filter(key__startswith="case-round:").count() == 2


def test_two_clicks_move_a_round_one_stage(people: Desk) -> None:
    held = case_in(State.IN_CONSULTATION, people).rounds.get()
    [refusal] = at_once(*[lambda: move_on(people["facilitator"], held, Stage.PRESENT)] * 2)
    assert isinstance(refusal, Changed)
    held.refresh_from_db()
    assert held.stage == Stage.SUM_UP


def test_two_clicks_write_once(people: Desk) -> None:
    held, key = case_in(State.IN_CONSULTATION, people).rounds.get(), uuid.uuid4()
    Round.objects.filter(pk=held.pk).update(stage=Stage.VIEWS)
    assert at_once(*[lambda: contribute(people["consultant"], held, Kind.VIEW, "A view.", key)] * 3) == []
    assert Contribution.objects.count() == 1
