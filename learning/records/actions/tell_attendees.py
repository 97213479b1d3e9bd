"""What people who signed up are told by e-mail; each thing once, in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message

from ..addresses import address_of
from ..models import Booking, BookingState, LiveSession


def tell_of_place(session: LiveSession, booking: Booking) -> None:
    """That the person has a place now, or waits for one. The link of an online session stays on its page."""
    if booking.state == BookingState.BOOKED:
        subject = _("You have a place: %(title)s") % {"title": session.version.title}
        said = _("You have a place at “%(title)s”, %(when)s.") % _words(session)
        more = _("Where it is, the way in and a file for your calendar:")
    else:
        subject = _("You are on the waiting list: %(title)s") % {"title": session.version.title}
        said = _("You are on the waiting list for “%(title)s”, %(when)s.") % _words(session)
        more = _("If a place comes free it is yours, and we write to you. To see where you stand, or to give it up:")
    _send(session, booking, f"{booking.state}:{booking.asked_at.isoformat()}", subject, [said, more])


def tell_of_promotion(session: LiveSession, booking: Booking) -> None:
    """That a place came free and is theirs."""
    subject = _("A place came free for you: %(title)s") % {"title": session.version.title}
    said = _("A place came free: you now have one at “%(title)s”, %(when)s.") % _words(session)
    more = _("Where it is, the way in and a file for your calendar. If you cannot come, give the place up there:")
    _send(session, booking, f"promoted:{booking.asked_at.isoformat()}", subject, [said, more])


def tell_of_change(session: LiveSession, bookings: Iterable[Booking]) -> None:
    """That day, time or place are others now."""
    subject = _("Changed: %(title)s") % {"title": session.version.title}
    for booking in bookings:
        said = _("Something about “%(title)s” has changed. It is now %(when)s.") % _words(session)
        more = _("What is new, and the new file for your calendar. If you cannot come any more, give your place up:")
        _send(session, booking, f"changed:{session.sequence}", subject, [said, more])


def tell_of_cancellation(session: LiveSession, bookings: Iterable[Booking]) -> None:
    subject = _("Cancelled: %(title)s") % {"title": session.version.title}
    for booking in bookings:
        said = _("“%(title)s”, %(when)s, does not take place. You need not do anything.") % _words(session)
        more = _("To take it out of your calendar, and to see other days:")
        _send(session, booking, "cancelled", subject, [said, more])


def _words(session: LiveSession) -> dict[str, str]:
    starts, ends = localtime(session.starts_at), localtime(session.ends_at)
    day = date_format(starts, "l j F Y")
    return {
        "title": session.version.title,
        "when": _("%(day)s, %(start)s to %(end)s") % {"day": day, "start": f"{starts:%H:%M}", "end": f"{ends:%H:%M}"},
    }


def _send(session: LiveSession, booking: Booking, happening: str, subject: str, lines: list[str]) -> None:
    to = address_of(booking.person)
    if not to:
        return
    address = settings.PUBLIC_BASE_URL + reverse("live_session", args=[session.uuid])
    text = "\n\n".join([_("Hello,"), *lines, address, str(settings.WAGTAIL_SITE_NAME)])
    key = f"session:{session.pk}:{booking.pk}:{happening}"
    queue_message(key=key, to=to, subject=subject, text=text + "\n", person_id=booking.person.lasting_id)
