from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..body import find
from ..models import Attempt, Reflection
from ..refusals import NoSuchBlock
from .lock_attempt import lock_attempt
from .save_reflection import last_of_its_line


def share_reflection(user: User, attempt: Attempt, block_id: str, *, shared: bool) -> Reflection:
    """Let the trainers read what the user wrote at a reflection, without the name, or no longer; it decides nothing.

    Raises:
        PermissionDenied: not the user's own attempt.
        NoSuchBlock: nothing is written there.
    """
    with transaction.atomic():
        attempt = last_of_its_line(lock_attempt(user, attempt))
        reflection = Reflection.objects.filter(attempt=attempt, block_id=block_id).first()
        if reflection is None or not reflection.sealed_text or not _is_reflection(attempt, block_id):
            raise NoSuchBlock
        if shared != (reflection.shared_at is not None):
            reflection.shared_at = timezone.now() if shared else None
            reflection.save(update_fields=["shared_at"])
        return reflection


def _is_reflection(attempt: Attempt, block_id: str) -> bool:
    """An answer in own words is no reflection: nobody asked for a thought worth sharing there."""
    found = find(attempt.version.body, block_id)
    return found is not None and found.block["type"] == "reflection"
