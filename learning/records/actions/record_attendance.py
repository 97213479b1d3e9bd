from __future__ import annotations

from learning.workforce.models import Person, User

from ..models import Attendance, Booking, LiveSession
from .record_completion import complete_by_attendance


def record_attendance(user: User | None, session: LiveSession, booking: Booking) -> Attendance:
    """Write that somebody was at the locked, closed session, and the completion that it earns; twice is once.

    For `keep_register` alone, inside its transaction. The completion is of the moment the session ended, or the
    register was closed if that was sooner: nobody finishes before it is over.
    """
    if session.closed_at is None:
        raise ValueError("An attendance is of a closed register.")
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=booking.person_id)
    earlier = list(Attendance.objects.filter(session=session, person=person).select_related("completion__correction"))
    for attendance in earlier:
        if not hasattr(attendance.completion, "correction"):
            return attendance
    completion = complete_by_attendance(person, session.version, min(session.ends_at, session.closed_at), user)
    return Attendance.objects.create(
        session=session,
        person=person,
        organisation_id=booking.organisation_id,
        completion=completion,
        entry=len(earlier) + 1,
        recorded_by=user,
    )
