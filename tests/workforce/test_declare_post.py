"""A declared post gives learning at once, counts nowhere, and waits for the word of that employer alone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from time_machine import Traveller

from learning.audit.models import Event
from learning.notices.models import Message
from learning.workforce.actions.answer_declared import LONGEST_WORD, Post, confirm_as, confirm_as_new, decline
from learning.workforce.actions.declare_post import Declared, declare_post, take_back_declared
from learning.workforce.models import Employment, Organisation, Person, PersonEmail, RoleAssignment, User
from learning.workforce.waiting import waiting_at

from .factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    TeamFactory,
    UserFactory,
)

T = dt.date(2026, 2, 28)
pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(clock: Traveller) -> RoleAssignment:
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    return made


@pytest.fixture
def user() -> User:
    made: User = UserFactory(email="sam@example.org")
    return made


def said(organisation: Organisation) -> Declared:
    return Declared(organisation, RoleGroupFactory(), dt.date(2026, 1, 5), "Sam", "Oyelaran")


def declared(user: User, organisation: Organisation) -> Employment:
    return declare_post(user, said(organisation), user.email)


def test_a_login_without_a_person_gets_one(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    assert (post.person.user, post.person.name) == (user, "Sam Oyelaran")
    assert PersonEmail.objects.get(person=post.person).verified_at is not None
    assert not post.is_confirmed
    assert not Person.objects.visible_to(lead.user, T).filter(pk=post.person_id).exists()
    assert list(waiting_at(lead.organisation)) == [post]


def test_one_post_an_employer_and_three_that_wait(lead: RoleAssignment, user: User) -> None:
    declared(user, lead.organisation)
    with pytest.raises(ValidationError, match="on your record already"):
        declared(user, lead.organisation)
    for _again in range(2):
        declared(user, OrganisationFactory())
    with pytest.raises(ValidationError, match="Take one back first"):
        declared(user, OrganisationFactory())


def test_the_person_takes_back_what_they_said_and_nobody_else_does(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    with pytest.raises(PermissionDenied):
        take_back_declared(UserFactory(), post)
    take_back_declared(user, post)
    assert not Employment.objects.standing().exists()
    with pytest.raises(PermissionDenied):
        take_back_declared(user, post)


def test_hr_confirms_somebody_new_as_it_states_the_post(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    team, group = TeamFactory(organisation=lead.organisation), RoleGroupFactory(slug="supervisors")
    confirmed = confirm_as_new(lead.user, post, Post(group, dt.date(2026, 1, 12), team, "204417"))
    assert confirmed.is_confirmed
    assert (confirmed.role_group, confirmed.team, confirmed.staff_id) == (group, team, "204417")
    assert Employment.objects.standing().get() == confirmed
    assert Person.objects.visible_to(lead.user, T).filter(pk=post.person_id).exists()
    assert Message.objects.get().to == "sam@example.org"


def test_a_team_of_another_employer_is_refused(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    with pytest.raises(ValidationError):
        confirm_as_new(lead.user, post, Post(post.role_group, post.start, TeamFactory()))
    assert list(waiting_at(lead.organisation)) == [post]


def test_hr_finds_them_in_its_own_return(lead: RoleAssignment, user: User) -> None:
    post, row = declared(user, lead.organisation), EmploymentFactory(organisation=lead.organisation)
    kept = confirm_as(lead.user, post, row.person)
    assert kept == post.person
    row.person.refresh_from_db()
    assert row.person.merged_into == post.person
    assert Employment.objects.of(post.person).standing().get() == row
    assert "post.confirmed" in Event.objects.values_list("action", flat=True)


def test_a_row_of_another_employer_or_with_a_login_is_none_of_theirs(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    signs_in = EmploymentFactory(organisation=lead.organisation, person=PersonFactory(with_login=True)).person
    for row in (EmploymentFactory().person, signs_in):
        with pytest.raises(ValidationError, match="of your own return"):
            confirm_as(lead.user, post, row)
    assert list(waiting_at(lead.organisation)) == [post]


def test_a_declined_post_leaves_nothing_with_the_employer(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    decline(lead.user, post, "Ask Ada on extension 12.")
    assert not Employment.objects.standing().exists()
    assert not Person.objects.visible_to(lead.user, T).filter(pk=post.person_id).exists()
    letter = Message.objects.get()
    assert letter.to == "sam@example.org"
    assert "Ask Ada on extension 12." in letter.text
    with pytest.raises(ValidationError):
        decline(lead.user, post, "x" * (LONGEST_WORD + 1))


def test_only_that_employer_answers_and_only_once(lead: RoleAssignment, user: User) -> None:
    post = declared(user, lead.organisation)
    stated = Post(post.role_group, post.start)
    stranger = RoleAssignmentFactory(hr_lead=True).user
    for refused in (lambda: confirm_as_new(stranger, post, stated), lambda: decline(stranger, post, "")):
        with pytest.raises(PermissionDenied):
            refused()
    confirm_as_new(lead.user, post, stated)
    with pytest.raises(PermissionDenied):
        decline(lead.user, post, "")
