"""Make a real network ready for its first administrator."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import Organisation, Person, PersonEmail, Role, RoleAssignment, User
from learning.workforce.models.organisation import Sector


class NetworkRefusedError(Exception):
    """The network cannot be started here; the message says why and what to do instead."""


@dataclass(frozen=True)
class NewNetwork:
    """What a network begins with."""

    name: str
    administrator_name: str
    administrator_email: str
    partner: str
    partner_sector: str


def start_network(wishes: NewNetwork, day: dt.date) -> User:
    """Write the network's name, its own team, one partner and the first administrator; returns that login.

    Nothing is overwritten: calling again with the same wishes changes nothing. Raises NetworkRefusedError when invented
    people are here, when the partner's sector is unknown or when the e-mail is none.
    """
    _refuse_what_cannot_be(wishes)
    with transaction.atomic():
        Organisation.objects.get_or_create(
            kind=Organisation.NETWORK_KIND,
            defaults={"name": wishes.name, "sector": Sector.NETWORK, "joined_on": day},
        )
        Organisation.objects.get_or_create(
            name=wishes.partner,
            defaults={"sector": wishes.partner_sector, "kind": wishes.partner_sector, "joined_on": day},
        )
        return _first_administrator(wishes, day)


def _refuse_what_cannot_be(wishes: NewNetwork) -> None:
    if Person.objects.filter(is_invented=True).exists() or Organisation.objects.filter(is_invented=True).exists():
        raise NetworkRefusedError(
            _(
                "This database holds the invented people of the demonstration. A real network starts in an empty one: "
                "set DATABASE_URL to a new database and run this again."
            )
        )
    if wishes.partner_sector not in Sector.values or wishes.partner_sector == Sector.NETWORK:
        known = ", ".join(value for value in Sector.values if value != Sector.NETWORK)
        raise NetworkRefusedError(
            _("There is no sector “%(sector)s”. Choose one of: %(known)s.")
            % {"sector": wishes.partner_sector, "known": known}
        )
    try:
        validate_email(wishes.administrator_email)
    except ValidationError as refusal:
        raise NetworkRefusedError(
            _("“%(email)s” is not an e-mail address. The first administrator signs in with one.")
            % {"email": wishes.administrator_email}
        ) from refusal


def _first_administrator(wishes: NewNetwork, day: dt.date) -> User:
    email = wishes.administrator_email.strip().lower()
    given, _space, family = wishes.administrator_name.strip().rpartition(" ")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, first_name=given, last_name=family)
        person = Person.objects.create(user=user, given_name=given, family_name=family)
        PersonEmail.objects.create(person=person, email=email, verified_at=timezone.now())
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if not RoleAssignment.objects.on(day).filter(user=user, role=Role.ADMINISTRATOR).exists():
        record_statement(None, RoleAssignment(user=user, role=Role.ADMINISTRATOR, starts_on=day))
    return user
