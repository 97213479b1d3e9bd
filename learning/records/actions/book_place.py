from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.workforce.models import Person, User

from ..models import Booking, BookingState, LiveSession
from ..permissions import may_learn
from ..refusals import SessionOver
from .choose_organisation import employer_at
from .lock_session import lock_session
from .tell_attendees import tell_of_place, tell_of_promotion


def book_place(user: User, session: LiveSession, organisation_id: int | None = None) -> Booking:
    """Sign up: a place if one is free, else the end of the waiting list. Twice is once.

    Never more places than the session has: whoever asks at the same moment waits for the session's row, and who waits
    already goes first.

    Raises:
        PermissionDenied: the login belongs to no person.
        SessionOver: it was cancelled, or has begun.
        NotTheirEmployer: no employer of theirs on that day.
    """
    with transaction.atomic():
        if not may_learn(user):
            raise PermissionDenied
        session, now = lock_session(session), timezone.now()
        if session.is_cancelled or session.is_closed or session.starts_at <= now:
            raise SessionOver
        booking = own_booking(user.person, session)
        if booking is not None and booking.state != BookingState.GIVEN_UP:
            if organisation_id is not None:
                booking.organisation_id = employer_at(booking.person, session, organisation_id)
                booking.save(update_fields=["organisation"])
            return booking
        booking = booking or Booking(session=session, person=user.person)
        booking.organisation_id = employer_at(user.person, session, organisation_id)
        has_room = places_taken(session) < session.capacity and not Booking.objects.in_line().filter(session=session)
        booking.state = BookingState.BOOKED if has_room else BookingState.WAITING
        booking.asked_at = now
        booking.save()
        tell_of_place(session, booking)
        return booking


def give_up_place(user: User, session: LiveSession) -> Booking:
    """Give a place, or the wait for one, up; whoever waits longest gets the place.

    Raises:
        PermissionDenied: the user has neither.
        SessionOver: it was cancelled, or has begun.
    """
    with transaction.atomic():
        session, now = lock_session(session), timezone.now()
        booking = own_booking(user.person, session) if may_learn(user) else None
        if booking is None or booking.state == BookingState.WALKED_IN:
            raise PermissionDenied
        if booking.state == BookingState.GIVEN_UP:
            return booking
        if session.is_cancelled or session.is_closed or session.starts_at <= now:
            raise SessionOver
        booking.state = BookingState.GIVEN_UP
        booking.save(update_fields=["state"])
        promote(session)
        return booking


def promote(session: LiveSession) -> None:
    """Give free places of the locked session to those who wait, the first in line first, and tell them."""
    free = session.capacity - places_taken(session)
    waiting = Booking.objects.in_line().filter(session=session).select_related("person")
    for booking in waiting[: max(0, free)]:
        booking.state = BookingState.BOOKED
        booking.save(update_fields=["state"])
        tell_of_promotion(session, booking)


def places_taken(session: LiveSession) -> int:
    return Booking.objects.filter(session=session, state=BookingState.BOOKED).count()


def own_booking(person: Person, session: LiveSession) -> Booking | None:
    """What this human being has agreed with the session, under whichever of their rows."""
    return Booking.objects.of(person).filter(session=session).select_related("person").first()
