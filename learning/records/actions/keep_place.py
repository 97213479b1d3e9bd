from __future__ import annotations

from django.db import transaction

from learning.workforce.models import User

from ..body import find, number_of
from ..models import Attempt, AttemptState
from ..refusals import NoSuchBlock
from .lock_attempt import lock_attempt


def keep_place(user: User, attempt: Attempt, place: str) -> None:
    """Remember the section or block where the user pauses."""
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        body = attempt.version.body
        if number_of(body, place) is None and find(body, place) is None:
            raise NoSuchBlock
        if attempt.state == AttemptState.OPEN:
            attempt.place = place
            attempt.save(update_fields=["place"])
