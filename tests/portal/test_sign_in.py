"""Signing in: one door, closed to newcomers, and every page of it drawn in our look."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from learning.workforce.models import User
from tests.workforce.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase"


@pytest.fixture(autouse=True)
def fresh(settings):
    settings.LOGIN_REDIRECT_URL = "/leave/"
    cache.clear()


@pytest.fixture
def sam() -> User:
    user = UserFactory(email="sam@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_e_mail_and_password_open_the_door(client: Client, sam: User):
    answer = client.post(reverse("account_login"), {"login": " SAM@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/leave/"
    assert signed_in(client)


@pytest.mark.parametrize("door", ["/_util/login/", "/cms/login/"])
def test_no_other_door_takes_a_password(client: Client, sam: User, door: str):
    answer = client.post(door, {"username": sam.email, "login": sam.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_login")
    assert not signed_in(client)


def test_a_second_factor_that_exists_is_asked_for_of_learners_too(client: Client, sam: User):
    TOTP.activate(sam, "JBSWY3DPEHPK3PXP")
    answer = client.post(reverse("account_login"), {"login": sam.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "That code did not fit" in page
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"login": "sam.example.org", "password": "x"}, "with an @ in it"),
        ({"login": "", "password": "x"}, "Write your e-mail address."),
        ({"login": "sam@example.org", "password": ""}, "Write your password."),
        ({"login": "sam@example.org", "password": "wrong"}, "do not belong together"),
        ({"login": "nobody@example.org", "password": "wrong"}, "do not belong together"),
    ],
)
def test_what_does_not_open_it_is_said_and_led_to(client: Client, sam: User, written: dict[str, str], said: str):
    page = client.post(reverse("account_login"), written).content.decode()
    assert said in page
    assert 'class="errors"' in page
    assert "<title>To mend:" in page
    assert not signed_in(client)


def test_nobody_signs_up_by_themselves(client: Client):
    answer = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "Accounts come from your organisation" in answer.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/cms/login/?next=/cms/pages/", "/accounts/login/?next=/cms/pages/"),
        ("/cms/password_reset/", "/accounts/password/reset/"),
        ("/cms/password_reset/confirm/MQ/set-password/", "/accounts/password/reset/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_editors_own_doors_lead_to_ours(client: Client, method: str, address: str, leads_to: str):
    """Wagtail's form would sign in without the second factor."""
    answer = getattr(client, method)(
        address, {"username": "sam@example.org", "password": PASSWORD} if method == "post" else None
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == leads_to
    assert not signed_in(client)


def test_the_editor_leads_to_our_door(client: Client):
    assert client.get("/cms/").headers["Location"].startswith("/accounts/login/")


def test_a_forgotten_password_is_answered_the_same_for_everybody(client: Client, sam: User):
    known = client.post(reverse("account_reset_password"), {"email": sam.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"] == reverse("account_reset_password_done")
    assert "works once" in mail.outbox[0].body
    assert "Look in your e-mail" in client.get(known.headers["Location"]).content.decode()


def test_the_link_in_the_e_mail_sets_a_new_password(client: Client, sam: User):
    client.post(reverse("account_reset_password"), {"email": sam.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.content.decode()
    fresh = {"password1": "three other words", "password2": "three other words"}
    answer = client.post(page.request["PATH_INFO"], fresh, follow=True)
    assert "Your password is changed" in answer.content.decode()
    sam.refresh_from_db()
    assert sam.check_password("three other words")


def test_a_used_link_says_what_to_do(client: Client):
    assert "no longer works" in client.get("/accounts/password/reset/key/1-set-password/").content.decode()


@pytest.mark.parametrize(
    "name",
    ["account_logout", "account_change_password", "account_email", "account_reauthenticate", "mfa_index",
     "mfa_reauthenticate", "mfa_list_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes",
     "mfa_deactivate_totp", "mfa_add_webauthn"],
)  # fmt: skip
def test_every_page_of_ones_account_is_drawn_in_our_look(client: Client, sam: User, name: str):
    TOTP.activate(sam, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(sam)
    client.force_login(sam)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert b"css/tokens.css" in page.content
    assert b'class="leave"' in page.content
    assert b"<h1>" in page.content


def test_a_request_loads_the_login_with_its_person(client: Client, sam: User, django_assert_num_queries):
    PersonFactory(user=sam)
    client.force_login(sam)
    client.get("/leave/")  # whose support lines one sees is looked up once a session
    with django_assert_num_queries(3) as asked:
        client.get("/leave/")
    assert "workforce_person" in asked[1]["sql"]
