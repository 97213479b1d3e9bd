"""The signed link of a letter to somebody who wants a sign-in: opening it shows that the address is theirs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing

SALT = "portal.join"
HOLDS_FOR = dt.timedelta(days=3)


@dataclass(frozen=True)
class Invited:
    """An address that asked for a sign-in, and the claim code that came with it, by its key."""

    email: str
    code_id: int | None


def token_of(invited: Invited) -> str:
    return signing.dumps([invited.email, invited.code_id], salt=SALT, compress=True)


def invited_by(token: str) -> Invited | None:
    """Whom the link was made for; None for one that is not ours or too old."""
    try:
        email, code_id = signing.loads(token, salt=SALT, max_age=HOLDS_FOR)
    except signing.BadSignature:
        return None
    return Invited(email, code_id)
