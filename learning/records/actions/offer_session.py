from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.modules.criteria import by_attendance
from learning.modules.models import ModuleVersion
from learning.workforce.models import User

from ..models import Booking, BookingState, LiveSession
from ..permissions import may_change_session, may_offer_sessions
from ..querysets import BookingQuerySet
from ..refusals import NotOffered, RegisterClosed, SessionOver, TooFewPlaces
from .book_place import places_taken, promote
from .lock_session import lock_session
from .tell_attendees import tell_of_cancellation, tell_of_change

# What a calendar shows: when one of these changes, the sequence of the event goes up and people are told.
IN_THE_CALENDAR = ("starts_at", "ends_at", "place", "link")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a trainer says of a session; moments in UTC."""

    version: ModuleVersion
    starts_at: dt.datetime
    ends_at: dt.datetime
    capacity: int
    place: str = ""
    link: str = ""
    note: str = ""


def offer_session(user: User, facts: Facts, others: Collection[User] = ()) -> LiveSession:
    """Put up a session of a version that is taught in one; the user runs it, with `others`.

    Raises:
        PermissionDenied: neither a trainer nor a facilitator today.
        NotOffered: the version is not taught in a session.
    """
    now = timezone.now()
    with transaction.atomic():
        if not may_offer_sessions(user, timezone.localdate(now)):
            raise PermissionDenied
        if not by_attendance(facts.version.criteria):
            raise NotOffered
        session = LiveSession.objects.create(created_at=now, changed_at=now, **_columns(facts))
        session.leads.set([user, *others])
        record("session.offered", by=user, on=session)
        return session


def change_session(user: User, session: LiveSession, facts: Facts, leads: Collection[User]) -> LiveSession:
    """Change when and where it is, its places, or who runs it; those with a place, or waiting, are told of the first.

    More places go to those who wait.

    Raises:
        PermissionDenied: the user neither runs it nor administers.
        NotOffered: another version, which is not taught in a session.
        RegisterClosed, SessionOver: it is over, or was cancelled.
        TooFewPlaces: fewer places than are given already.
    """
    now = timezone.now()
    with transaction.atomic():
        session = lock_session(session)
        if not may_change_session(user, session, timezone.localdate(now)):
            raise PermissionDenied
        _refuse_the_past(session)
        if not by_attendance(facts.version.criteria):
            raise NotOffered
        taken = places_taken(session)
        if facts.capacity < taken:
            raise TooFewPlaces(taken)
        columns = _columns(facts)
        moved = any(getattr(session, name) != columns[name] for name in IN_THE_CALENDAR)
        for name, value in columns.items():
            setattr(session, name, value)
        if moved:
            session.sequence, session.changed_at = session.sequence + 1, now
        session.save()
        session.leads.set(leads)
        if session.starts_at > now:
            if moved:
                tell_of_change(session, list(_signed_up(session)))
            promote(session)
        record("session.changed", by=user, on=session, detail={"sequence": session.sequence})
        return session


def cancel_session(user: User, session: LiveSession) -> LiveSession:
    """Cancel it; everybody with a place, or waiting for one, is told. Twice is once.

    Raises:
        PermissionDenied: the user neither runs it nor administers.
        RegisterClosed: it took place.
    """
    now = timezone.now()
    with transaction.atomic():
        session = lock_session(session)
        if not may_change_session(user, session, timezone.localdate(now)):
            raise PermissionDenied
        if session.is_closed:
            raise RegisterClosed
        if session.is_cancelled:
            return session
        session.cancelled_at = session.changed_at = now
        session.sequence += 1
        session.save(update_fields=["cancelled_at", "changed_at", "sequence"])
        tell_of_cancellation(session, list(_signed_up(session)))
        record("session.cancelled", by=user, on=session)
        return session


def _refuse_the_past(session: LiveSession) -> None:
    if session.is_closed:
        raise RegisterClosed
    if session.is_cancelled:
        raise SessionOver


def _signed_up(session: LiveSession) -> BookingQuerySet:
    states = (BookingState.BOOKED, BookingState.WAITING)
    return Booking.objects.filter(session=session, state__in=states).select_related("person")


def _columns(facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in facts.__slots__}
