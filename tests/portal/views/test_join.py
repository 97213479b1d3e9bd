"""The way in: one answer for every address, a letter only where an employer knows somebody, and one record after."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from learning.notices.models import Message
from learning.portal.join_limits import MISSED, WRITTEN_TO
from learning.portal.join_links import Invited, token_of
from learning.workforce.models import ClaimCode, Employment, Person, PersonEmail, User
from tests.signing_in import signed_in
from tests.workforce.factories import (
    ClaimCodeFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonEmailFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CODE, EMAIL = "7KQM3XRTP9WD", "sam@example.org"
CHOSEN = {"given_name": "Sam", "family_name": "Oyelaran", "password": "four words nobody joins"}


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def post() -> Employment:
    made: Employment = EmploymentFactory(person__given_name="Sam", person__family_name="Oyelaran")
    return made


@pytest.fixture
def code(post: Employment) -> ClaimCode:
    made: ClaimCode = ClaimCodeFactory(code=CODE, person=post.person, organisation=post.organisation)
    return made


def asked(client: Client, email: str = EMAIL, code: str = "") -> str:
    """What the page says after asking for a letter."""
    answer = client.post(reverse("join"), {"email": email, "code": code}, follow=True)
    assert answer.status_code == 200
    return re.sub(r"csrf\w+\" value=\"\w+", "", answer.content.decode())


def link() -> str:
    found = re.search(r"/join/\S+/", Message.objects.get().text)
    assert found
    return found.group()


def test_every_address_gets_the_same_answer(client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email=EMAIL)
    UserFactory(email="has@example.org")
    answers = {asked(client, email) for email in (EMAIL, "has@example.org", "nobody@example.org")}
    assert len(answers) == 1
    assert sorted(Message.objects.values_list("to", flat=True)) == ["has@example.org", EMAIL]


def test_somebody_with_a_sign_in_is_told_to_use_it(client: Client, code: ClaimCode) -> None:
    UserFactory(email=EMAIL)
    asked(client, code="7kqm 3xrt p9wd")
    letter = Message.objects.get()
    assert "You have one already" in letter.text
    assert "Your code is not used up" in letter.text
    assert reverse("account_login") in letter.text
    assert ClaimCode.objects.unused().exists()


def test_an_address_of_a_return_needs_no_code(client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email=EMAIL)
    asked(client, "SAM@example.org")
    answer = client.post(link(), CHOSEN)
    assert answer.headers["Location"] == reverse("my_learning")
    post.person.refresh_from_db()
    assert post.person.user.email == EMAIL
    assert "_auth_user_id" in client.session


def test_a_code_joins_any_address_once_that_is_confirmed(client: Client, code: ClaimCode) -> None:
    asked(client, "own@home.example", CODE)
    page = client.get(link()).content.decode()
    assert "own@home.example" in page
    # Whoever was handed somebody else's paper sees it in time.
    assert "Sam Oyelaran" in page
    assert code.organisation.name in page
    assert reverse("join_not_mine") in page
    assert ClaimCode.objects.unused().exists()
    client.post(link(), CHOSEN)
    user = User.objects.get(email="own@home.example")
    assert Person.objects.get(user=user) == code.person
    assert EmailAddress.objects.get(user=user).verified
    assert PersonEmail.objects.get(person=code.person).verified_at is not None
    assert not ClaimCode.objects.unused().exists()


def test_a_code_of_a_partner_without_names_says_the_staff_number(client: Client, code: ClaimCode) -> None:
    Person.objects.update(given_name="", family_name="")
    Employment.objects.update(staff_id="118820")
    asked(client, "own@home.example", CODE)
    assert "staff number 118820" in client.get(link()).content.decode()


def test_a_letter_without_a_code_speaks_of_none(client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email=EMAIL)
    asked(client)
    page = client.get(link()).content.decode()
    assert "Oyelaran" not in page
    assert reverse("join_not_mine") not in page


def test_saying_that_it_is_not_mine_uses_nothing(client: Client, code: ClaimCode) -> None:
    assert "Nothing was joined" in client.get(reverse("join_not_mine")).content.decode()
    assert ClaimCode.objects.unused().exists()


def test_the_link_works_once(client: Client, code: ClaimCode) -> None:
    asked(client, code=CODE)
    client.post(link(), CHOSEN)
    answer = Client().get(link())
    assert "This link no longer works" in answer.content.decode()
    Client().post(link(), CHOSEN | {"password": "another one of theirs"})
    assert User.objects.get(email=EMAIL).check_password(CHOSEN["password"])


def test_the_link_runs_out_after_three_days(client: Client, code: ClaimCode, clock: Traveller) -> None:
    asked(client, code=CODE)
    clock.shift(dt.timedelta(days=3, seconds=1))
    assert "more than three days old" in client.get(link()).content.decode()
    client.post(link(), CHOSEN)
    assert not User.objects.exists()


@pytest.mark.parametrize("token", ["none", "a:b:c"])
def test_a_link_of_somebody_elses_making_is_none(client: Client, token: str) -> None:
    assert "This link no longer works" in client.get(reverse("join_link", args=[token])).content.decode()


def test_a_code_that_was_taken_back_meanwhile_makes_no_account(client: Client, code: ClaimCode) -> None:
    asked(client, code=CODE)
    ClaimCode.objects.update(withdrawn_at=dt.datetime(2026, 2, 28, tzinfo=dt.UTC))
    assert "Ask your HR team for a new one" in client.post(link(), CHOSEN).content.decode()
    assert not User.objects.exists()


def test_a_weak_password_is_refused_and_the_name_stays(client: Client, code: ClaimCode) -> None:
    asked(client, code=CODE)
    page = client.post(link(), CHOSEN | {"password": "short"}).content.decode()
    assert 'value="Oyelaran"' in page
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", ["7KQM3XRTP9WE", "short"])
def test_a_wrong_code_is_called_wrong_and_nobody_is_written_to(client: Client, code: ClaimCode, wrong: str) -> None:
    assert "This code does not fit" in asked(client, code=wrong)
    assert not Message.objects.exists()


def test_guessing_is_stopped_and_a_right_code_is_never_counted(client: Client, code: ClaimCode) -> None:
    for _again in range(MISSED.times):
        asked(client, code="7KQM3XRTP9WE")
    assert "Wait ten minutes" in asked(client, code=CODE)
    assert not Message.objects.exists()


def test_nobody_is_flooded_with_letters(client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email=EMAIL)
    for _again in range(WRITTEN_TO.times + 2):
        asked(client)
    assert Message.objects.count() == WRITTEN_TO.times


def test_an_address_of_a_partners_domain_makes_a_sign_in_without_a_record(client: Client) -> None:
    OrganisationFactory(email_domains="@Council.example\nother.example")
    asked(client, "sam@council.example")
    client.post(link(), CHOSEN)
    user = User.objects.get()
    assert not Person.objects.filter(user=user).exists()
    asked(Client(), "sam@evil-council.example")
    assert Message.objects.count() == 1


def test_signed_in_a_code_asks_before_it_joins(code: ClaimCode) -> None:
    user = UserFactory(email=EMAIL)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    client = signed_in(user)
    page = client.post(reverse("join"), {"code": CODE}, follow=True).content.decode()
    assert code.organisation.name in page
    assert ClaimCode.objects.unused().exists()
    client.post(reverse("join_confirm"))
    code.person.refresh_from_db()
    assert code.person.user == user
    assert client.post(reverse("join_confirm")).headers["Location"] == reverse("join")


def test_signed_in_guessing_is_stopped_too(code: ClaimCode) -> None:
    client = signed_in(UserFactory())
    for _again in range(MISSED.times):
        client.post(reverse("join"), {"code": "7KQM3XRTP9WE"})
    assert "Wait ten minutes" in client.post(reverse("join"), {"code": CODE}).content.decode()


def test_a_first_sign_in_joins_what_the_return_knows(client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email=EMAIL)
    user = UserFactory(email=EMAIL)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": EMAIL, "password": "a long enough phrase"})
    post.person.refresh_from_db()
    assert post.person.user == user


def test_an_address_that_was_not_proven_joins_nothing(client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email=EMAIL)
    user = UserFactory(email=EMAIL)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=False, primary=True)
    client.post(reverse("account_login"), {"login": EMAIL, "password": "a long enough phrase"})
    post.person.refresh_from_db()
    assert post.person.user is None


def test_the_token_holds_no_more_than_address_and_key() -> None:
    assert len(token_of(Invited("somebody.with.a.long.name@organisation.example", 123456))) < 200
