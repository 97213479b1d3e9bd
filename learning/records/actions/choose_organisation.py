from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learning.workforce.models import Employment, Person, User
from learning.workforce.querysets import holds_on

from ..attribution import employers_on
from ..models import Attendance, Booking, LiveSession
from ..permissions import may_learn
from ..refusals import NotTheirEmployer
from .lock_session import lock_session


def employer_at(person: Person, session: LiveSession, chosen: int | None) -> int | None:
    """The one employer that the person comes for, by key; None where they have none, or have not said which.

    Raises NotTheirEmployer where `chosen` is not one of theirs on the day of the session.
    """
    theirs = employers_on(person, timezone.localdate(session.starts_at))
    if chosen is not None and chosen not in theirs:
        raise NotTheirEmployer
    return chosen or (next(iter(theirs)) if len(theirs) == 1 else None)


def choose_organisation(user: User, booking: Booking, organisation_id: int) -> None:
    """Say for which of one's employers one comes, or came.

    It can be changed until the register is closed; afterwards only what was left open can be filled in, once.

    Raises:
        PermissionDenied: not the user's own booking.
        NotTheirEmployer: no employer of theirs on that day, or another one stands in the ledger.
    """
    with transaction.atomic():
        session = lock_session(booking.session)
        locked = Booking.objects.select_related("person").get(pk=booking.pk)
        if not may_learn(user) or locked.person.lasting_id != user.person.lasting_id:
            raise PermissionDenied
        locked.organisation_id = employer_at(locked.person, session, organisation_id)
        locked.save(update_fields=["organisation"])
        for attendance in Attendance.objects.filter(session=session, person=locked.person).standing():
            if attendance.organisation_id is None:
                attendance.organisation_id = organisation_id
                attendance.save(update_fields=["organisation"])
            elif attendance.organisation_id != organisation_id:
                raise NotTheirEmployer


def undecided() -> Q:
    """Bookings without an employer; whether there is one to choose, `has_a_choice` says."""
    return Q(organisation=None, session__cancelled_at=None)


def has_a_choice(booking: Booking, posts: Iterable[Employment]) -> bool:
    """Whether, by all their standing `posts`, the person has several employers that day and did not say which."""
    if booking.organisation_id is not None:
        return False
    day = timezone.localdate(booking.session.starts_at)
    held = [post for post in posts if post.is_confirmed and holds_on(day, post.start, post.left)]
    return len({post.organisation_id for post in held}) > 1
