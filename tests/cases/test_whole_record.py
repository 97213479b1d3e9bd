"""The whole record of a case: nothing that was written or done is missing, and its length costs no queries."""

import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.cases.actions.hold_case import place_hold
from learning.cases.guided_round import Kind
from learning.cases.life_cycle import Move, Part, State
from learning.cases.models import CaseStep, Contribution, FollowedDecision, FollowUp, RiskAlert, Round, Seat
from learning.cases.whole_record import Piece, piece_of, whole_record
from tests.cases.case_factories import WORDS, Desk, case_in, desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def people() -> Desk:
    return desk()


def test_everything_is_in_it(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people, kept={"Grace": "A virtue here."}, unusual={})
    case.unusual = {Part.AUTHOR: ["press"]}
    case.save()
    held = Round.objects.get(case=case)
    seat = Seat.objects.filter(round=held, user=people["consultant"]).get()
    Contribution.objects.create(key=uuid.uuid4(), seat=seat, kind=Kind.VIEW, words="A view from outside.")
    looked = FollowUp.objects.create(round=held, weeks=6, outcome="better", learnt="That waiting helps.")
    decision = held.recommendations.order_by("pk")[0].decision
    FollowedDecision.objects.create(follow_up=looked, decision=decision, extent="partly", words="It rained.")
    CaseStep.objects.create(
        case=case, move=Move.RETURN, before=State.AGENCY_REVIEW, after=State.DRAFT, as_part=Part.AGENCY_REVIEWER,
        by=people["own reviewer"], word="Write the place otherwise.", minutes=7,
    )  # fmt: skip
    alert = RiskAlert.objects.create(case=case, raised_by=people["consultant"])
    alert.told.add(people["own reviewer"])
    place_hold(people["ig lead"], case, "A court has asked for it.")
    record("case.seen", by=people["coordinator"], on=case, organisation_id=case.organisation_id)
    case.refresh_from_db()
    text = json.dumps(whole_record(case, timezone.now()), ensure_ascii=False)
    expected = [
        *WORDS.values(), case.number, case.text_hash, "A virtue here.", "something that was in the press",
        "A view from outside.", "That waiting helps.", "It rained.", "Write the place otherwise.",
        "A court has asked for it.", "case.seen", "case.held", "It was asked a month ago.", "Here", "There", "Third",
        *(f"{name}@desk.example" for name in (
            "author", "own-reviewer", "network-reviewer", "facilitator", "consultant", "coordinator", "ig-lead")),
    ]  # fmt: skip
    assert [words for words in expected if words not in text] == []


def test_nothing_of_another_case_is_in_it(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    other = case_in(State.TRIAGE, people, happening="Something else was written in that one.")
    record("case.seen", by=people["network lead"], on=other)
    text = json.dumps(whole_record(case, timezone.now()))
    assert "Something else" not in text
    assert "network-lead@desk.example" not in text


def test_a_withdrawn_case_says_what_was_done_with_it(people: Desk) -> None:
    case = case_in(State.WITHDRAWN, people)
    CaseStep.objects.create(
        case=case, move=Move.TAKE_BACK, before=State.DRAFT, after=State.WITHDRAWN, as_part=Part.AUTHOR,
        by=people["author"],
    )  # fmt: skip
    whole = whole_record(case, timezone.now())
    assert whole["words"] == {}
    assert [step["step"] for step in whole["steps"]] == ["taken back by its author"]


def test_a_value_is_drawn_by_what_it_is_and_empty_ones_are_left_out() -> None:
    drawn = piece_of({"a": [{"b": "x", "c": "", "d": None, "e": {}}, {}, []], "f": False, "g": 0, "h": []})
    assert drawn == Piece(
        keyed=(("a", Piece(listed=(Piece(keyed=(("b", Piece("x")),)),))), ("f", Piece("No")), ("g", Piece("0")))
    )
    assert piece_of({"a": [], "b": {"c": ""}}).is_empty


def test_a_long_one_costs_as_many_queries_as_a_short_one(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    held = Round.objects.get(case=case)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            whole_record(case, timezone.now())
        return len(asked)

    def more() -> None:
        for user in (people["stranger"], people["colleague"]):
            seat, _made = Seat.objects.get_or_create(round=held, user=user, defaults={"organisation": people.there})
            for _one in range(3):
                Contribution.objects.create(key=uuid.uuid4(), seat=seat, kind=Kind.VIEW, words="A view.")
            CaseStep.objects.create(
                case=case, move=Move.HIDE, before=State.TRIAGE, after=State.QUARANTINED, as_part=Part.IG_LEAD, by=user,
                at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC),
            )  # fmt: skip
            record("case.seen", by=user, on=case, organisation_id=people.there.pk)

    record("case.seen", by=people["coordinator"], on=case, organisation_id=people.here.pk)
    before = queries()
    more()
    assert queries() == before
