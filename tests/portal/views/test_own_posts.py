"""What somebody says of themselves: where they work, and which rows of employers' lists are them."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from learning.workforce.models import Employment, Person, User
from tests.signing_in import signed_in
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonEmailFactory,
    PersonFactory,
    RoleGroupFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
EMAIL = "sam@example.org"


@pytest.fixture
def user() -> User:
    made: User = UserFactory(email=EMAIL, first_name="Sam", last_name="Oyelaran")
    EmailAddress.objects.create(user=made, email=EMAIL, verified=True, primary=True)
    return made


def said(**more: Any) -> dict[str, Any]:
    return {
        "organisation": OrganisationFactory().pk,
        "role_group": RoleGroupFactory().pk,
        "start_day": "5",
        "start_month": "1",
        "start_year": "2026",
    } | more


def words(client: Client, name: str) -> str:
    return client.get(reverse(name)).content.decode()


def test_a_login_without_a_person_says_who_and_where(user: User) -> None:
    client = signed_in(user)
    answer = client.post(reverse("own_post"), said(given_name="Sam", family_name="Oyelaran"))
    assert answer.headers["Location"] == reverse("my_learning")
    post = Employment.objects.get()
    assert (post.person.user, post.start) == (user, dt.date(2026, 1, 5))
    assert "said by you, not confirmed yet" in words(client, "my_record")


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(user: User) -> None:
    page = signed_in(user).post(reverse("own_post"), said(given_name="Sam", family_name="Oyelaran", start_year="2027"))
    assert "on or before 28 February 2026" in page.content.decode()
    assert 'value="Oyelaran"' in page.content.decode()
    assert not Employment.objects.exists()


def test_an_employer_that_left_the_network_is_not_there_to_choose(user: User) -> None:
    gone = OrganisationFactory(left_on=dt.date(2026, 1, 1))
    assert gone.name not in words(signed_in(user), "own_post")


def test_only_the_person_takes_a_post_back(user: User) -> None:
    client = signed_in(user)
    client.post(reverse("own_post"), said(given_name="Sam", family_name="Oyelaran"))
    address = reverse("own_post_take_back", args=[Employment.objects.get().pk])
    assert signed_in(UserFactory()).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert not Employment.objects.standing().exists()
    assert client.post(address).status_code == 404


@pytest.fixture
def later(user: User) -> Person:
    """A row of another employer by the address of somebody who has a record already."""
    PersonFactory(user=user, given_name="Sam", family_name="Oyelaran")
    PersonEmailFactory(person=user.person, email=EMAIL, verified_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    row = EmploymentFactory().person
    PersonEmailFactory(person=row, email=EMAIL)
    return row


def test_my_record_asks_whether_a_row_is_the_reader_too(user: User, later: Person) -> None:
    client = signed_in(user)
    shown = words(client, "my_record")
    assert "Is this you too?" in shown
    assert later.employments.get().organisation.name in shown
    client.post(reverse("own_row", args=[later.uuid]), {"said": "yes"})
    later.refresh_from_db()
    assert later.merged_into == user.person
    shown = words(client, "my_record")
    assert "Is this you too?" not in shown
    assert "take them apart" in shown
    client.post(reverse("own_row_apart", args=[later.uuid]))
    later.refresh_from_db()
    assert later.merged_into is None


def test_a_no_is_the_end_of_it(user: User, later: Person) -> None:
    client = signed_in(user)
    client.post(reverse("own_row", args=[later.uuid]), {"said": "no"})
    later.refresh_from_db()
    assert later.merged_into is None
    assert "Is this you too?" not in words(client, "my_record")
    assert client.post(reverse("own_row", args=[later.uuid]), {"said": "yes"}).status_code == 404


def test_two_logins_are_said_kindly(user: User, later: Person) -> None:
    later.user = UserFactory()
    later.save()
    answer = signed_in(user).post(reverse("own_row", args=[later.uuid]), {"said": "yes"}, follow=True)
    assert "Both have a login. Decide with the person" in answer.content.decode()


def test_nobody_answers_for_somebody_else(later: Person) -> None:
    stranger = signed_in(PersonFactory(with_login=True).user)
    for name in ("own_row", "own_row_apart"):
        assert stranger.post(reverse(name, args=[later.uuid]), {"said": "yes"}).status_code == 404


def test_a_row_that_comes_later_shows_on_my_learning_from_the_next_sign_in(
    client: Client, user: User, later: Person
) -> None:
    client.post(reverse("account_login"), {"login": EMAIL, "password": "a long enough phrase"})
    assert "list may mean you too" in words(client, "my_learning")
    client.post(reverse("own_row", args=[later.uuid]), {"said": "yes"})
    assert "list may mean you too" not in words(client, "my_learning")


def test_a_login_that_stands_for_nobody_chooses_its_row(user: User) -> None:
    rows = [EmploymentFactory(person__given_name=given).person for given in ("Dilys", "Bashir")]
    for row in rows:
        PersonEmailFactory(person=row, email=EMAIL)
    client = signed_in(user)
    assert words(client, "my_record").count("Yes, that is me") == 2
    client.post(reverse("own_row", args=[rows[0].uuid]), {"said": "yes"})
    rows[0].refresh_from_db()
    assert rows[0].user == user


def test_a_second_address_is_added_shown_to_be_ones_own_and_asked_about(
    client: Client, user: User, later: Person
) -> None:
    PersonEmailFactory(person=later, email="other@work.example")
    later.emails.filter(email=EMAIL).delete()
    cache.clear()
    client.force_login(user)
    assert "Your e-mail addresses" in words(client, "account_email")
    client.post(reverse("account_email"), {"action_add": "", "email": "other@work.example"})
    assert "Is this you too?" not in words(client, "my_record")
    link = re.search(r"/accounts/confirm-email/\S+", str(mail.outbox[-1].body))
    assert link
    assert "Is this address yours?" in client.get(link.group()).content.decode()
    client.post(link.group())
    assert user.person.emails.get(email="other@work.example").verified_at is not None
    assert "Is this you too?" in words(client, "my_record")
    client.post(reverse("account_email"), {"action_remove": "", "email": "other@work.example"})
    assert user.person.emails.get(email="other@work.example").verified_at is None
    assert "Is this you too?" not in words(client, "my_record")
