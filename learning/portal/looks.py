"""Who looked at somebody's record: what the audit trail says of it, with the names that it does not hold itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from learning.audit.models import Event
from learning.records.models import Booking, BookingState, LiveSession
from learning.workforce.models import Organisation, Person, User

LOOKS = ("coverage.person_seen",)
"""Actions that are looks at one person's record: a screen that shows one adds its own here."""
REGISTER = "session.register_seen"
"""A look at everybody on the register of one live session."""
SHOWN = 20
"""The newest so many; the file of one's own data holds all."""


@dataclass(frozen=True)
class Look:
    """One look at the record by one other person; empty names are of logins and organisations that are gone."""

    at: dt.datetime
    by: str
    organisation: str
    what: str = ""
    """Less than the record: the register of a live session. Empty for the record itself."""


@dataclass(frozen=True)
class _Seen:
    """As the audit trail holds it."""

    at: dt.datetime
    actor_id: int | None
    organisation_id: int | None = None
    session_id: int | None = None


def looks_at(person: Person, user: User, *, newest: int | None = SHOWN) -> list[Look]:
    """Every look that the audit trail holds of the person, the newest first, without the person's own.

    `person` with all rows that are merged into the same human being; `user` is their login. Of a register that
    somebody opens again and again the first look of each day stands for all of that day. Six queries at most.
    """
    ids = list(Person.objects.same_as(person).values_list("pk", flat=True))
    seen = [*_at_the_record(ids, user, newest), *_at_registers(ids, user)]
    seen = sorted(seen, key=lambda one: one.at, reverse=True)[:newest]
    if not seen:
        return []
    lookers = {one.actor_id for one in seen if one.actor_id}
    users = {one.pk: one for one in User.objects.select_related("person").filter(pk__in=lookers)}
    named = {one.organisation_id for one in seen if one.organisation_id}
    organisations = dict(Organisation.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}
    sessions = _registers_in_words({one.session_id for one in seen if one.session_id})
    return [
        Look(
            one.at,
            _name(users.get(one.actor_id or 0)),
            organisations.get(one.organisation_id or 0, ""),
            sessions.get(one.session_id or 0, ""),
        )
        for one in seen
    ]


def _at_the_record(ids: Iterable[int], user: User, newest: int | None) -> list[_Seen]:
    events = (
        Event.objects.of(*LOOKS)
        .filter(object_kind=Person._meta.label_lower, object_id__in=[str(pk) for pk in ids])
        .exclude(actor_id=user.pk)
        .order_by("-at", "-pk")
    )
    return [_Seen(event.at, event.actor_id, event.organisation_id) for event in events[:newest]]


def _at_registers(ids: Iterable[int], user: User) -> list[_Seen]:
    """Of the sessions whose register lists the person, since it does; who gave their place up is not on it."""
    listed = Booking.objects.filter(person__in=ids).exclude(state=BookingState.GIVEN_UP)
    since = dict(listed.order_by().values("session").annotate(first=Min("asked_at")).values_list("session", "first"))
    if not since:
        return []
    events = (
        Event.objects.of(REGISTER)
        .filter(object_kind=LiveSession._meta.label_lower, object_id__in=[str(pk) for pk in since])
        .exclude(actor_id=user.pk)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values_list("actor_id", "object_id", "day", "at")
    )
    first: dict[tuple[int | None, str, dt.date], dt.datetime] = {}
    for actor, session, day, at in events:
        if at >= since[int(session)]:
            first[actor, session, day] = min(at, first.get((actor, session, day), at))
    return [_Seen(at, actor, session_id=int(session)) for (actor, session, _day), at in first.items()]


def _registers_in_words(keys: Iterable[int]) -> dict[int, str]:
    wanted = list(keys)
    if not wanted:
        return {}
    return {
        one.pk: _("the register of “%(title)s” on %(day)s")
        % {"title": one.version.title, "day": date_format(localtime(one.starts_at), "j F Y")}
        for one in LiveSession.objects.filter(pk__in=wanted).select_related("version")
    }


def _name(user: User | None) -> str:
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return person.name if person is not None else user.email
