"""The page editor opens with a role and closes with it."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client

from learning.portal.actions.follow_roles import GROUPS_OF, follow_roles
from learning.workforce.actions.record_statement import end_statement, record_statement
from learning.workforce.models import Role, RoleAssignment
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "role"), [(name, role) for name, roles in GROUPS_OF.items() for role in sorted(roles)]
)
def test_the_editor_opens_with_the_role_and_closes_with_it(name: str, role: Role) -> None:
    user = UserFactory()
    assignment = record_statement(None, RoleAssignment(user=user, role=role, starts_on=dt.date(2020, 1, 1)))
    assert list(user.groups.values_list("name", flat=True)) == [name]
    end_statement(None, assignment, ended_on=dt.date(2020, 2, 1))
    assert not user.groups.exists()


def test_another_role_opens_nothing() -> None:
    assignment = RoleAssignmentFactory(role=Role.NETWORK_LEAD)
    follow_roles(assignment.user, dt.date(2026, 2, 28))
    assert not assignment.user.groups.exists()


def test_a_role_that_begins_later_is_followed_by_the_daily_command() -> None:
    assignment = RoleAssignmentFactory(role=Role.TRAINER)
    assert not assignment.user.groups.exists()
    call_command("follow_roles", verbosity=0)
    assert [group.name for group in assignment.user.groups.all()] == ["Trainers"]


def test_a_role_that_ended_today_closes_the_editor_before_the_daily_command(client: Client) -> None:
    user = UserFactory()
    role = record_statement(None, RoleAssignment(user=user, role=Role.TRAINER, starts_on=dt.date(2020, 1, 1)))
    client.force_login(user)
    assert client.get("/cms/").status_code == 302  # to enrol, as everybody with a role
    RoleAssignment.objects.filter(pk=role.pk).update(ended_on=dt.date(2020, 2, 1))
    assert user.groups.exists()
    assert client.get("/cms/").status_code == 403
