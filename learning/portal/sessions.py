"""What the screens of live sessions show: one session as one visitor sees it, and lists of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from learning.records.actions.book_place import own_booking
from learning.records.actions.choose_organisation import has_a_choice, undecided
from learning.records.actions.keep_register import OPENS_BEFORE
from learning.records.attribution import employers_on
from learning.records.calendar_file import Event
from learning.records.models import Attendance, Booking, BookingState, LiveSession
from learning.records.permissions import may_change_session, may_keep_register, may_learn
from learning.records.querysets import person_of
from learning.workforce.models import Employment, Organisation, Person, User

NOT_SHOWN = ("body", "criteria", "job_aid", "sources")
LONG_AGO = dt.timedelta(days=60)


def sessions() -> Any:
    """Sessions with their versions, without the bodies, which are long."""
    return LiveSession.objects.select_related("version__module").defer(*(f"version__{name}" for name in NOT_SHOWN))


def session_or_404(uuid: object) -> LiveSession:
    session = sessions().with_counts().filter(uuid=uuid).first()
    if session is None:
        raise Http404
    found: LiveSession = session
    return found


def run_session_or_404(user: User, uuid: object) -> LiveSession:
    """A session that the user runs; whoever does not is told that there is no register here."""
    session = session_or_404(uuid)
    if not may_keep_register(user, session, timezone.localdate()):
        raise Http404
    return session


@dataclass
class Shown:
    """One session for one visitor at one moment; what is not shown is not asked for."""

    session: LiveSession
    user: User | AnonymousUser
    now: dt.datetime

    @cached_property
    def person(self) -> Person | None:
        return person_of(self.user) if may_learn(self.user) else None

    @cached_property
    def booking(self) -> Booking | None:
        found = own_booking(self.person, self.session) if self.person else None
        return found if found is not None and found.state != BookingState.GIVEN_UP else None

    @cached_property
    def has_given_up(self) -> bool:
        gone = Booking.objects.filter(session=self.session, state=BookingState.GIVEN_UP)
        return self.person is not None and gone.of(self.person).exists()

    @cached_property
    def attendance(self) -> Attendance | None:
        if self.person is None or not self.session.is_closed:
            return None
        mine = Attendance.objects.of(self.person).filter(session=self.session).standing()
        return mine.select_related("completion__version").first()

    @cached_property
    def runs_it(self) -> bool:
        return may_keep_register(self.user, self.session, timezone.localdate(self.now))

    @cached_property
    def may_change(self) -> bool:
        return may_change_session(self.user, self.session, timezone.localdate(self.now))

    @cached_property
    def employers(self) -> list[Organisation]:
        """The employers to choose among, where there are several."""
        if self.person is None:
            return []
        keys = employers_on(self.person, timezone.localdate(self.session.starts_at))
        return list(Organisation.objects.filter(pk__in=keys)) if len(keys) > 1 else []

    @property
    def asks_for_employer(self) -> bool:
        """Whether the person still has to say whom they come for."""
        return self.booking is not None and self.booking.organisation_id is None and bool(self.employers)

    @cached_property
    def place_in_line(self) -> int:
        """How many go before, and oneself: 1 is next."""
        if self.booking is None or self.booking.state != BookingState.WAITING:
            return 0
        line = list(Booking.objects.in_line().filter(session=self.session).values_list("pk", flat=True))
        return line.index(self.booking.pk) + 1

    @property
    def shows_link(self) -> bool:
        """Whether the visitor reads the way into an online session: with a place, or running it."""
        has_place = self.booking is not None and self.booking.state != BookingState.WAITING
        return bool(self.session.link) and not self.session.is_cancelled and (has_place or self.runs_it)

    @property
    def free(self) -> int:
        """Places that somebody who asks now would get."""
        waiting: int = self.session.waiting  # type: ignore[attr-defined]  # from with_counts
        taken: int = self.session.taken  # type: ignore[attr-defined]  # from with_counts
        return 0 if waiting else max(0, self.session.capacity - taken)

    @property
    def is_coming(self) -> bool:
        return not self.session.is_cancelled and not self.session.is_closed and self.now < self.session.starts_at

    @property
    def is_over(self) -> bool:
        return self.session.is_closed or self.now >= self.session.ends_at

    @property
    def register_is_open(self) -> bool:
        """Whether somebody in the room can say by its code that they are there."""
        begun = self.session.starts_at - OPENS_BEFORE <= self.now
        return begun and not self.session.is_closed and not self.session.is_cancelled

    @property
    def lasts_one_day(self) -> bool:
        return timezone.localdate(self.session.starts_at) == timezone.localdate(self.session.ends_at)


def shown(found: Iterable[LiveSession], user: User | AnonymousUser, now: dt.datetime) -> list[Shown]:
    return [Shown(session, user, now) for session in found]


def run_by(user: User | AnonymousUser, now: dt.datetime) -> list[LiveSession]:
    """What the user runs: coming, and of the last sixty days, the next one first."""
    mine = sessions().with_counts().run_by(user, timezone.localdate(now)).filter(ends_at__gte=now - LONG_AGO)
    found = list(mine.order_by("starts_at", "pk"))
    coming = [one for one in found if one.ends_at > now and not one.is_cancelled]
    return coming + [one for one in reversed(found) if one not in coming]


@dataclass(frozen=True)
class MySessions:
    """On My learning: places and waits to come, and past sessions for which one still says whom one came for."""

    coming: list[Booking]
    to_choose: list[Booking]

    def __bool__(self) -> bool:
        return bool(self.coming or self.to_choose)


def sessions_of(person: Person, posts: Iterable[Employment], now: dt.datetime) -> MySessions:
    """By all the standing `posts` of the person, of whatever day; one query."""
    comes = Q(session__ends_at__gt=now, session__closed_at=None)
    found = list(
        Booking.objects.of(person)
        .filter(comes | undecided() & Q(session__ends_at__gt=now - LONG_AGO))
        .exclude(state=BookingState.GIVEN_UP)
        .select_related("session__version")
        .defer(*(f"session__version__{name}" for name in NOT_SHOWN))
        .order_by("session__starts_at")
    )
    coming = [one for one in found if one.session.ends_at > now and not one.session.is_closed]
    return MySessions(coming, [one for one in found if one not in coming and has_a_choice(one, posts)])


def calendar_event(about: Shown, *, mine_is_off: bool) -> Event:
    """The session as an event of the visitor's own calendar; `mine_is_off`: they no longer come."""
    session = about.session
    address = settings.PUBLIC_BASE_URL + reverse("live_session", args=[session.uuid])
    where = [session.place, session.link if about.shows_link else ""]
    off = session.is_cancelled or mine_is_off
    organiser, _sign, mail = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return Event(
        uid=f"{session.uuid}@live-sessions",
        sequence=session.sequence + (1 if mine_is_off and not session.is_cancelled else 0),
        changed_at=session.changed_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.version.title,
        description="\n".join(part for part in (session.version.summary, session.note, address) if part),
        location=" · ".join(part for part in where if part),
        url=address,
        organiser=organiser.strip() or str(settings.WAGTAIL_SITE_NAME),
        organiser_address=mail.rstrip(">").strip(),
        cancelled=off,
    )
