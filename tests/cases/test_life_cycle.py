"""Who takes which step of a case and who reads it: every ordered pair of states, every role, both organisations.

The two tables below are written by hand from the design, not from the product's own.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from learning.cases.actions.take_step import take_step
from learning.cases.life_cycle import IN_ROUND, STEPS, Move, Part, State, sees
from learning.cases.models import Case, CaseStep
from learning.cases.permissions import may_move, parts_of
from learning.cases.refusals import Changed
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory, UserFactory

from .case_factories import Desk, case_in, desk, round_about

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T: Final = dt.date(2026, 2, 28)
OWN = {"own reviewer", "second own reviewer", "both"}
SECOND = {"network reviewer", "both"}
READERS: Final[dict[State, set[str]]] = {
    State.DRAFT: {"author"},
    State.AGENCY_REVIEW: {"author"} | OWN,
    State.NETWORK_REVIEW: {"author"} | OWN | SECOND,
    State.TRIAGE: {"author", "coordinator"},
    State.SCHEDULED: {"author", "coordinator", "facilitator", "consultant"},
    State.IN_CONSULTATION: {"author", "facilitator", "consultant"},
    State.RECOMMENDED: {"author", "facilitator", "consultant"},
    State.FOLLOW_UP: {"author", "coordinator", "facilitator", "consultant"},
    State.CLOSED: {"author", "coordinator"},
    State.QUARANTINED: {"ig lead"} | OWN,
    State.WITHDRAWN: set(),
}
# From → to: who gets it there. A hidden case came from triage here.
MOVERS: Final[dict[tuple[State, State], set[str]]] = {
    (State.DRAFT, State.AGENCY_REVIEW): {"author"},
    (State.DRAFT, State.QUARANTINED): {"author", "ig lead"},
    (State.DRAFT, State.WITHDRAWN): {"author"},
    (State.AGENCY_REVIEW, State.NETWORK_REVIEW): OWN,
    (State.AGENCY_REVIEW, State.DRAFT): OWN,
    (State.AGENCY_REVIEW, State.QUARANTINED): {"author", "ig lead"} | OWN,
    (State.AGENCY_REVIEW, State.WITHDRAWN): {"author"},
    (State.NETWORK_REVIEW, State.TRIAGE): SECOND,
    (State.NETWORK_REVIEW, State.DRAFT): SECOND,
    (State.NETWORK_REVIEW, State.QUARANTINED): {"author", "ig lead"} | OWN | SECOND,
    (State.NETWORK_REVIEW, State.WITHDRAWN): {"author"},
    (State.TRIAGE, State.CLOSED): {"coordinator"},
    (State.TRIAGE, State.QUARANTINED): {"author", "coordinator", "ig lead"},
    (State.TRIAGE, State.WITHDRAWN): {"author"},
    (State.TRIAGE, State.SCHEDULED): {"coordinator"},
    (State.SCHEDULED, State.TRIAGE): {"coordinator"},
    (State.SCHEDULED, State.IN_CONSULTATION): {"facilitator"},
    (State.SCHEDULED, State.QUARANTINED): {"author", "coordinator", "facilitator", "consultant", "ig lead"},
    (State.SCHEDULED, State.WITHDRAWN): {"author"},
    (State.IN_CONSULTATION, State.RECOMMENDED): {"facilitator"},
    (State.IN_CONSULTATION, State.QUARANTINED): {"author", "facilitator", "consultant", "ig lead"},
    (State.RECOMMENDED, State.FOLLOW_UP): {"author"},
    (State.FOLLOW_UP, State.CLOSED): {"author", "coordinator"},
    (State.FOLLOW_UP, State.QUARANTINED): {"author", "coordinator", "facilitator", "consultant", "ig lead"},
    (State.RECOMMENDED, State.QUARANTINED): {"author", "facilitator", "consultant", "ig lead"},
    (State.CLOSED, State.QUARANTINED): {"author", "coordinator", "ig lead"},
    (State.QUARANTINED, State.TRIAGE): {"ig lead"},
    (State.QUARANTINED, State.DRAFT): {"ig lead"},
    (State.QUARANTINED, State.WITHDRAWN): {"ig lead"},
}


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.mark.parametrize("state", State)
def test_who_reads_a_case(people: Desk, state: State) -> None:
    case = case_in(state, people)
    reads = {name for name, user in people.people.items() if Case.objects.visible_to(user, T).filter(pk=case.pk)}
    assert reads == READERS[state]
    # Both forms of the rule say the same of everybody.
    assert reads == {name for name, user in people.people.items() if sees(state, parts_of(user, case, T))}


def moves_of(before: State, after: State) -> set[Move]:
    """The steps that lead from one state to the other."""
    return {
        step.move
        for step in STEPS
        if before in step.before and (step.after == after or (step.after is None and after == State.TRIAGE))
    }


@pytest.mark.parametrize(("before", "after"), [(one, other) for one in State for other in State], ids=str)
def test_every_ordered_pair_of_states(people: Desk, before: State, after: State) -> None:
    case = case_in(before, people)
    moves = moves_of(before, after)
    may = {name for name, user in people.people.items() for move in moves if may_move(user, case, move, T)}
    assert may == MOVERS.get((before, after), set())
    for name, user in people.people.items():
        if name in may or not moves:
            continue
        for move in moves:
            with pytest.raises((PermissionDenied, Changed)):
                take_step(user, case, move)
    case.refresh_from_db()
    assert case.state == before
    assert not CaseStep.objects.exists()


def test_one_person_is_never_both_reviewers(people: Desk) -> None:
    case = case_in(State.NETWORK_REVIEW, people, first_by=None)
    Case.objects.filter(pk=case.pk).update(first_by=people["both"])
    case.refresh_from_db()
    assert parts_of(people["both"], case, T) == {Part.AGENCY_REVIEWER}
    with pytest.raises(PermissionDenied):
        take_step(people["both"], case, Move.APPROVE_SECOND)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(second_by=people["both"], second_organisation=people.there)


def test_an_author_with_every_role_is_only_the_author(people: Desk) -> None:
    author = people["author"]
    for role in ("agency_reviewer", "network_reviewer", "coordinator", "ig_lead"):
        organisation = people.there if role == "network_reviewer" else people.here
        RoleAssignmentFactory(user=author, role=role, organisation=None if role == "coordinator" else organisation)
    for state in State:
        assert parts_of(author, case_in(state, people), T) == {Part.AUTHOR}


def test_whoever_works_for_the_author_s_partner_checks_nothing_second(people: Desk) -> None:
    reviewer = UserFactory()
    EmploymentFactory(person=PersonFactory(user=reviewer), organisation=people.here)
    RoleAssignmentFactory(user=reviewer, role="network_reviewer", organisation=people.there)
    assert parts_of(reviewer, case_in(State.NETWORK_REVIEW, people), T) == frozenset()


@pytest.mark.parametrize(
    "changed",
    [
        {"first_hash": "0" * 64},
        {"second_hash": "0" * 64},
        {"text_hash": "0" * 64},
        {"second_by": None, "second_organisation": None},
        {"happening": ""},
        {"hidden_from": "triage"},
        {"state": "quarantined"},
        {"state": "withdrawn"},
    ],
    ids=str,
)
def test_the_database_refuses_what_no_case_may_be(people: Desk, changed: dict[str, object]) -> None:
    case = case_in(State.TRIAGE, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**changed)


@pytest.mark.parametrize("field", ["first_by", "second_by"])
def test_the_database_refuses_an_author_who_checks(people: Desk, field: str) -> None:
    case = case_in(State.TRIAGE, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**{field: people["author"]})


@pytest.mark.parametrize("partner", ["here", "first"])
def test_the_database_wants_the_second_check_from_another_partner(people: Desk, partner: str) -> None:
    case = case_in(State.TRIAGE, people)
    if partner == "first":
        Case.objects.filter(pk=case.pk).update(first_organisation=people.third)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(second_organisation=people.here if partner == "here" else people.third)


def test_a_closed_case_stays_with_those_who_sat_in_its_round(people: Desk) -> None:
    case = case_in(State.CLOSED, people)
    round_about(case, people, ended_at=dt.datetime(2026, 2, 20, 12, tzinfo=dt.UTC))
    reads = {name for name, user in people.people.items() if Case.objects.visible_to(user, T).filter(pk=case.pk)}
    assert reads == {"author", "coordinator", "facilitator", "consultant"}


@pytest.mark.parametrize("state", sorted(IN_ROUND))
def test_a_round_that_no_longer_stands_is_no_way_in(people: Desk, state: State) -> None:
    case = case_in(state, people)
    case.rounds.update(cancelled_at=dt.datetime(2026, 2, 28, 9, tzinfo=dt.UTC))
    assert parts_of(people["consultant"], case, T) == parts_of(people["facilitator"], case, T) == frozenset()


def test_a_seat_ends_with_the_post_that_it_was_given_for(people: Desk) -> None:
    case = case_in(State.IN_CONSULTATION, people)
    assert parts_of(people["consultant"], case, T) == {Part.PARTICIPANT}
    people["consultant"].person.employments.update(left=T)
    assert parts_of(people["consultant"], case, T) == frozenset()


def test_a_facilitator_leads_as_long_as_they_hold_the_role(people: Desk) -> None:
    case = case_in(State.IN_CONSULTATION, people)
    assert parts_of(people["facilitator"], case, T) == {Part.FACILITATOR}
    people["facilitator"].role_assignments.update(ended_on=T)
    assert parts_of(people["facilitator"], case, T) == frozenset()


@pytest.mark.parametrize("state", sorted(IN_ROUND))
def test_the_database_keeps_no_round_about_live_proceedings_without_the_case_lead(people: Desk, state: State) -> None:
    case = case_in(state, people, has_proceedings=True)
    with pytest.raises(IntegrityError, match="has_its_case_lead"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(lead_agreed_on=None)
