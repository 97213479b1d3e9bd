"""Staff roles and their second factor: who is led aside, who is not, and what stays reachable."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from learning.portal.permissions import is_staff_role, roles_today
from learning.workforce.models import Role, User
from tests.workforce.factories import OrganisationFactory, RoleAssignmentFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "a long enough phrase"
TODAY = dt.date(2026, 2, 28)


@pytest.fixture(autouse=True)
def still(clock, settings):
    settings.LOGIN_REDIRECT_URL = "/leave/"
    cache.clear()  # it holds used codes, and a clock that stands still gives the same code again


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def with_role(role: Role = Role.NETWORK_LEAD, **trait: object) -> User:
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    scope: dict[str, object] = {}
    if role == Role.TEAM_MANAGER:
        scope["team"] = TeamFactory()
    elif role in {Role.HR_LEAD, Role.AGENCY_REVIEWER, Role.NETWORK_REVIEWER}:
        scope["organisation"] = OrganisationFactory()
    RoleAssignmentFactory(**({"user": user, "role": role, "starts_on": dt.date(2025, 1, 1)} | scope | trait))
    return user


def enrolled(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def signed_in(client: Client, user: User) -> Client:
    """With e-mail, password and, where one is asked for, the code: as a person does."""
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if answer.headers.get("Location") == reverse("mfa_authenticate"):
        client.post(answer.headers["Location"], {"code": code_now()})
    return client


def led_to(answer) -> str:
    return answer.headers.get("Location", "").split("?")[0] if answer.status_code == 302 else ""


@pytest.mark.parametrize("role", Role)
def test_every_role_without_a_second_factor_is_led_to_enrol(client: Client, role: Role):
    client.force_login(with_role(role))
    answer = client.get("/design/")
    assert led_to(answer) == reverse("mfa_index")


@pytest.mark.parametrize("role", Role)
def test_every_role_that_has_not_used_it_in_this_session_is_asked_for_it(client: Client, role: Role):
    client.force_login(enrolled(with_role(role)))
    answer = client.get("/design/?page=2")
    assert answer.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fdesign%2F%3Fpage%3D2"


def test_a_role_that_used_it_at_signing_in_goes_on(client: Client):
    assert signed_in(client, enrolled(with_role())).get("/design/").status_code == 200


def test_using_it_now_opens_what_was_asked_for(client: Client):
    client.force_login(enrolled(with_role()))
    asked = client.get("/design/").headers["Location"]
    answer = client.post(asked, {"code": code_now(), "next": "/design/"})
    assert answer.headers["Location"] == "/design/"
    assert client.get("/design/").status_code == 200


def test_a_wrong_code_opens_nothing(client: Client):
    client.force_login(enrolled(with_role()))
    answer = client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert led_to(client.get("/design/")) == reverse("mfa_reauthenticate")


@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_email", "account_reauthenticate", "mfa_add_webauthn", "mfa_deactivate_totp",
     "mfa_generate_recovery_codes", "mfa_index"],
)  # fmt: skip
def test_the_password_alone_changes_nothing_that_guards_a_login_with_a_factor(client: Client, name: str):
    user = enrolled(with_role())
    client.force_login(user)
    assert led_to(client.get(reverse(name))) == reverse("mfa_reauthenticate")
    assert led_to(client.post(reverse(name), {"password": PASSWORD})) == reverse("mfa_reauthenticate")
    assert Authenticator.objects.filter(user=user).count() == 1


def test_a_factor_that_was_removed_no_longer_counts(client: Client):
    user = enrolled(with_role())
    signed_in(client, user)
    Authenticator.objects.filter(user=user).delete()
    assert led_to(client.get("/design/")) == reverse("mfa_index")


def test_anothers_proof_does_not_count(client: Client):
    """The records of a session name the login they are of."""
    signed_in(client, enrolled(with_role()))
    session = client.session
    proof = session["account_authentication_methods"]
    client.force_login(enrolled(with_role()))
    session = client.session
    session["account_authentication_methods"] = proof
    session.save()
    assert led_to(client.get("/design/")) == reverse("mfa_reauthenticate")


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/documents/1/x.pdf", "/nowhere/", "/", "/design/"])
def test_nothing_else_is_reachable_before(client: Client, address: str):
    client.force_login(with_role(Role.ADMINISTRATOR))
    assert led_to(client.get(address)) == reverse("mfa_index")
    assert led_to(client.post(address)) == reverse("mfa_index")


@pytest.mark.parametrize(
    "name", ["mfa_index", "account_logout", "account_email", "account_change_password", "about_leaving"]
)
def test_what_one_needs_to_enrol_or_go_stays_reachable(client: Client, name: str):
    client.force_login(with_role())
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["support", "accessibility", "privacy", "complaints"])
def test_somebody_to_talk_to_is_never_locked_away(client: Client, name: str):
    client.force_login(with_role())
    assert led_to(client.get(reverse(name))) == ""


def test_a_piece_asked_for_by_htmx_moves_the_whole_page(client: Client):
    client.force_login(with_role())
    answer = client.post("/design/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == reverse("mfa_index")


def test_a_learner_needs_none(client: Client):
    client.force_login(UserFactory())
    assert client.get("/leave/").status_code == 200
    assert client.get("/design/").status_code == 403


def test_nobody_signed_in_is_led_nowhere(client: Client):
    assert client.get("/leave/").status_code == 200
    assert led_to(client.get("/design/")) == reverse("account_login")


@pytest.mark.parametrize(
    ("trait", "counts"),
    [
        ({"starts_on": TODAY}, True),
        ({"starts_on": TODAY + dt.timedelta(days=1)}, False),
        ({"ended_on": TODAY}, False),
        ({"ended_on": TODAY + dt.timedelta(days=1)}, True),
    ],
)
def test_only_todays_roles_count(client: Client, trait: dict[str, object], counts: bool):
    user = with_role(**trait)
    assert is_staff_role(user) is counts
    client.force_login(user)
    assert (led_to(client.get("/design/")) == reverse("mfa_index")) is counts


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_a_login_that_django_trusts_needs_one_too(client: Client, flag: str):
    client.force_login(UserFactory(**{flag: True}))
    assert led_to(client.get("/cms/")) == reverse("mfa_index")


def test_roles_are_asked_for_once_a_request(client: Client, django_assert_num_queries):
    """Session, user, roles: the middleware and the navigation share the last."""
    client.force_login(UserFactory())
    client.get("/leave/")
    with django_assert_num_queries(3):
        client.get("/leave/")


def test_roles_of_nobody_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert roles_today(AnonymousUser()) == frozenset()
