from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..body import find, number_of
from ..device_time import given_at
from ..models import Attempt, AttemptState
from ..refusals import NoSuchBlock
from .lock_attempt import lock_attempt

ROUNDING = dt.timedelta(milliseconds=200)
"""Devices count in tenths of a second."""


def keep_place(user: User, attempt: Attempt, place: str, sequence: int | None = None) -> None:
    """Remember the section or block where the user pauses.

    A section alone says less than a block in it, so the block where something was saved last stays. What waited on a
    device changes nothing when something was saved since; `sequence` as in `save_answer`.
    """
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        body = attempt.version.body
        if number_of(body, place) is None and find(body, place) is None:
            raise NoSuchBlock
        now = timezone.now()
        paused_at = given_at(attempt.started_at, sequence, now)
        said_before = sequence is not None and paused_at + ROUNDING < attempt.saved_at
        if attempt.state != AttemptState.OPEN or said_before or _is_within(body, attempt.place, place):
            return
        attempt.place = place
        attempt.save(update_fields=["place"])


def _is_within(body: Sequence[Mapping[str, Any]], place: str, section: str) -> bool:
    found = find(body, place)
    return found is not None and found.section_id == section
