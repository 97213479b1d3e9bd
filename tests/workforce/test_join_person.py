"""A proven address joins a login to the row of a return: by itself once, and after that only by the person's word."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from time_machine import Traveller

from learning.audit.models import Event
from learning.workforce.actions.join_person import confirm_row, join_by_email, own_row, rows_to_ask
from learning.workforce.actions.merge_people import unmerge_people
from learning.workforce.actions.say_of_pair import say_of_pair
from learning.workforce.models import Merge, Person, PersonEmail, User

from .factories import EmploymentFactory, PersonEmailFactory, PersonFactory, RoleAssignmentFactory, UserFactory

EMAIL = "sam@example.org"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def known(given: str = "Sam", family: str = "Oyelaran", **more: object) -> Person:
    """A row of a return: somebody with a post whose address the employer told."""
    person: Person = PersonFactory(given_name=given, family_name=family, **more)
    EmploymentFactory(person=person)
    PersonEmailFactory(person=person, email=EMAIL)
    return person


@pytest.fixture
def user() -> User:
    made: User = UserFactory(email=EMAIL, first_name="Sam", last_name="Oyelaran")
    return made


def test_the_one_row_that_knows_the_address_becomes_the_logins(user: User) -> None:
    row = known()
    assert join_by_email(user, "SAM@example.org ") == row
    row.refresh_from_db()
    assert row.user == user
    assert PersonEmail.objects.get(person=row).verified_at is not None
    event = Event.objects.get()
    assert (event.action, event.detail) == ("person.joined", {"how": "email"})


def test_joining_again_changes_nothing(user: User) -> None:
    join_by_email(user, known().emails.get().email)
    proven = PersonEmail.objects.get().verified_at
    join_by_email(user, EMAIL)
    assert (PersonEmail.objects.get().verified_at, Event.objects.count()) == (proven, 1)


def test_an_address_that_nobody_knows_joins_nobody(user: User) -> None:
    known()
    assert join_by_email(user, "other@example.org") is None
    assert own_row(user) is None


def test_several_rows_by_one_name_are_one_human_being(user: User) -> None:
    first, second, numbered = known(), known("SAM"), known("", "", erased_at=None)
    own = join_by_email(user, EMAIL)
    assert own == first
    for row in (second, numbered):
        row.refresh_from_db()
        assert row.merged_into == first
    assert Merge.objects.filter(recorded_by=user).count() == 2


def test_rows_by_several_names_go_by_the_name_of_the_login(user: User) -> None:
    other, row = known("Dilys", "Marchbank"), known()
    assert join_by_email(user, EMAIL) == row
    other.refresh_from_db()
    assert (other.merged_into, other.user) == (None, None)
    assert rows_to_ask(user, [EMAIL]) == [other]


def test_rows_of_which_none_bears_the_name_are_asked_about() -> None:
    nameless = UserFactory(email=EMAIL)
    rows = [known("Dilys", "Marchbank"), known()]
    assert join_by_email(nameless, EMAIL) is None
    assert rows_to_ask(nameless, [EMAIL]) == rows
    confirm_row(nameless, rows[1], [EMAIL])
    assert own_row(User.objects.get(pk=nameless.pk)) == rows[1]
    assert PersonEmail.objects.get(person=rows[1]).verified_at is not None


def test_a_row_that_comes_later_waits_for_the_persons_word(user: User) -> None:
    own = join_by_email(user, known().emails.get().email)
    later = known()
    join_by_email(user, EMAIL)
    later.refresh_from_db()
    assert later.merged_into is None
    assert rows_to_ask(user, [EMAIL]) == [later]
    confirm_row(user, later, [EMAIL])
    later.refresh_from_db()
    assert later.merged_into == own
    assert rows_to_ask(user, [EMAIL]) == []


def test_a_no_is_remembered(user: User) -> None:
    own = join_by_email(user, known().emails.get().email)
    later = known()
    assert own is not None
    say_of_pair(user, own, later, is_same=False)
    assert rows_to_ask(user, [EMAIL]) == []


def test_nobody_confirms_a_row_that_no_address_of_theirs_leads_to(user: User) -> None:
    join_by_email(user, known().emails.get().email)
    stranger = PersonFactory()
    PersonEmailFactory(person=stranger, email="other@example.org")
    with pytest.raises(PermissionDenied):
        confirm_row(user, stranger, [EMAIL])
    with pytest.raises(PermissionDenied):
        say_of_pair(user, user.person, stranger, is_same=False)


def test_somebody_elses_login_is_never_taken_over(user: User) -> None:
    theirs = known(with_login=True)
    assert join_by_email(user, EMAIL) is None
    theirs.refresh_from_db()
    assert theirs.user != user
    own = known()
    join_by_email(user, EMAIL)
    with pytest.raises(ValidationError, match="Both have a login"):
        confirm_row(user, theirs, [EMAIL])
    own.refresh_from_db()
    assert own.user == user


def test_an_erased_row_is_left_alone(user: User, clock: Traveller) -> None:
    row = known()
    Person.objects.filter(pk=row.pk).update(erased_at="2026-01-01T00:00Z")
    assert join_by_email(user, EMAIL) is None


def test_whoever_joined_two_rows_of_theirs_may_take_them_apart(user: User) -> None:
    join_by_email(user, known().emails.get().email)
    later = known()
    confirm_row(user, later, [EMAIL])
    stranger = UserFactory()
    with pytest.raises(PermissionDenied):
        unmerge_people(stranger, later)
    unmerge_people(user, later)
    later.refresh_from_db()
    assert later.merged_into is None


def test_an_hr_lead_says_nothing_of_a_row_of_their_own_return(user: User) -> None:
    """They could have put their own address there."""
    join_by_email(user, known().emails.get().email)
    row = known()
    employer = row.employments.get().organisation
    RoleAssignmentFactory(hr_lead=True, user=user, organisation=employer)
    with pytest.raises(ValidationError, match="others say whether that is you"):
        confirm_row(user, row, [EMAIL])
    row.refresh_from_db()
    assert row.merged_into is None
