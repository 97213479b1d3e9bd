"""Give some invented people a login, a role, a second factor and the answers behind what they completed."""

from __future__ import annotations

import datetime as dt
import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from learning.certificates.actions.issue_certificate import issue_certificate
from learning.records.models import Completion
from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import PersonEmail, RoleAssignment, Team, User
from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION

from .network import Member

WORDS = [
    "amber",
    "anchor",
    "barley",
    "beacon",
    "birch",
    "bramble",
    "candle",
    "cedar",
    "clover",
    "copper",
    "coral",
    "cotton",
    "ember",
    "fennel",
    "ferry",
    "garden",
    "harbour",
    "hazel",
    "heather",
    "island",
    "juniper",
    "kettle",
    "lantern",
    "linen",
    "maple",
    "marble",
    "meadow",
    "mellow",
    "morning",
    "orchard",
    "pebble",
    "pewter",
    "quarry",
    "rowan",
    "saffron",
    "sparrow",
    "thistle",
    "timber",
    "velvet",
    "walnut",
    "willow",
]


def demo_password() -> str:
    """The one password of all demonstration sign-ins; made at the first load and kept beside the other keys."""
    path = settings.VAR_DIR / "keys" / "demo_password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.choice(WORDS) for _ in range(4)))
    return str(path.read_text())


def load_login(member: Member, hashed: str) -> User:
    """One invented person's login with a verified e-mail and, for a staff role, a second factor.

    `hashed` is the demonstration's password as stored: hashing it once for all saves seconds at the first start.
    """
    sign_in = member.sign_in
    if sign_in is None:
        raise ValueError("Only those who can sign in have a login.")
    with transaction.atomic():
        user = User.objects.filter(email=sign_in.email).first()
        if user is None:
            given, family = sign_in.name
            user = User.objects.create(email=sign_in.email, password=hashed, first_name=given, last_name=family)
        EmailAddress.objects.get_or_create(user=user, email=sign_in.email, defaults={"verified": True, "primary": True})
        PersonEmail.objects.get_or_create(
            person=member.person, email=sign_in.email, defaults={"verified_at": timezone.now()}
        )
        if member.person.user_id is None:
            member.person.user = user
            member.person.save(update_fields=["user"])
        if sign_in.role and not RoleAssignment.objects.standing().filter(user=user, role=sign_in.role).exists():
            record_statement(None, _assignment(member, user))
        if sign_in.role and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(user, generate_totp_secret())
    return user


def load_certificates(member: Member) -> None:
    """A certificate for each completion of one who can sign in."""
    for completion in Completion.objects.of(member.person).filter(certificates=None):
        issue_certificate(completion)


def _assignment(member: Member, user: User) -> RoleAssignment:
    sign_in = member.sign_in
    if sign_in is None or sign_in.role is None:
        raise ValueError("Only those with a role have an assignment.")
    of_team = sign_in.role in OF_A_TEAM
    return RoleAssignment(
        user=user,
        role=sign_in.role,
        organisation=member.organisation if sign_in.role in OF_AN_ORGANISATION else None,
        team=Team.objects.get(organisation=member.organisation, name=sign_in.team) if of_team else None,
        starts_on=max(member.organisation.joined_on, member.plan.start + dt.timedelta(days=1)),
    )
