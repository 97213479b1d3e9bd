"""Whom a coordinator can invite: by role and partner, each for one organisation, in as many questions for many."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.cases.invitations import employers_by_login, invitable
from learning.cases.life_cycle import State
from learning.workforce.models import Role
from tests.cases.case_factories import Desk, case_in, desk
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def people() -> Desk:
    return desk()


def test_by_role_and_partner(people: Desk) -> None:
    for role in (Role.TRAINER, Role.FACILITATOR):
        RoleAssignmentFactory(user=people["author"], role=role, organisation=None)
    # Its author is counted where they would be missed, and leads nothing.
    found = {(str(one.organisation), one.role): len(one.users) for one in invitable(case_in(State.TRIAGE, people), T)}
    assert found == {
        ("Here", Role.AGENCY_REVIEWER): 3,
        ("Here", Role.NETWORK_REVIEWER): 1,
        ("Here", Role.TRAINER): 1,
        ("The network", Role.FACILITATOR): 1,
        ("The network", Role.TRAINER): 1,
        ("There", Role.FACILITATOR): 1,
        ("There", Role.AGENCY_REVIEWER): 1,
        ("There", Role.NETWORK_REVIEWER): 2,
        ("Third", Role.FACILITATOR): 1,
    }


def test_roles_and_posts_that_ended_invite_nobody(people: Desk) -> None:
    consultant = people["consultant"]
    consultant.person.employments.update(left=T)
    assert employers_by_login([consultant.pk], T) == {}
    consultant.role_assignments.update(ended_on=T)
    assert not any(consultant in group.users for group in invitable(case_in(State.TRIAGE, people), T))


def test_under_a_merged_row_one_works_there_too(people: Desk) -> None:
    user = UserFactory()
    lasting = PersonFactory(user=user)
    row = PersonFactory(merged_into=lasting, merge_reason="both e-mails are theirs")
    EmploymentFactory(person=row, organisation=people.third)
    assert employers_by_login([user.pk], T) == {user.pk: people.third}


def test_it_asks_as_much_for_more_people(people: Desk) -> None:
    case, counts = case_in(State.TRIAGE, people), []
    for _twice in range(2):
        with CaptureQueriesContext(connection) as queries:
            invitable(case, T)
        counts.append(len(queries))
        for organisation in (people.there, people.third) * 3:
            user = UserFactory()
            EmploymentFactory(person=PersonFactory(user=user), organisation=organisation)
            RoleAssignmentFactory(user=user, role=Role.FACILITATOR, organisation=None)
    assert counts[0] == counts[1]
