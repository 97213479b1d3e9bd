"""A real network starts with a name, a partner and an administrator, and never among invented people."""

import datetime as dt
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from allauth.core.context import request_context
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from learning.portal.actions.name_site import name_site
from learning.portal.actions.start_network import NetworkRefusedError, NewNetwork, start_network
from learning.portal.actions.welcome_administrator import welcome_administrator
from learning.portal.management.commands.start_network import _request_at
from learning.workforce.models import Organisation, Role, RoleAssignment, User
from learning.workforce.network_name import network_name
from learning.workforce.permissions import may_administer
from tests.workforce.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)
WISHES = NewNetwork("Fen Network", "Ada May Byron", "Ada@Example.org", "Fen Council", "local_government")


def test_it_makes_the_team_the_partner_and_the_administrator() -> None:
    user = start_network(WISHES, DAY)
    assert set(Organisation.objects.values_list("name", "kind")) == {
        ("Fen Network", "network"),
        ("Fen Council", "local_government"),
    }
    assert (user.email, user.person.name, user.has_usable_password()) == ("ada@example.org", "Ada May Byron", False)
    assert may_administer(user, DAY)
    assert not user.is_superuser


def test_calling_again_changes_nothing() -> None:
    assert start_network(WISHES, DAY) == start_network(WISHES, DAY)
    assert (Organisation.objects.count(), User.objects.count()) == (2, 1)
    assert RoleAssignment.objects.filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        (replace(WISHES, partner_sector="circus"), "There is no sector “circus”"),
        (replace(WISHES, partner_sector="network"), "There is no sector “network”"),
        (replace(WISHES, administrator_email="ada"), "is not an e-mail address"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(wishes: NewNetwork, says: str) -> None:
    with pytest.raises(NetworkRefusedError, match=says):
        start_network(wishes, DAY)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("invented", [PersonFactory, OrganisationFactory])
def test_invented_people_or_partners_are_refused_company(invented: type) -> None:
    invented(is_invented=True)
    with pytest.raises(NetworkRefusedError, match="invented people of the demonstration"):
        start_network(WISHES, DAY)
    assert not User.objects.filter(email="ada@example.org").exists()


def test_the_command_sends_the_link_that_sets_the_password(mailoutbox: list[EmailMessage], settings: Any) -> None:
    settings.PUBLIC_BASE_URL, settings.ALLOWED_HOSTS = "https://learning.example.org", ["learning.example.org"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    call_command(
        "start_network",
        *("--name", WISHES.name, "--partner", WISHES.partner, "--partner-sector", WISHES.partner_sector),
        *("--administrator-name", WISHES.administrator_name, "--administrator-email", WISHES.administrator_email),
        stdout=StringIO(),
    )
    (letter,) = mailoutbox
    assert letter.subject == "Welcome to Fen Network: set your password"
    assert str(letter.body).startswith("Hello Ada May,\n\nwelcome. Fen Network has just been started")
    assert "asked for a new password" not in letter.body
    assert "It works once, and for 3 days:" in letter.body
    assert [address.lower() for address in letter.to] == ["ada@example.org"]
    assert "https://learning.example.org/accounts/password/reset/key/" in letter.body


def test_the_link_of_the_welcome_sets_the_password_once(mailoutbox: list[EmailMessage], client: Client) -> None:
    user = start_network(WISHES, DAY)
    request = _request_at("http://testserver")
    with request_context(request):
        welcome_administrator(user, request)
    address = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mailoutbox[0].body))
    assert address is not None
    form = client.get(address[1], follow=True)
    assert form.status_code == 200
    word = "amber-kettle-orchard-9"
    client.post(form.redirect_chain[-1][0], {"password1": word, "password2": word})
    user.refresh_from_db()
    assert user.check_password(word)
    again = Client().get(address[1], follow=True)
    assert "password1" not in again.content.decode()


def test_the_editor_s_site_is_called_as_the_network_and_follows_its_name() -> None:
    start_network(WISHES, DAY)
    assert Site.objects.get(is_default_site=True).site_name == network_name() == "Fen Network"
    team = Organisation.objects.get(kind=Organisation.NETWORK_KIND)
    team.name = "Fen and Wolds Network"
    team.save()
    assert Site.objects.get(is_default_site=True).site_name == network_name() == "Fen and Wolds Network"


def test_a_partner_s_name_is_not_the_network_s() -> None:
    start_network(WISHES, DAY)
    OrganisationFactory(name="Another partner")
    assert Site.objects.get(is_default_site=True).site_name == "Fen Network"


def test_before_a_network_is_started_the_site_has_the_product_s_name() -> None:
    name_site()
    assert Site.objects.get(is_default_site=True).site_name == "Connected Learning"
