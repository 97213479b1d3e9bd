"""The register: taps that may be taken back while it is open, and facts once it is closed."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.models import Person, PersonEmail, User

from ..models import Attendance, Booking, BookingState, LiveSession
from ..permissions import may_learn
from ..refusals import AlreadyThere, NobodyKnown, RegisterClosed, SessionOver, TooEarly
from .book_place import own_booking
from .choose_organisation import employer_at
from .lock_session import lock_register, lock_session
from .record_attendance import record_attendance

OPENS_BEFORE = dt.timedelta(minutes=30)
# A register with taps that nobody closed is closed by itself so long after the end.
CLOSES_AFTER = dt.timedelta(hours=36)


def mark_present(user: User, booking: Booking, *, there: bool) -> Booking:
    """Tap somebody as there, or take the tap back, while the register is open. Twice is once.

    Raises:
        PermissionDenied: the user does not run the session.
        TooEarly, RegisterClosed, SessionOver: there is no register to write in.
    """
    now = timezone.now()
    with transaction.atomic():
        session = lock_register(user, booking.session, now)
        _refuse_unless_open(session, now)
        booking = Booking.objects.select_related("person", "organisation").get(pk=booking.pk)
        if there and booking.state not in (BookingState.BOOKED, BookingState.WALKED_IN):
            booking.state = BookingState.WALKED_IN
        if (booking.present_at is not None) is not there:
            booking.present_at, booking.present_by = (now, user) if there else (None, None)
        booking.save(update_fields=["state", "present_at", "present_by"])
        return booking


def add_attendee(user: User, session: LiveSession, email: str) -> Booking:
    """Add somebody who came without signing up, by an e-mail address that they say; they are there.

    After the register was closed too: then the completion is written at once.

    Raises:
        PermissionDenied, TooEarly, SessionOver: as `mark_present`.
        NobodyKnown: no person, or more than one, is known by this address.
        AlreadyThere: the register says so already.
    """
    now = timezone.now()
    with transaction.atomic():
        session = lock_register(user, session, now)
        _refuse_unless_begun(session, now)
        person = _known_by(email)
        booking = _walked_in(session, person, None, now)
        if booking.present_at is not None:
            raise AlreadyThere
        booking.present_at, booking.present_by = now, user
        booking.save()
        record("session.added", by=user, on=session, detail={"booking": booking.pk})
        if session.is_closed:
            record_attendance(user, session, booking)
        return booking


def say_one_is_here(user: User, session: LiveSession, code: str, organisation_id: int | None = None) -> Booking:
    """Say by the code of the room that one came without signing up; whoever runs the session then taps.

    Raises:
        PermissionDenied: the login belongs to no person.
        NobodyKnown: another code.
        TooEarly, RegisterClosed, SessionOver, NotTheirEmployer: as elsewhere.
    """
    now = timezone.now()
    with transaction.atomic():
        if not may_learn(user):
            raise PermissionDenied
        session = lock_session(session)
        _refuse_unless_open(session, now)
        if "".join(code.split()).upper() != session.code:
            raise NobodyKnown
        booking = _walked_in(session, user.person, organisation_id, now)
        booking.save()
        return booking


def close_register(user: User | None, session: LiveSession) -> LiveSession:
    """Close the register: everybody tapped gets their attendance and completion, and no tap can be taken back.

    Each person in a transaction of their own, so that nobody waits for the whole room; what breaks off is finished by
    closing again, or by the nightly command (`user` None).

    Raises:
        PermissionDenied: the user does not run the session.
        TooEarly, SessionOver: it has not begun, or was cancelled.
    """
    now = timezone.now()
    with transaction.atomic():
        session = lock_register(user, session, now) if user else lock_session(session)
        _refuse_unless_begun(session, now, early=dt.timedelta())
        if not session.is_closed:
            session.closed_at = now
            session.save(update_fields=["closed_at"])
            record("session.register_closed", by=user or ActorKind.SYSTEM, on=session)
    for booking in unwritten(session):
        with transaction.atomic():
            record_attendance(booking.present_by, lock_session(session), booking)
    return session


def unwritten(session: LiveSession) -> list[Booking]:
    """Those tapped in a closed register who have no attendance yet."""
    written = Attendance.objects.filter(session=session).values("person")
    there = Booking.objects.filter(session=session).exclude(present_at=None)
    return list(there.exclude(person__in=written).select_related("person", "present_by").order_by("pk"))


def close_forgotten_registers(now: dt.datetime) -> int:
    """Close registers with taps that nobody closed a day and a half after the end; returns how many sessions."""
    tapped = LiveSession.objects.filter(cancelled_at=None, bookings__present_at__isnull=False)
    forgotten = tapped.filter(closed_at=None, ends_at__lte=now - CLOSES_AFTER)
    broken_off = tapped.exclude(closed_at=None).filter(closed_at__gte=now - dt.timedelta(days=30))
    sessions = [*forgotten.distinct(), *(one for one in broken_off.distinct() if unwritten(one))]
    for session in sessions:
        close_register(None, session)
    return len(sessions)


def _refuse_unless_begun(session: LiveSession, now: dt.datetime, early: dt.timedelta = OPENS_BEFORE) -> None:
    if session.is_cancelled:
        raise SessionOver
    if now < session.starts_at - early:
        raise TooEarly


def _refuse_unless_open(session: LiveSession, now: dt.datetime) -> None:
    _refuse_unless_begun(session, now)
    if session.is_closed:
        raise RegisterClosed


def _walked_in(session: LiveSession, person: Person, organisation_id: int | None, now: dt.datetime) -> Booking:
    """The booking of somebody who is in the room: their own, or a new one, not saved yet."""
    booking = own_booking(person, session)
    if booking is None:
        booking = Booking(session=session, person=person, asked_at=now, state=BookingState.WALKED_IN)
    elif booking.state != BookingState.BOOKED:
        booking.state = BookingState.WALKED_IN
    if organisation_id is not None or booking.organisation_id is None:
        booking.organisation_id = employer_at(person, session, organisation_id)
    return booking


def _known_by(email: str) -> Person:
    """The one person with this address: shown to be theirs, else their login's, else the only one who is listed so."""
    known = PersonEmail.objects.filter(email=email.strip().lower()).select_related("person")
    rows = list(known.exclude(verified_at=None)) or list(known)
    login = User.objects.filter(email=email.strip().lower(), is_active=True).select_related("person").first()
    people = {row.person.lasting_id for row in rows}
    if login is not None and getattr(login, "person", None) is not None:
        people = {login.person.lasting_id}
    if len(people) != 1:
        raise NobodyKnown
    return Person.objects.get(pk=people.pop())
