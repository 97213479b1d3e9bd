"""From recommendations to a closed case: who says what when, what is refused, and what is left if it is withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

from learning.audit.models import Event
from learning.cases.actions.answer_recommendations import Decided, answer_recommendations
from learning.cases.actions.ask_for_follow_ups import ask_for_follow_ups
from learning.cases.actions.close_case import decide_hidden, hide_case
from learning.cases.actions.follow_case_up import Followed, LookedBack, finish_case, follow_case_up, let_case_go
from learning.cases.life_cycle import Move, State
from learning.cases.models import Case, CaseStep, Decision, FollowedDecision, FollowUp
from learning.cases.models.decision import Choice
from learning.cases.models.follow_up import Extent, Outcome
from learning.cases.refusals import Changed, Unanswered
from learning.notices.models import Message
from learning.records.refusals import BadAnswer, OpenFindings
from tests.cases.case_factories import WORDS, Desk, case_in, desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMED = "It was Kayden Marchbanks who said no."
# The factory's answers are of 27 February.
SIX, TWELVE = dt.datetime(2026, 4, 10, 9, tzinfo=dt.UTC), dt.datetime(2026, 5, 22, 9, tzinfo=dt.UTC)


@pytest.fixture
def people() -> Desk:
    return desk()


def keys(case: Case) -> list[int]:
    return list(case.rounds.get().recommendations.order_by("pk").values_list("pk", flat=True))


def decided(case: Case, *more: Decided) -> dict[int, Decided]:
    said = more or (Decided(Choice.ACCEPT), Decided(Choice.DECLINE, "It was asked a month ago."))
    return dict(zip(keys(case), said, strict=True))


def looked_back(case: Case, weeks: int, **more: Any) -> LookedBack:
    taken = Decision.objects.filter(recommendation__round__case=case, choice__in=("accept", "adapt"))
    followed: Mapping[int, Followed] = {one.pk: Followed(Extent.PARTLY, "Twice it rained.") for one in taken}
    fields = {"outcome": Outcome.BETTER, "learnt": "That ten minutes are enough.", "followed": followed} | more
    return LookedBack(weeks, **fields)


def test_answers_lead_to_the_follow_up(people: Desk) -> None:
    case = case_in(State.RECOMMENDED, people)
    said = decided(case, Decided(Choice.ADAPT, " In another room. "), Decided(Choice.ACCEPT, "dropped"))
    row = answer_recommendations(people["author"], case, said)
    assert row.state == State.FOLLOW_UP
    assert list(Decision.objects.values_list("choice", "words")) == [("adapt", "In another room."), ("accept", "")]
    assert row.rounds.get().answered_on == dt.date(2026, 2, 28)
    told = Message.objects.filter(key__startswith="case-answered:")
    assert {one.to for one in told} == {people["facilitator"].email, people["consultant"].email}
    for one in Message.objects.all():
        assert not any(words in one.text + one.subject for words in (*WORDS.values(), "another room", row.number))
    assert not any("another room" in str(event.detail) for event in Event.objects.all())


@pytest.mark.parametrize("name", ["facilitator", "consultant", "coordinator", "colleague", "superuser", "hr lead"])
def test_the_author_alone_answers_and_looks_back(people: Desk, name: str) -> None:
    case = case_in(State.RECOMMENDED, people)
    with pytest.raises(PermissionDenied):
        answer_recommendations(people[name], case, decided(case))
    followed = case_in(State.FOLLOW_UP, people)
    with time_machine.travel(SIX, tick=False), pytest.raises(PermissionDenied):
        follow_case_up(people[name], followed, looked_back(followed, 6))
    with pytest.raises((PermissionDenied, Changed)):
        finish_case(people[name], followed, "Enough.")
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Decided(Choice.ADAPT), BadAnswer),
        (Decided(Choice.DECLINE, "  "), BadAnswer),
        (Decided(Choice.DECLINE, NAMED), OpenFindings),
        (Decided(Choice.ADAPT, "x" * 1_001), BadAnswer),
    ],
    ids=["adapted to nothing", "no reason", "a name", "too long"],
)
def test_an_answer_needs_words_that_name_nobody(people: Desk, said: Decided, refusal: type[Exception]) -> None:
    case = case_in(State.RECOMMENDED, people)
    with pytest.raises(refusal):
        answer_recommendations(people["author"], case, decided(case, said, Decided(Choice.ACCEPT)))
    assert not Decision.objects.exists()
    assert not CaseStep.objects.exists()


def test_each_recommendation_is_answered_and_no_other(people: Desk) -> None:
    case, other = case_in(State.RECOMMENDED, people), case_in(State.RECOMMENDED, people)
    for said in (dict([*decided(case).items()][:1]), decided(case) | decided(other), {}):
        with pytest.raises(Unanswered):
            answer_recommendations(people["author"], case, said)
    assert not Decision.objects.exists()


def test_answered_once(people: Desk) -> None:
    case = case_in(State.RECOMMENDED, people)
    answer_recommendations(people["author"], case, decided(case))
    with pytest.raises(Changed):
        answer_recommendations(people["author"], case, decided(case))
    assert Decision.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(recommendation_id=keys(case)[0], choice="decline", words="Twice.")


def test_the_database_keeps_accepted_ones_without_words(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    with pytest.raises(IntegrityError, match="accepted_as_it_is"), transaction.atomic():
        Decision.objects.filter(recommendation=keys(case)[0]).update(words="and more")


def test_both_follow_ups_and_the_case_is_closed(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    with time_machine.travel(SIX, tick=False):
        follow_case_up(people["author"], case, looked_back(case, 6))
        case.refresh_from_db()
        assert case.state == State.FOLLOW_UP
    with time_machine.travel(TWELVE, tick=False):
        done = {key: Followed(Extent.DONE) for key in looked_back(case, 12).followed}
        follow_case_up(people["author"], case, looked_back(case, 12, followed=done, outcome=Outcome.UNKNOWN, learnt=""))
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert list(FollowUp.objects.values_list("weeks", "outcome", "learnt")) == [
        (6, "better", "That ten minutes are enough."),
        (12, "unknown", ""),
    ]
    assert list(FollowedDecision.objects.values_list("extent", "words")) == [
        ("partly", "Twice it rained."),
        ("done", ""),
    ]
    assert set(Message.objects.filter(key__startswith="case-followed").values_list("kind", flat=True)) == {
        "case-followed-6", "case-followed-12",
    }  # fmt: skip


@pytest.mark.parametrize(("weeks", "at"), [(6, "2026-04-02"), (12, "2026-04-10"), (6, "2026-05-15")])
def test_not_before_its_time_and_not_after(people: Desk, weeks: int, at: str) -> None:
    case = case_in(State.FOLLOW_UP, people)
    with time_machine.travel(dt.datetime.fromisoformat(at + "T09:00+00:00"), tick=False), pytest.raises(Changed):
        follow_case_up(people["author"], case, looked_back(case, weeks))
    assert not FollowUp.objects.exists()
    case.refresh_from_db()
    assert case.state == State.FOLLOW_UP


@time_machine.travel(SIX, tick=False)
def test_what_was_taken_up_and_nothing_else_is_looked_back_on(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    declined = Decision.objects.get(choice="decline", recommendation__round__case=case)
    said = looked_back(case, 6)
    for followed in ({}, dict(said.followed) | {declined.pk: Followed(Extent.DONE)}):
        with pytest.raises(Unanswered):
            follow_case_up(people["author"], case, looked_back(case, 6, followed=followed))
    for learnt, why in ((NAMED, "Rain."), ("", NAMED)):
        bad = {key: Followed(Extent.NOT_DONE, why) for key in said.followed}
        with pytest.raises(OpenFindings):
            follow_case_up(people["author"], case, looked_back(case, 6, followed=bad, learnt=learnt))
    silent = {key: Followed(Extent.NOT_DONE) for key in said.followed}
    with pytest.raises(BadAnswer):
        follow_case_up(people["author"], case, looked_back(case, 6, followed=silent))
    assert not FollowUp.objects.exists()
    follow_case_up(people["author"], case, said)
    with pytest.raises(Changed):
        follow_case_up(people["author"], case, said)


@time_machine.travel(SIX, tick=False)
def test_closed_early_only_after_the_first(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    with pytest.raises(Unanswered, match="six weeks"):
        finish_case(people["author"], case, "We have moved on.")
    follow_case_up(people["author"], case, looked_back(case, 6))
    with pytest.raises(BadAnswer):
        finish_case(people["author"], case, "")
    assert finish_case(people["author"], case, "We have moved on.").state == State.CLOSED


def test_closed_at_once_where_nothing_was_taken_up(people: Desk) -> None:
    case = case_in(State.RECOMMENDED, people)
    no = Decided(Choice.DECLINE, "It was tried.")
    row = answer_recommendations(people["author"], case, decided(case, no, no))
    assert finish_case(people["author"], row, "Nothing to try.").state == State.CLOSED


def test_the_coordinator_lets_a_silent_case_go_and_not_earlier(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    coordinator, last = people["coordinator"], dt.date(2026, 6, 19)
    with time_machine.travel(dt.datetime(2026, 6, 19, 9, tzinfo=dt.UTC), tick=False), pytest.raises(Unanswered):
        let_case_go(coordinator, case, "Silent.")
    assert not Case.objects.waiting_for(coordinator, last).exists()
    later = last + dt.timedelta(1)
    assert list(Case.objects.waiting_for(coordinator, later)) == [case]
    with time_machine.travel(dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC), tick=False):
        row = let_case_go(coordinator, case, "Its author has left.")
    assert (row.state, row.steps.get().word) == (State.CLOSED, "Its author has left.")
    assert Message.objects.filter(key__startswith="case-moved:", to=people["author"].email).count() == 1


def test_withdrawn_with_every_word(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    with time_machine.travel(SIX, tick=False):
        follow_case_up(people["author"], case, looked_back(case, 6))
        hide_case(people["consultant"], case)
        decide_hidden(people["ig lead"], case, Move.WITHDRAW, "Somebody was recognised.")
    words = [*Decision.objects.values_list("words", flat=True), *FollowUp.objects.values_list("learnt", flat=True),
             *FollowedDecision.objects.values_list("words", flat=True)]  # fmt: skip
    assert set(words) == {""}
    assert len(words) == 4


def test_asked_when_it_is_due_and_once_more_a_week_later(people: Desk) -> None:
    case_in(State.FOLLOW_UP, people)
    case_in(State.CLOSED, people)
    asked = Message.objects.filter(kind="case-follow-up")
    day = SIX.date()
    assert ask_for_follow_ups(day - dt.timedelta(1)) == 0
    for _again in range(2):
        assert ask_for_follow_ups(day) == 1
        assert list(asked.values_list("to", flat=True)) == [people["author"].email]
    ask_for_follow_ups(day + dt.timedelta(6))
    assert asked.count() == 1
    for later in (7, 8):
        ask_for_follow_ups(day + dt.timedelta(later))
    assert asked.count() == 2
    # From a week before the last one is due that one is asked for instead.
    assert ask_for_follow_ups(TWELVE.date() - dt.timedelta(7)) == 0
    ask_for_follow_ups(TWELVE.date())
    assert asked.count() == 3
    assert not any(words in one.text + one.subject for one in asked for words in (*WORDS.values(), "C-"))


def test_the_command_says_how_many(people: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    case_in(State.FOLLOW_UP, people)
    call_command("ask_for_follow_ups")
    assert capsys.readouterr().out == ""
    with time_machine.travel(SIX, tick=False):
        call_command("ask_for_follow_ups")
    assert capsys.readouterr().out == "Follow-ups that are due: 1.\n"
