"""A second answer to "how does somebody stand on a day", written from docs/measures.md and not from the code it checks.

It asks each question of one day at a time, of plain lists of rows: no intervals, no spans, no queries per person. It is
slow, and it has nothing in common with `learning.requirements` but the tables.
"""

import calendar
import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from learning.modules.models import Module, ModuleVersion
from learning.records.models import Completion
from learning.requirements.models import Exemption, RefresherPool, Requirement, RuleSet
from learning.workforce.models import (
    Absence,
    CountedRoleGroup,
    Employment,
    LevelMap,
    Organisation,
    Person,
    RoleGroup,
)

ONE = dt.timedelta(1)
NINETY = dt.timedelta(90)
NEVER_ENDS = dt.date.max
CURRENT = {"compliant", "due_soon"}
IN_NO_FIGURE = {"self_declared", "role_group", "network"}


@dataclass(frozen=True)
class Told:
    """The status shown, why it is not counted (empty: it is), and the role group that decides."""

    status: str
    outside: str = ""
    group: int | None = None


@dataclass(frozen=True)
class Need:
    """What one post needs on one day."""

    level: int
    path: str
    basis: str
    group: int
    start: dt.date

    @property
    def order(self) -> tuple[bool, int, dt.date, int]:
        return bool(self.basis), -self.level, self.start, self.group


def holds(start: dt.date, until: dt.date | None, day: dt.date) -> bool:
    return start <= day and (until is None or day < until)


def months_later(first: dt.date, months: int) -> dt.date:
    """The last day of so many months from `first` on, the month's end clipped."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1])) - ONE


class Oracle:
    def __init__(self) -> None:
        self.people = {row.pk: row.merged_into_id or row.pk for row in Person.objects.all()}
        self.organisations = Organisation.objects.in_bulk()
        self.groups = RoleGroup.objects.in_bulk()
        self.modules = Module.objects.in_bulk()
        self.versions = list(ModuleVersion.objects.order_by("published_at"))
        self.employments = list(Employment.objects.filter(superseded_at=None))
        self.absences = list(Absence.objects.filter(superseded_at=None))
        self.exemptions = list(Exemption.objects.filter(superseded_at=None))
        self.levels = list(LevelMap.objects.filter(superseded_at=None))
        self.choices = list(CountedRoleGroup.objects.filter(superseded_at=None))
        self.requirements = list(Requirement.objects.filter(superseded_at=None))
        self.completions = list(Completion.objects.filter(correction=None).select_related("version"))
        self.pools = [(pool, {item.pk for item in pool.items.all()}) for pool in RefresherPool.objects.all()]
        self.rule_sets = sorted(RuleSet.objects.all(), key=lambda row: row.starts_on)
        self._asked: dict[tuple[int, int, int, dt.date], tuple[Need, tuple[int, dt.date] | None] | None] = {}

    @cached_property
    def lasting(self) -> set[int]:
        return set(self.people.values())

    # ---- what is asked ----

    def rules(self, day: dt.date) -> tuple[int, int]:
        """Days to start, and days' notice."""
        row = next((row for row in reversed(self.rule_sets) if row.starts_on <= day), self.rule_sets[0])
        return row.grace_days, row.due_soon_days

    def posts(self, person: int, organisation: int, day: dt.date) -> list[Employment]:
        return [
            row
            for row in self.employments
            if self.people[row.person_id] == person
            and row.organisation_id == organisation
            and holds(row.start, row.left, day)
        ]

    def needs(self, post: Employment, day: dt.date) -> list[Need]:
        where, group = self.organisations[post.organisation_id], self.groups[post.role_group_id]
        if not holds(where.joined_on, where.left_on, day):
            return []
        chosen = any(
            row.organisation_id == where.pk
            and row.role_group_id == group.pk
            and holds(row.starts_on, row.ended_on, day)
            for row in self.choices
        )
        basis = "" if group.counted_by_default or chosen else "role_group"
        if where.kind == "network":
            basis = "network"
        if post.source == "self_declared":
            basis = "self_declared"
        return [
            Need(row.level, row.path, basis, group.pk, post.start)
            for row in self.levels
            if row.role_group_id == group.pk and holds(row.starts_on, row.ended_on, day)
        ]

    def need(self, person: int, organisation: int, day: dt.date) -> Need | None:
        several = [need for post in self.posts(person, organisation, day) for need in self.needs(post, day)]
        return min(several, key=lambda need: need.order, default=None)

    def stands_for(self, module: int, day: dt.date) -> int | None:
        """What is asked on `day` by whatever asks for the module: itself, or what replaced it."""
        row = self.modules[module]
        if row.retired_on is None or day < row.retired_on:
            return module
        return None if row.replaced_by_id is None else self.stands_for(row.replaced_by_id, day)

    def asked(
        self, person: int, organisation: int, module: int, day: dt.date
    ) -> tuple[Need, tuple[int, dt.date] | None] | None:
        """The need that asks for the module on `day`, with the organisation's own months and since when, if any."""
        key = person, organisation, module, day
        if key not in self._asked:
            self._asked[key] = self._asked_afresh(*key)
        return self._asked[key]

    def _asked_afresh(
        self, person: int, organisation: int, module: int, day: dt.date
    ) -> tuple[Need, tuple[int, dt.date] | None] | None:
        need = self.need(person, organisation, day)
        if need is None:
            return None
        asking = [
            row
            for row in self.requirements
            if row.organisation_id in (None, organisation)
            and row.level <= need.level
            and row.path in ("", need.path)
            and holds(row.starts_on, row.ended_on, day)
            and self.stands_for(row.module_id, day) == module
        ]
        if not asking:
            return None
        own = [(row.refresh_months, self._since(row, module)) for row in asking if row.refresh_months]
        return need, min(own, default=None)

    def _since(self, row: Requirement, module: int) -> dt.date:
        """The first day on which the requirement asks for this module."""
        day = row.starts_on
        while self.stands_for(row.module_id, day) != module:
            day += ONE
        return day

    # ---- what is on record ----

    def changes(self, module: int) -> list[tuple[int, dt.date, dt.date, int | None]]:
        """Major versions that touch earlier completions: major, published, counted up to, bridge."""
        found: dict[int, tuple[int, dt.date, dt.date, int | None]] = {}
        for row in self.versions:
            if row.module_id == module and row.change == "major" and row.earlier_completions in ("redo", "bridge"):
                on = timezone.localdate(row.published_at)
                by = row.redo_by or on + (self.rules(on)[0] - 1) * ONE
                bridge = row.bridge_id if row.earlier_completions == "bridge" else None
                found.setdefault(row.major, (row.major, on, by, bridge))
        return list(found.values())

    def done(self, person: int, module: int) -> list[Completion]:
        return [row for row in self.completions if self.people[row.person_id] == person and row.module_id == module]

    def record(
        self, person: int, module: int, day: dt.date, sooner: tuple[int, dt.date] | None
    ) -> list[tuple[dt.date, dt.date]]:
        """Until when each completion known on `day` counts for the module, and the day it was done."""
        found = []
        for row, route in self._with_replaced(person, module):
            counts_from = max([row.completed_on, *(on for _, on, _ in route)])
            if counts_from > day:
                continue
            until, renewed = self._refreshed(person, module, row, day)
            if sooner is not None:
                months, since = sooner
                own = months_later(renewed or row.completed_on, months)
                until = min(until, max(own, since + (self.rules(day)[0] - 1) * ONE))
            for of, major in [(row.module_id, row.version.major), *((to, as_major) for to, _, as_major in route)]:
                until = min([until, *self._ends(person, of, major, day)])
            found.append((until, row.completed_on))
        return found

    def _with_replaced(
        self, person: int, module: int, after: frozenset[int] = frozenset()
    ) -> list[tuple[Completion, list[tuple[int, dt.date, int]]]]:
        """Completions of the module and of those it replaced, with the way here: where to, when, as which major."""
        found: list[tuple[Completion, list[tuple[int, dt.date, int]]]] = [
            (row, []) for row in self.done(person, module)
        ]
        for old in self.modules.values():
            if old.replaced_by_id != module or old.retired_on is None or old.pk in after:
                continue
            majors = [
                row.major
                for row in self.versions
                if row.module_id == module and timezone.localdate(row.published_at) <= old.retired_on
            ]
            step = (module, old.retired_on, max(majors, default=1))
            found += [(row, [*route, step]) for row, route in self._with_replaced(person, old.pk, after | {module})]
        return found

    def _ends(self, person: int, module: int, major: int, day: dt.date) -> list[dt.date]:
        """Days up to which something done as this major version counts, by each later version published by `day`."""
        return [
            by
            for later, on, by, bridge in self.changes(module)
            if later > major
            and on <= day
            and not (bridge and any(row.completed_on <= day for row in self.done(person, bridge)))
        ]

    def _refreshed(self, person: int, module: int, row: Completion, day: dt.date) -> tuple[dt.date, dt.date | None]:
        """Day after day: each short module done in the window of the last valid day counts once towards the next."""
        until, renewed = row.valid_until, None
        for pool, items in self.pools:
            if pool.module_id != module:
                continue
            done = sorted(
                (short.completed_on, item)
                for item in items
                for short in self.done(person, item)
                if row.completed_on < short.completed_on <= day
                and holds(pool.starts_on, pool.ended_on, short.completed_on)
            )
            fresh: set[int] = set()
            for on, item in done:
                if until is None or on == renewed:
                    continue
                if until - NINETY <= on <= until + NINETY:
                    fresh.add(item)
                if len(fresh) >= pool.needed:
                    until, renewed, fresh = months_later(max(on, until + ONE), pool.counts_months), on, set()
        return until or NEVER_ENDS, renewed

    # ---- the answer ----

    def tell(self, person: int, organisation: int, module: int, day: dt.date) -> Told:
        if not self.posts(person, organisation, day):
            return Told("not_in_post")
        now = self.asked(person, organisation, module, day)
        if now is None:
            return Told("not_required")
        need, sooner = now
        grace_days, notice = self.rules(day)
        status = self._of_record(self.record(person, module, day, sooner), day, notice)
        outside = self._outside(person, organisation, module, day, grace_days)
        if outside and status not in CURRENT:
            status = {"away": "excluded"}.get(outside, outside)
        return Told(status, need.basis or outside, need.group)

    def _of_record(self, record: list[tuple[dt.date, dt.date]], day: dt.date, notice: int) -> str:
        if not record:
            return "never"
        until, _ = max(record)
        if until < day:
            return "expired"
        return "due_soon" if (until - day).days <= notice else "compliant"

    def _outside(self, person: int, organisation: int, module: int, day: dt.date, grace_days: int) -> str:
        def theirs(row: Absence | Exemption) -> bool:
            return self.people[row.person_id] == person and row.organisation_id == organisation

        if any(theirs(row) and row.away_from <= day <= (row.away_to or NEVER_ENDS) for row in self.absences):
            return "away"
        for row in self.exemptions:
            if theirs(row) and row.starts_on <= day <= row.ends_on:
                if row.module_id is None or row.module_id == module:
                    return "exempt"
                if self._led_to(row.module_id, module, day):
                    return "exempt"
        return "in_grace" if self._days_asked(person, organisation, module, day, grace_days) <= grace_days else ""

    def _led_to(self, old: int, module: int, day: dt.date) -> bool:
        """Whether, by `day`, the old module had been replaced by this one, at whatever number of steps."""
        row, seen = self.modules[old], {old}
        while row.retired_on is not None and row.retired_on <= day and row.replaced_by_id not in (None, *seen):
            assert row.replaced_by_id is not None
            if row.replaced_by_id == module:
                return True
            seen.add(row.replaced_by_id)
            row = self.modules[row.replaced_by_id]
        return False

    def _days_asked(self, person: int, organisation: int, module: int, day: dt.date, enough: int) -> int:
        """Which day of the unbroken run this is, counted from 1; it stops counting past `enough`.

        Days on which it was asked without counting use up none of somebody who counts.
        """
        days, counts = 0, None
        while days <= enough:
            found = self.asked(person, organisation, module, day)
            if found is None or (counts and found[0].basis):
                break
            if counts is None:
                counts = not found[0].basis
            days, day = days + 1, day - ONE
        return days

    # ---- the figures ----

    def cells(self, organisation: int, day: dt.date) -> dict[tuple[int, int], Counter[str]]:
        """By module and role group: how many people stand where."""
        found: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for person in self.lasting:
            for module, told in self._asked_of(person, organisation, day):
                assert told.group is not None
                self._count(found[module, told.group], told.status, told.outside, told.status in CURRENT)
        return dict(found)

    def heads(self, organisation: int, day: dt.date) -> dict[int, Counter[str]]:
        """By role group: everybody once, under the status furthest from current."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for person in self.lasting:
            several = [told for _, told in self._asked_of(person, organisation, day)]
            if not several:
                continue
            (group,) = {told.group for told in several}
            assert group is not None
            counted = [told.status for told in several if not told.outside]
            is_current = all(told.status in CURRENT for told in several)
            worst = next((status for status in ("never", "expired", "due_soon", "compliant") if status in counted), "")
            outside = next((one for one in ("away", "exempt", "in_grace") if one in {t.outside for t in several}), "")
            self._count(found[group], worst, "" if worst else outside, is_current)
        return dict(found)

    def _asked_of(self, person: int, organisation: int, day: dt.date) -> list[tuple[int, Told]]:
        told = [(module, self.tell(person, organisation, module, day)) for module in self.modules]
        return [(module, one) for module, one in told if one.group is not None and one.outside not in IN_NO_FIGURE]

    def _count(self, counter: Counter[str], status: str, outside: str, is_current: bool) -> None:
        if not outside:
            counter[status] += 1
            return
        counter["in_grace" if outside == "in_grace" else "excluded"] += 1
        counter["current_outside"] += is_current
