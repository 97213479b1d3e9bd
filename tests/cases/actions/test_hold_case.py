"""A legal hold: placed and lifted by IG leads of the case alone; while it stands nothing of the case is lost."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models, transaction

from learning.audit.models import Event
from learning.cases.actions.bring_case import send_again
from learning.cases.actions.close_case import decide_hidden, hide_case, take_case_back
from learning.cases.actions.hold_case import lift_hold, place_hold
from learning.cases.actions.take_step import take_step
from learning.cases.guided_round import Kind
from learning.cases.keeps_held import CASE_OF, WORDS, keep_held, let_go, names_of
from learning.cases.life_cycle import STEPS, Move, Part, State, Step, loses_something
from learning.cases.models import (
    Case,
    CaseStep,
    Contribution,
    Decision,
    FollowedDecision,
    FollowUp,
    LegalHold,
    Recommendation,
    RiskAlert,
    Round,
    Seat,
)
from learning.cases.refusals import Changed, Held
from learning.records.refusals import OpenFindings
from tests.cases.case_factories import Desk, case_in, desk, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WHY: Final = "A court has asked for it."
WAYS: Final = [(step, state) for step in STEPS for state in sorted(step.before)]
AS: Final = {
    Part.AUTHOR: "author",
    Part.AGENCY_REVIEWER: "own reviewer",
    Part.NETWORK_REVIEWER: "network reviewer",
    Part.COORDINATOR: "coordinator",
    Part.FACILITATOR: "facilitator",
    Part.PARTICIPANT: "consultant",
    Part.IG_LEAD: "ig lead",
}


@pytest.fixture
def people() -> Desk:
    return desk()


def test_it_is_placed_and_lifted_with_a_reason_and_audited(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    hold = place_hold(people["ig lead"], case, f" {WHY} ")
    case.refresh_from_db()
    assert (hold.reason, case.held_hash) == (WHY, case.text_hash)
    assert place_hold(people["ig lead"], case, "Another reason.") == hold
    lift_hold(people["ig lead"], case, "The court has it.")
    case.refresh_from_db()
    hold.refresh_from_db()
    assert (hold.why_lifted, hold.lifted_by, case.held_hash) == ("The court has it.", people["ig lead"], "")
    assert sorted(Event.objects.values_list("action", "detail")) == [
        ("case.held", {"hold": hold.pk}), ("case.hold_lifted", {"hold": hold.pk}),
    ]  # fmt: skip
    with pytest.raises(Changed):
        lift_hold(people["ig lead"], case, "Again.")
    assert place_hold(people["ig lead"], case, "Another court.") != hold


@pytest.mark.parametrize("state", State)
def test_nobody_but_its_ig_lead_holds_it_or_lifts_the_hold(people: Desk, state: State) -> None:
    case = case_in(state, people)
    for name, user in people.people.items():
        if name != "ig lead":
            with pytest.raises(PermissionDenied):
                place_hold(user, case, WHY)
    if state == State.WITHDRAWN:
        with pytest.raises(Changed):
            place_hold(people["ig lead"], case, WHY)
        return
    place_hold(people["ig lead"], case, WHY)
    for name, user in people.people.items():
        if name != "ig lead":
            with pytest.raises(PermissionDenied):
                lift_hold(user, case, WHY)
    assert LegalHold.objects.get().lifted_at is None


@pytest.mark.parametrize("act", [place_hold, lift_hold])
def test_a_reason_that_names_somebody_is_not_stored(people: Desk, act: Callable[..., Any]) -> None:
    case = case_in(State.TRIAGE, people)
    if act is lift_hold:
        place_hold(people["ig lead"], case, WHY)
    with pytest.raises(OpenFindings):
        act(people["ig lead"], case, "About Kayden Marsh.")
    assert LegalHold.objects.filter(lifted_at=None).count() == (1 if act is lift_hold else 0)


@pytest.mark.parametrize(("step", "state"), WAYS, ids=lambda one: one.move if isinstance(one, Step) else one)
def test_no_step_that_loses_something_is_taken_and_all_others_are(people: Desk, step: Step, state: State) -> None:
    case = case_in(state, people)
    place_hold(people["ig lead"], case, WHY)
    before = Case.objects.filter(pk=case.pk).values().get()

    def check(row: Case, part: Part) -> None:
        """What the actions write that mean these steps."""
        if step.move == Move.APPROVE_FIRST:
            row.first_by, row.first_organisation, row.first_hash = people["own reviewer"], people.here, row.text_hash
        if step.move == Move.APPROVE_SECOND:
            row.second_by, row.second_hash = people["network reviewer"], row.text_hash
            row.second_organisation = people.there

    for part in sorted(step.by):
        if loses_something(step):
            with pytest.raises(Held) as refused:
                take_step(people[AS[part]], case, step.move, change=check)
            assert ("Lift the hold" in refused.value.sentence) == (part == Part.IG_LEAD)
            assert WHY not in refused.value.sentence
    if loses_something(step):
        assert Case.objects.filter(pk=case.pk).values().get() == before
        assert not CaseStep.objects.exists()
    else:
        take_step(people[AS[min(step.by - {Part.PARTICIPANT})]], case, step.move, change=check)
        row = Case.objects.get(pk=case.pk)
        assert (row.held_hash, row.happening) == (before["held_hash"], before["happening"])


def test_which_steps_lose_something() -> None:
    """Written by hand: a step that is added is looked at here."""
    assert {step.move for step in STEPS if loses_something(step)} == {
        Move.SUBMIT, Move.RETURN, Move.TAKE_BACK, Move.SEND_BACK, Move.WITHDRAW,
    }  # fmt: skip


def test_the_author_neither_takes_it_back_nor_writes_it_otherwise_until_it_is_lifted(people: Desk) -> None:
    case = case_in(State.DRAFT, people)
    place_hold(people["ig lead"], case, WHY)
    with pytest.raises(Held):
        take_case_back(people["author"], case)
    with pytest.raises(Held):
        send_again(people["author"], case, said(happening="Something else is written here."))
    lift_hold(people["ig lead"], case, "The court has it.")
    assert take_case_back(people["author"], case).state == State.WITHDRAWN


def test_a_hidden_case_is_shown_again_and_not_withdrawn(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    place_hold(people["ig lead"], case, WHY)
    hide_case(people["coordinator"], case)
    for move in (Move.WITHDRAW, Move.SEND_BACK):
        with pytest.raises(Held, match="Lift the hold first"):
            decide_hidden(people["ig lead"], case, move, "Somebody is known by it.")
    assert decide_hidden(people["ig lead"], case, Move.SHOW_AGAIN, "Nobody is known by it.").state == State.TRIAGE


def whole(people: Desk) -> tuple[Case, dict[str, models.Model]]:
    """A case with a row in every table that holds something of one, by the name of its table."""
    case = case_in(State.FOLLOW_UP, people)
    held = Round.objects.get(case=case)
    seat = Seat.objects.filter(round=held).first()
    assert seat is not None
    step = CaseStep.objects.create(
        case=case, move=Move.RECOMMEND, before=State.IN_CONSULTATION, after=State.RECOMMENDED, as_part=Part.FACILITATOR,
        by=people["facilitator"],
    )  # fmt: skip
    written = Contribution.objects.create(key=uuid.uuid4(), seat=seat, kind=Kind.VIEW, words="A view.")
    advised = Recommendation.objects.create(
        key=uuid.uuid4(), round=held, action="Meet.", owner="The school.", by_when=dt.date(2026, 3, 9), basis="A view."
    )
    decided = Decision.objects.create(recommendation=advised, choice="adapt", words="Meet outside.")
    looked = FollowUp.objects.create(round=held, weeks=6, outcome="better", learnt="Time.")
    followed = FollowedDecision.objects.create(follow_up=looked, decision=decided, extent="partly", words="Rain.")
    alert = RiskAlert.objects.create(case=case, raised_by=people["consultant"])
    rows = (case, step, held, seat, written, advised, decided, looked, followed, alert)
    return case, {row._meta.db_table: row for row in rows}


def other_than(value: object) -> object:
    return dt.datetime(2020, 1, 1, tzinfo=dt.UTC) if isinstance(value, dt.datetime) else (
        dt.date(2020, 1, 1) if isinstance(value, dt.date) else "else"
    )  # fmt: skip


def refused(do: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            do()
    except IntegrityError:
        return True
    return False


def deleted(row: models.Model) -> Callable[[], object]:
    def delete() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608  a table of ours

    return delete


def test_the_database_itself_refuses_to_empty_or_delete_anything(people: Desk) -> None:
    case, rows = whole(people)
    assert set(rows) == set(CASE_OF)
    place_hold(people["ig lead"], case, WHY)
    for table, row in rows.items():
        assert refused(deleted(row)), table
        for column in WORDS.get(table, ()):
            new = other_than(getattr(row, column))
            assert refused(
                lambda row=row, column=column, new=new: type(row).objects.filter(pk=row.pk).update(**{column: new})
            ), (table, column)  # type: ignore[attr-defined, misc]
    assert refused(lambda: Case.objects.filter(pk=case.pk).update(happening="", text_hash="0" * 64))
    assert refused(deleted(LegalHold.objects.get()))
    assert refused(lambda: LegalHold.objects.update(reason="Another."))


def test_it_lets_go_of_everything_when_it_is_lifted_and_holds_no_other_case(people: Desk) -> None:
    case, rows = whole(people)
    other, _rows = whole(people)
    place_hold(people["ig lead"], other, WHY)
    for table in ("cases_followeddecision", "cases_contribution", "cases_casestep"):
        for column in WORDS[table]:
            assert not refused(
                lambda t=table, c=column: (
                    type(rows[t]).objects.filter(pk=rows[t].pk).update(**{c: other_than(getattr(rows[t], c))})
                )
            ), table  # type: ignore[attr-defined, misc]
        assert not refused(deleted(rows[table])), table
    lift_hold(people["ig lead"], other, "The court has it.")
    assert not refused(lambda: Contribution.objects.filter(seat__round__case=other).update(words=""))
    assert case.held_hash == ""


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        where = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger"
        name = "name" if connection.vendor == "sqlite" else "tgname"
        cursor.execute(f"SELECT {name} FROM {where}")  # noqa: S608  two texts of ours
        return {row[0] for row in cursor.fetchall()}


def test_every_migration_ends_with_all_triggers_in_place() -> None:
    """They go before it, since SQLite could rebuild no table that one of them asks."""
    all_of_them = {name for table in CASE_OF for name in names_of(table)}
    assert triggers() >= all_of_them
    let_go(sender=None, using=DEFAULT_DB_ALIAS)
    assert not triggers() & all_of_them
    for _again in range(2):
        keep_held(sender=None, using=DEFAULT_DB_ALIAS)
    assert triggers() >= all_of_them
