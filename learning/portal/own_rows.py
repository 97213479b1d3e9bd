"""Which addresses of a login are proven, and whether an employer's list holds a row that may be its person too."""

from __future__ import annotations

from typing import Final

from allauth.account.models import EmailAddress

from learning.workforce.models import User

ROWS_TO_ASK: Final = "rows_to_ask"
"""Where a session keeps whether there is such a row: asked at signing in, not for every page."""


def proven_addresses(user: User) -> list[str]:
    """The user's addresses that were shown to be theirs, in lower case, the one that they sign in with first."""
    rows = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return [email.lower() for email in rows.values_list("email", flat=True)]
