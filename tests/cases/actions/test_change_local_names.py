"""The list of local names: changed by administrators alone, audited, each name once."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.cases.actions.change_local_names import add_local_names, change_local_name, remove_local_name
from learning.cases.models import LocalName, LocalNamesMark
from learning.cases.models.local_name import NameKind
from learning.workforce.models import Role, User
from tests.workforce.factories import OrganisationFactory, RoleAssignmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def administrator() -> User:
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.ADMINISTRATOR, organisation=None)
    return user


def mark() -> str:
    return "".join(LocalNamesMark.objects.values_list("mark", flat=True))


def test_names_are_added_once_and_audited(administrator: User) -> None:
    first = add_local_names(administrator, NameKind.SCHOOL, {"oak farm": "Oak Farm", "wynd": "Wynd"})
    before = mark()
    again = add_local_names(administrator, NameKind.WARD, {"oak farm": "OAK FARM", "the tanyard": "The Tanyard"})
    assert [one.name for one in again] == ["The Tanyard"]
    assert list(LocalName.objects.values_list("name", "kind")) == [
        ("Oak Farm", "school"), ("The Tanyard", "ward"), ("Wynd", "school"),
    ]  # fmt: skip
    assert mark() != before
    event = Event.objects.filter(action="case.local_names_added").last()
    assert event is not None
    assert event.detail == {"kind": "school", "names": [one.pk for one in first]}


def test_a_name_is_changed_and_taken_off(administrator: User) -> None:
    (name,) = add_local_names(administrator, NameKind.SCHOOL, {"oak farm": "Oak Farm"})
    name.name, name.kind = "Oak Farm’s", NameKind.VENUE
    change_local_name(administrator, name)
    assert LocalName.objects.get().folded == "oak farm's"
    before = mark()
    remove_local_name(administrator, LocalName.objects.get())
    assert not LocalName.objects.exists()
    assert mark() != before
    assert set(Event.objects.values_list("action", flat=True)) >= {
        "case.local_name_changed", "case.local_name_removed",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "says"), [("OAK farm", "on the list already"), ("…", "Write the name")])
def test_a_change_that_makes_no_name_is_refused(administrator: User, name: str, says: str) -> None:
    _oak, wynd = add_local_names(administrator, NameKind.SCHOOL, {"oak farm": "Oak Farm", "wynd": "Wynd"})
    wynd.name = name
    with pytest.raises(ValidationError, match=says):
        change_local_name(administrator, wynd)
    assert LocalName.objects.get(pk=wynd.pk).name == "Wynd"


@pytest.mark.parametrize("role", [None, Role.HR_LEAD, Role.IG_LEAD, Role.TRAINER, "superuser"])
def test_nobody_else_changes_it(administrator: User, role: Any) -> None:
    (name,) = add_local_names(administrator, NameKind.SCHOOL, {"oak farm": "Oak Farm"})
    user = UserFactory(is_superuser=role == "superuser")
    if role and role != "superuser":
        RoleAssignmentFactory(user=user, role=role, organisation=OrganisationFactory())
    before = mark()
    for attempt in (
        lambda: add_local_names(user, NameKind.SCHOOL, {"wynd": "Wynd"}),
        lambda: change_local_name(user, name),
        lambda: remove_local_name(user, name),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert (LocalName.objects.count(), mark()) == (1, before)
