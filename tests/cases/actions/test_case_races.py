"""Two at the same moment, on both databases: one case, one check, one alert."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from learning.cases.actions.bring_case import bring_case
from learning.cases.actions.check_case import Checked, approve_first
from learning.cases.actions.close_case import take_case_back
from learning.cases.actions.hold_case import lift_hold, place_hold
from learning.cases.actions.lead_round import move_on
from learning.cases.actions.raise_alert import raise_alert
from learning.cases.actions.schedule_round import Arranged, schedule_round
from learning.cases.actions.write_in_round import contribute
from learning.cases.guided_round import Kind, Stage
from learning.cases.life_cycle import State
from learning.cases.models import Case, CaseStep, Contribution, LegalHold, RiskAlert, Round
from learning.cases.refusals import Changed, Held
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


def test_a_hold_and_a_taking_back_at_once_leave_one_of_both(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    [refusal] = at_once(
        lambda: place_hold(people["ig lead"], case, "A court has asked for it."),
        lambda: take_case_back(people["author"], case),
    )
    case.refresh_from_db()
    if isinstance(refusal, Held):
        assert (case.state, case.held_hash) == (State.TRIAGE, case.text_hash)
    else:
        assert isinstance(refusal, Changed)
        assert (case.state, LegalHold.objects.count()) == (State.WITHDRAWN, 0)


def test_two_leads_place_one_hold(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    assert at_once(*[lambda: place_hold(people["ig lead"], case, "A court has asked for it.")] * 2) == []
    assert LegalHold.objects.count() == 1


def test_the_database_keeps_what_is_held(people: Desk) -> None:
    held = case_in(State.IN_CONSULTATION, people).rounds.get()
    Round.objects.filter(pk=held.pk).update(stage=Stage.VIEWS)
    contribute(people["consultant"], held, Kind.VIEW, "A view.", uuid.uuid4())
    place_hold(people["ig lead"], held.case, "A court has asked for it.")
    for attempt in (
        lambda: Contribution.objects.update(words=""),
        lambda: Contribution.objects.all().delete(),
        lambda: Case.objects.update(text_hash="0" * 64),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    lift_hold(people["ig lead"], held.case, "The court has it.")
    assert Contribution.objects.update(words="") == 1
