"""Who looked at somebody's record: what the audit trail says of it, with the names that it does not hold itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, TruncDate
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
FILES = Q(action="completion_download.taken") | Q(action="coverage.file_taken", detail__kind__startswith="people_")
"""Files with names. What is noted of them is who took one and when, and not whose names it held."""
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
    """As the audit trail holds it, with the names of what was looked at."""

    at: dt.datetime
    actor_id: int | None
    organisation: str = ""
    what: str = ""


def looks_at(person: Person, user: User, *, newest: int | None = SHOWN) -> list[Look]:
    """Every look that the audit trail holds of the person, the newest first, without the person's own.

    `person` with all rows that are merged into the same human being; `user` is their login. Of a register that
    somebody opens again and again the first look of each day stands for all of that day. Four queries at most.
    """
    seen = [*_at_the_record(person, user, newest), *_at_registers(person, user)]
    seen = sorted(seen, key=lambda one: one.at, reverse=True)[:newest]
    lookers = {one.actor_id for one in seen if one.actor_id}
    users = User.objects.select_related("person").in_bulk(lookers) if lookers else {}
    return [Look(one.at, _name(users.get(one.actor_id or 0)), one.organisation, one.what) for one in seen]


def files_taken(since: Mapping[int, dt.date]) -> dict[int, dt.datetime]:
    """When an organisation's HR last took a file with names, by its key; `since`: from which day on. One query."""
    taken: Q = Q(pk__in=[])
    for organisation_id, day in since.items():
        taken |= Q(organisation_id=organisation_id, at__date__gte=day)
    events = Event.objects.filter(FILES).filter(taken).order_by().values_list("organisation_id")
    return dict(events.annotate(last=Max("at")))


def _at_the_record(person: Person, user: User, newest: int | None) -> list[_Seen]:
    rows = Person.objects.same_as(person).order_by().values_list(Cast("pk", CharField()))
    of = Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")
    events = (
        Event.objects.of(*LOOKS)
        .filter(object_kind=Person._meta.label_lower, object_id__in=rows)
        .exclude(actor_id=user.pk)
        .order_by("-at", "-pk")
        .values_list("at", "actor_id", Subquery(of))
    )
    return [_Seen(at, actor, organisation or "") for at, actor, organisation in events[:newest]]


def _at_registers(person: Person, user: User) -> list[_Seen]:
    """Of the sessions whose register lists the person, since it does; who gave their place up is not on it."""
    listed = Booking.objects.of(person).exclude(state=BookingState.GIVEN_UP).order_by()
    sessions = {
        str(key): (since, _("the register of “%(title)s” on %(day)s") % {"title": title, "day": _day(starts_at)})
        for key, title, starts_at, since in listed.values("session", "session__version__title", "session__starts_at")
        .annotate(since=Min("asked_at"))
        .values_list("session", "session__version__title", "session__starts_at", "since")
    }
    if not sessions:
        return []
    events = (
        Event.objects.of(REGISTER)
        .filter(object_kind=LiveSession._meta.label_lower, object_id__in=sessions)
        .exclude(actor_id=user.pk)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values_list("actor_id", "object_id", "day", "at")
    )
    first: dict[tuple[int | None, str, dt.date], dt.datetime] = {}
    for actor, session, day, at in events:
        since, _words = sessions[session]
        if at >= since:
            first[actor, session, day] = min(at, first.get((actor, session, day), at))
    return [_Seen(at, actor, what=sessions[session][1]) for (actor, session, _date), at in first.items()]


def _day(moment: dt.datetime) -> str:
    return date_format(localtime(moment), "j F Y")


def _name(user: User | None) -> str:
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return person.name if person is not None else user.email
