"""Who is in post, who leads what, and whose name a user may read: one table over two whole organisations."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from learning.workforce.models import Employment, Organisation, Person, Role
from learning.workforce.models.employment import EmploymentSource
from learning.workforce.permissions import may_see_coverage, may_see_person

from .factories import (
    LONG_AGO,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)


def half_of_the_world(name: str) -> SimpleNamespace:
    """One organisation with two teams, one below the other, people in each, a leaver, an HR lead and a manager."""
    here = OrganisationFactory(name=name)
    top = TeamFactory(organisation=here, name="Top")
    below = TeamFactory(organisation=here, name="Below", parent=top)
    return SimpleNamespace(
        organisation=here,
        in_top=EmploymentFactory(organisation=here, team=top, person__with_login=True).person,
        in_below=EmploymentFactory(organisation=here, team=below).person,
        without_team=EmploymentFactory(organisation=here).person,
        leaver=EmploymentFactory(organisation=here, team=top, left_already=True).person,
        hr_lead=RoleAssignmentFactory(hr_lead=True, organisation=here).user,
        former_hr_lead=RoleAssignmentFactory(hr_lead=True, organisation=here, ended_on=DAY).user,
        manager_of_top=RoleAssignmentFactory(team_manager=True, team=top).user,
        manager_of_below=RoleAssignmentFactory(team_manager=True, team=below).user,
    )


@pytest.fixture
def one() -> SimpleNamespace:
    return half_of_the_world("One")


@pytest.fixture
def other() -> SimpleNamespace:
    return half_of_the_world("Other")


EVERYBODY = ("in_top", "in_below", "without_team", "leaver")


@pytest.mark.parametrize(
    ("user", "sees"),
    [
        ("hr_lead", EVERYBODY),
        ("former_hr_lead", ()),
        ("manager_of_top", ("in_top", "in_below")),
        ("manager_of_below", ("in_below",)),
        ("in_top", ("in_top",)),
    ],
)
def test_names_that_a_user_may_read(
    one: SimpleNamespace, other: SimpleNamespace, user: str, sees: tuple[str, ...]
) -> None:
    reader = getattr(one, user)
    reader = reader.user if isinstance(reader, Person) else reader
    assert set(Person.objects.visible_to(reader, DAY)) == {getattr(one, name) for name in sees}
    for name in EVERYBODY:
        assert may_see_person(reader, getattr(one, name), DAY) is (name in sees)
        assert not may_see_person(reader, getattr(other, name), DAY)


@pytest.mark.parametrize("role", [Role.NETWORK_LEAD, Role.ADMINISTRATOR, Role.TRAINER, Role.COORDINATOR, Role.IG_LEAD])
def test_network_roles_read_no_name(one: SimpleNamespace, role: Role) -> None:
    reader = RoleAssignmentFactory(role=role).user
    assert not Person.objects.visible_to(reader, DAY).exists()
    assert not may_see_coverage(reader, one.organisation, DAY)


def test_superusers_and_anonymous_read_no_name(one: SimpleNamespace) -> None:
    assert not Person.objects.visible_to(UserFactory(is_superuser=True), DAY).exists()
    assert not Person.objects.visible_to(AnonymousUser(), DAY).exists()
    assert not may_see_coverage(AnonymousUser(), one.organisation, DAY)


def test_coverage_is_the_own_hr_leads_alone(one: SimpleNamespace, other: SimpleNamespace) -> None:
    assert may_see_coverage(one.hr_lead, one.organisation, DAY)
    assert not may_see_coverage(one.hr_lead, other.organisation, DAY)
    assert not may_see_coverage(one.manager_of_top, one.organisation, DAY)
    assert not may_see_coverage(one.former_hr_lead, one.organisation, DAY)
    assert list(Organisation.objects.led_by(one.hr_lead, DAY)) == [one.organisation]


def test_a_merged_person_is_seen_once_by_the_hr_leads_of_both(one: SimpleNamespace, other: SimpleNamespace) -> None:
    there = other.without_team
    there.merged_into, there.merge_reason = one.without_team, "same person"
    there.save()
    for lead in (one.hr_lead, other.hr_lead):
        assert Person.objects.visible_to(lead, DAY).filter(pk=one.without_team.pk).count() == 1
        assert not Person.objects.visible_to(lead, DAY).filter(pk=there.pk).exists()
        assert may_see_person(lead, there, DAY)


@pytest.mark.parametrize(
    ("start", "left", "in_post"),
    [
        (DAY, None, True),
        (DAY + dt.timedelta(days=1), None, False),
        (LONG_AGO, DAY, False),
        (LONG_AGO, DAY + dt.timedelta(days=1), True),
    ],
)
def test_in_post_from_the_first_day_to_the_day_before_left(start: dt.date, left: dt.date | None, in_post: bool) -> None:
    EmploymentFactory(start=start, left=left)
    assert Employment.objects.in_post(DAY).exists() is in_post


def test_what_a_person_said_of_themselves_is_not_confirmed() -> None:
    EmploymentFactory(self_declared=True)
    confirmed = EmploymentFactory()
    assert list(Employment.objects.in_post(DAY).confirmed()) == [confirmed]


def test_a_role_of_an_organisation_names_it_in_the_database() -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="role_of_an_organisation_names_it"):
        RoleAssignmentFactory(role=Role.HR_LEAD, organisation=None)


def test_a_person_without_a_name_is_still_somebody() -> None:
    assert str(PersonFactory(given_name="", family_name="")) == "Name not given"


def test_saying_where_one_works_opens_one_s_record_to_nobody(one: SimpleNamespace) -> None:
    """A self-declared post gives learning at once; until the employer confirms it, it shows that employer nobody."""
    team = one.in_top.employments.get().team
    said = EmploymentFactory(organisation=one.organisation, team=team, self_declared=True)
    for reader in (one.hr_lead, one.manager_of_top):
        assert not may_see_person(reader, said.person, DAY)
    said.supersede_with(dt.datetime(2026, 2, 27, tzinfo=dt.UTC), source=EmploymentSource.FORM)
    for reader in (one.hr_lead, one.manager_of_top):
        assert may_see_person(reader, said.person, DAY)


def test_who_declared_another_post_is_still_seen_by_the_employer_that_confirmed_theirs(
    one: SimpleNamespace, other: SimpleNamespace
) -> None:
    EmploymentFactory(person=one.without_team, organisation=other.organisation, self_declared=True)
    assert may_see_person(one.hr_lead, one.without_team, DAY)
    assert not may_see_person(other.hr_lead, one.without_team, DAY)
