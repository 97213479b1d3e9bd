"""Stop nudges to an address, and let them come again; by a signed link, so that nobody has to sign in for it."""

from django.core import signing
from django.db import transaction

from ..models import NoNudges

SALT = "notices.nudges"


def nudge_token(email: str) -> str:
    """What a link carries to say whose nudges it is about; it does not run out."""
    return signing.dumps(email.strip().lower(), salt=SALT)


def address_in(token: str) -> str | None:
    """The address that the token was made for; None where it was not made here."""
    try:
        email: str = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return email


def wants_nudges(email: str) -> bool:
    return not NoNudges.objects.filter(email=email.strip().lower()).exists()


def stop_nudges(email: str) -> None:
    """Twice is once."""
    with transaction.atomic():
        NoNudges.objects.get_or_create(email=email.strip().lower())


def allow_nudges(email: str) -> None:
    NoNudges.objects.filter(email=email.strip().lower()).delete()
