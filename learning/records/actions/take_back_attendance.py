from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..models import Attendance, Booking, Correction
from .correct_completion import write_correction
from .lock_session import lock_register


def take_back_attendance(user: User, attendance: Attendance, reason: str) -> Correction:
    """Correct a mistaken tap in a closed register: the completion stays as it was written and no longer counts.

    Raises:
        PermissionDenied: the user does not run the session.
        BadAnswer, OpenFindings, AlreadyCorrected: as `correct_completion`.
    """
    now = timezone.now()
    with transaction.atomic():
        session = lock_register(user, attendance.session, now)
        correction = write_correction(user, attendance.completion, reason, now)
        Booking.objects.filter(session=session, person=attendance.person_id).update(present_at=None, present_by=None)
        return correction
