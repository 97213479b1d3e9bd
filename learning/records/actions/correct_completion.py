from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from .. import signals
from ..models import Completion, Correction
from ..permissions import may_correct
from ..refusals import AlreadyCorrected
from ..screened import screened

LONGEST_REASON = 240


def correct_completion(user: User, completion: Completion, reason: str) -> Correction:
    """Say that a completion no longer counts, who says so and why; the completion itself stays as it was.

    Raises:
        PermissionDenied: the user is no administrator today.
        BadAnswer: no reason, or one of more than 240 characters.
        OpenFindings: the reason names somebody directly; it would stay for good.
        AlreadyCorrected: there is a correction; it stands.
    """
    now = timezone.now()
    with transaction.atomic():
        if not may_correct(user, timezone.localdate(now)):
            raise PermissionDenied
        return write_correction(user, completion, reason, now)


def write_correction(user: User, completion: Completion, reason: str, now: dt.datetime) -> Correction:
    """As `correct_completion`, for actions that have asked whether the user may, inside their transaction."""
    reason = screened(reason, most=LONGEST_REASON).words
    # Not the ledger's row, which nobody touches: two corrections at once meet at the unique constraint.
    correction, is_new = Correction.objects.get_or_create(
        completion=completion, defaults={"reason": reason, "recorded_by": user, "recorded_at": now}
    )
    if not is_new:
        raise AlreadyCorrected
    signals.completion_corrected.send(sender=Correction, correction=correction)
    return correction
