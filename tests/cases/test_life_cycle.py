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
from learning.cases.life_cycle import STEPS, Move, Part, State, sees
from learning.cases.models import Case, CaseStep
from learning.cases.permissions import may_move, parts_of
from learning.cases.refusals import Changed
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory, UserFactory

from .case_factories import Desk, case_in, desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T: Final = dt.date(2026, 2, 28)
OWN = {"own reviewer", "second own reviewer", "both"}
SECOND = {"network reviewer", "both"}
READERS: Final[dict[State, set[str]]] = {
    State.DRAFT: {"author"},
    State.AGENCY_REVIEW: {"author"} | OWN,
    State.NETWORK_REVIEW: {"author"} | OWN | SECOND,
    State.TRIAGE: {"author", "coordinator"},
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
