"""Signed links from a digest to the page that says why it was sent, for somebody who is not signed in."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from .models import Digest

SALT = "coverage.digest"


def token_of(uuid: UUID) -> str:
    return signing.dumps(str(uuid), salt=SALT)


def digest_of(token: str) -> Digest | None:
    """The digest that the link was made for; None for no link of ours, and for somebody whose name is erased."""
    try:
        uuid: str = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    rows = Digest.objects.select_related("person", "message").filter(uuid=uuid, person__erased_at=None)
    return rows.first()
