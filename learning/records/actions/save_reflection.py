from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..body import find
from ..models import Attempt, Reflection
from ..refusals import NoSuchBlock
from ..written import sealed
from .lock_attempt import lock_attempt, sequence_in
from .settle_attempt import settle_attempt

WRITTEN = frozenset({"reflection", "own_words"})
"""Kinds of blocks at which people write for themselves."""


def save_reflection(
    user: User,
    attempt: Attempt,
    block_id: str,
    text: str,
    *,
    elsewhere: bool = False,
    kept: Mapping[str, str] | None = None,
    sequence: int | None = None,
) -> Reflection:
    """Save what the user wrote for themselves, sealed; or that they reflected on paper or with their supervisor.

    `kept`: words that look like somebody's identity → why they are nobody's. The text given last stands; an empty one
    that is not `elsewhere` takes the note back. A note is no part of the ledger, so it can be written after the
    attempt has closed too, and then decides nothing; what a later attempt has taken over is changed there.

    Raises:
        PermissionDenied: not the user's own attempt.
        NoSuchBlock: no reflection and no question in own words of this version.
        BadAnswer: longer than 10,000 characters, or a reason longer than 300.
        OpenFindings: the text names somebody directly; nothing of it is stored. Carries the review.
    """
    words = sealed(text, kept or {})
    with transaction.atomic():
        attempt = last_of_its_line(lock_attempt(user, attempt))
        found = find(attempt.version.body, block_id)
        if found is None or found.block["type"] not in WRITTEN:
            raise NoSuchBlock
        now = timezone.now()
        order = sequence_in(attempt, sequence, now)
        reflection = Reflection.objects.filter(attempt=attempt, block_id=block_id).first()
        if reflection is None:
            reflection = Reflection(attempt=attempt, block_id=block_id)
        elif order < reflection.client_sequence:
            return reflection
        reflection.sealed_text = words
        if not words:
            reflection.shared_at = None
        reflection.elsewhere, reflection.client_sequence, reflection.written_at = elsewhere, order, now
        reflection.save()
        settle_attempt(attempt, now, place=block_id)
        return reflection


def last_of_its_line(attempt: Attempt) -> Attempt:
    """The attempt that holds the notes now: starting again moves them."""
    following = Attempt.objects.select_for_update(of=("self",)).select_related("version", "person")
    while (later := following.filter(follows=attempt).first()) is not None:
        attempt = later
    return attempt
