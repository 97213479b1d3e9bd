"""Who is written which digest on a day: read for many people at once, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Max, QuerySet

from learning.notices.days_off import proclaimed_days
from learning.notices.models import Message, NoNudges
from learning.notices.weeks import monday_of
from learning.records.addresses import addresses_given, addresses_shown
from learning.requirements.loading import lasting_keys
from learning.requirements.models import StatusSpan
from learning.requirements.reminding import NUDGES, REMINDED, Stage, is_worth_saying, stage_on
from learning.requirements.status import Reason, due_on
from learning.requirements.statuses import Status

from .digest_days import digest_day, is_first_of_month
from .models import Digest, DigestItem, Leaders, ReminderSetting
from .team_figures import Figures, figures_for


@dataclass(frozen=True)
class Sending:
    """What the employers' settings make of a day: whose people are reminded at all, whose day it is, whose leaders'."""

    day: dt.date
    week: dt.date
    reminding: frozenset[int] = frozenset()
    today: frozenset[int] = frozenset()
    leading: frozenset[int] = frozenset()

    @property
    def is_any(self) -> bool:
        return bool(self.today or self.leading)


@dataclass(frozen=True, slots=True)
class Item:
    """One module that one organisation asks for, and how near its last day is."""

    organisation_id: int
    module_id: int
    stage: Stage
    status: str
    due_on: dt.date
    level: int | None
    own: bool
    is_fresh: bool

    @property
    def is_nudge(self) -> bool:
        return self.stage in NUDGES


@dataclass(frozen=True)
class Planned:
    """One digest to write."""

    person_id: int
    to: str
    names_modules: bool
    items: list[Item]
    figures: list[Figures]
    uuid: UUID = field(default_factory=uuid4)

    @property
    def is_nudge(self) -> bool:
        """Whether it says nothing but what is not due yet; figures belong to a role, and are none."""
        return not self.figures and all(item.is_nudge for item in self.items)


@dataclass
class Plan:
    """The digests of some people, and how many have something due and no address that may be written to."""

    digests: list[Planned] = field(default_factory=list)
    without_address: int = 0


def sending_on(day: dt.date) -> Sending:
    """One query."""
    week, also_off = monday_of(day), proclaimed_days()
    settings = ReminderSetting.objects.in_force(day)
    theirs = {pk: one for pk, one in settings.items() if digest_day(week, one.weekday, also_off) == day}
    return Sending(
        day,
        week,
        frozenset(pk for pk, one in settings.items() if one.learners),
        frozenset(pk for pk, one in theirs.items() if one.learners),
        frozenset(pk for pk, one in theirs.items() if _has_figures(one, week)),
    )


def _has_figures(setting: ReminderSetting, week: dt.date) -> bool:
    if setting.leaders == Leaders.MONTHLY:
        return is_first_of_month(week, setting.weekday)
    return setting.leaders == Leaders.WEEKLY


def people_on(sending: Sending, figures: Mapping[int, list[Figures]]) -> list[int]:
    """The lasting keys of all who may be written to: with something to be said where it is the day, or figures."""
    asked = _spans(sending).filter(organisation__in=sending.today).order_by()
    return sorted({*asked.values_list("person_id", flat=True).distinct(), *figures})


def figures_on(sending: Sending) -> dict[int, list[Figures]]:
    """Figures by the lasting key of whoever leads the people in them."""
    return figures_for(sending.leading, sending.day) if sending.leading else {}


def plan(people: Collection[int], sending: Sending, now: dt.datetime, figures: Mapping[int, list[Figures]]) -> Plan:
    """The digests of these people (lasting keys), but for those who had one this week; a dozen queries."""
    rows = lasting_keys(people)
    had = Digest.objects.filter(week=sending.week, person__in=rows).values_list("person_id", flat=True)
    open_to = [pk for pk in people if pk not in {rows[row] for row in had}]
    items = _items(open_to, rows, sending)
    ways = _ways(rows, sending.day, now)
    found = Plan()
    for person_id in open_to:
        way = ways[person_id]
        due = _worth_sending(items.get(person_id, []), way)
        seen = figures.get(person_id, []) if way.wants_nudges and way.is_shown else []
        if due and not way.to:
            found.without_address += 1
        elif due or seen:
            found.digests.append(Planned(person_id, way.to, way.is_shown, due, seen))
    return found


@dataclass(frozen=True, slots=True)
class Way:
    """How a person is reached: the address (empty: none), whether it is shown to be theirs, and what they want."""

    to: str
    is_shown: bool
    wants_nudges: bool
    was_nudged: bool
    """Whether another nudge went to them this week."""


def _ways(rows: Mapping[int, int], day: dt.date, now: dt.datetime) -> dict[int, Way]:
    shown = addresses_shown(rows)
    given = addresses_given({row: pk for row, pk in rows.items() if pk not in shown}, day)
    addresses = {pk: (shown.get(pk) or given.get(pk, "")).lower() for pk in set(rows.values())}
    unwanted = set(NoNudges.objects.filter(email__in=set(addresses.values())).values_list("email", flat=True))
    nudges = Message.objects.nudges_in_week_of(now).filter(person_id__in=rows)
    nudged = {rows[row] for row in nudges.values_list("person_id", flat=True) if row is not None}
    return {pk: Way(to, pk in shown, to not in unwanted, pk in nudged) for pk, to in addresses.items()}


def _worth_sending(items: list[Item], way: Way) -> list[Item]:
    """What a digest says: all that is open, as soon as one thing of it is worth saying today; otherwise nothing."""
    if way.was_nudged or not way.wants_nudges:
        items = [item for item in items if not item.is_nudge]
    return items if any(item.is_fresh for item in items) else []


def _spans(sending: Sending) -> QuerySet[StatusSpan]:
    """What may be worth a word on the day, of people who are still known by name."""
    spans = StatusSpan.objects.on(sending.day).filter(outside__in=REMINDED, person__erased_at=None)
    return spans.exclude(status=Status.COMPLIANT)


Said = dict[tuple[int, int, int, str, dt.date], dt.date]


def _items(people: Collection[int], rows: Mapping[int, int], sending: Sending) -> dict[int, list[Item]]:
    said = _said(rows)
    found: dict[int, list[Item]] = defaultdict(list)
    spans = _spans(sending).filter(person__in=people, organisation__in=sending.reminding)
    columns = ("person_id", "organisation_id", "module_id", "status", "outside", "reason")
    for person_id, organisation_id, module_id, status, outside, stored in spans.values_list(*columns).order_by("pk"):
        reason = Reason.from_json(stored)
        last = due_on(status, outside, reason)
        stage = stage_on(status, outside, last, sending.day)
        if stage is None or last is None:
            continue
        before = said.get((person_id, organisation_id, module_id, stage, last))
        found[person_id].append(
            Item(
                organisation_id,
                module_id,
                stage,
                status,
                last,
                reason.level,
                reason.own,
                is_worth_saying(stage, before, sending.day),
            )
        )
    return found


def _said(rows: Mapping[int, int]) -> Said:
    """When each thing was said last, to whichever row of the human being."""
    items = DigestItem.objects.filter(digest__person__in=rows).order_by()
    keys = ("digest__person_id", "organisation_id", "module_id", "stage", "due_on")
    found: Said = {}
    for row, organisation_id, module_id, stage, last, day in (
        items.values(*keys).annotate(day=Max("digest__day")).values_list(*keys, "day")
    ):
        key = (rows[row], organisation_id, module_id, stage, last)
        found[key] = max(day, found.get(key, day))
    return found
