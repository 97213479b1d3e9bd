from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..models import Attempt
from .lock_attempt import lock_attempt


def reveal_answers(user: User, attempt: Attempt, blocks: Collection[str]) -> None:
    """Note that the reasons of these answers are about to be shown; from now on each stays as it is stored."""
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        attempt.answers.filter(block_id__in=blocks, revealed_at=None).update(revealed_at=timezone.now())
