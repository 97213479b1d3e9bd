"""A real network starts with a name, a partner and an administrator, and never among invented people."""

import datetime as dt
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command

from learning.portal.actions.start_network import NetworkRefusedError, NewNetwork, start_network
from learning.workforce.models import Organisation, Role, RoleAssignment, User
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
    assert [address.lower() for address in letter.to] == ["ada@example.org"]
    assert "https://learning.example.org/accounts/password/reset/key/" in letter.body
