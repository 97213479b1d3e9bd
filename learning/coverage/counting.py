"""Counts the statuses of one organisation on one day: one query for modules, one for people, whatever their number.

What comes out are numbers, and the keys of the few people who are named beside them; they stay in this process's memory
for as long as the table of statuses stays as it is, because the page that shows them is opened again and again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from learning.modules.models import Module
from learning.requirements.facts import Rules, rules_on
from learning.requirements.models import Requirement, StatusSpan
from learning.requirements.network import rule_book
from learning.requirements.statuses import CURRENT, LEFT_OUT, Outside, Status
from learning.workforce.ground import Ground, ground_of
from learning.workforce.models import Organisation, Person, RoleGroup

from .headcounting import headcount_tally
from .measures.reach import Counts
from .standings import IN_ORDER, STANDINGS, standings

FIRST = 6


@dataclass(frozen=True, slots=True)
class RoleGroupAsked:
    pk: int
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class ModuleAsked:
    """A module that somebody here is asked for, the lowest level that asks, and whether only the partner does."""

    pk: int
    slug: str
    title: str
    level: int
    own: bool


@dataclass(frozen=True)
class Coverage:
    """The figures of one organisation on one day, with the rules that made them and the returns they stand on.

    `cells` are by module and role group, `people` by role group: there everybody counts once, under the status of
    theirs that is furthest from current. `first`: keys of the first people by name who are not current or due soon.

    Of a partner of headcounts: `said_on`, by role group, is the day of the number; `unsaid` are role groups of whom
    something is asked and whose number nobody gave. They are in no count.
    """

    organisation: Organisation
    day: dt.date
    rules: Rules
    role_groups: list[RoleGroupAsked]
    modules: list[ModuleAsked]
    cells: dict[tuple[int, int], Counts]
    people: dict[int, Counts]
    ground: Ground = field(compare=False)
    first: tuple[int, ...] = field(default=(), compare=False)
    said_on: dict[int, dt.date] = field(default_factory=dict)
    unsaid: list[RoleGroupAsked] = field(default_factory=list)

    @property
    def everybody(self) -> Counts:
        return sum(self.people.values(), Counts())

    @property
    def outgrown(self) -> list[RoleGroupAsked]:
        """Role groups of whom more people registered than the headcount says there are."""
        return [group for group in self.role_groups if self.people.get(group.pk, Counts()).is_outgrown]


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers alone, by module and role group (their keys), and of people by role group.

    `first`: the keys of the first people by name who are not current or due soon.
    """

    cells: dict[tuple[int, int], Counts]
    people: dict[int, Counts]
    first: tuple[int, ...]


def coverage_of(organisation: Organisation, day: dt.date) -> Coverage:
    """Eight queries: rules, returns, what is asked, names of role groups and modules, and whether all is as before.

    Three more where it is not: modules by role group, people by role group, and who comes first. Of headcounts, a dozen
    more each time.
    """
    ground = ground_of(organisation, day)
    if ground.is_headcount:
        return _of_headcount(organisation, ground)
    tally = _tallied(organisation.pk, day, fingerprint(organisation))
    modules, groups = _modules(organisation, day, tally.cells), _groups({group for _, group in tally.cells})
    return Coverage(
        organisation,
        day,
        rules_on(rule_book(), day),
        groups,
        modules,
        tally.cells,
        tally.people,
        ground,
        tally.first,
    )


def _of_headcount(organisation: Organisation, ground: Ground) -> Coverage:
    tally = headcount_tally(organisation, ground.day)
    groups = _groups({*tally.people, *tally.unsaid})
    return Coverage(
        organisation,
        ground.day,
        rules_on(rule_book(), ground.day),
        [group for group in groups if group.pk in tally.people],
        _modules(organisation, ground.day, tally.cells),
        tally.cells,
        tally.people,
        ground,
        said_on=tally.said_on,
        unsaid=[group for group in groups if group.pk in tally.unsaid],
    )


def _groups(keys: Collection[int]) -> list[RoleGroupAsked]:
    """In the order of the table."""
    rows = RoleGroup.objects.filter(pk__in=keys).order_by("position", "title", "pk")
    return [RoleGroupAsked(*row) for row in rows.values_list("pk", "slug", "title")]


def _modules(organisation: Organisation, day: dt.date, cells: Collection[tuple[int, int]]) -> list[ModuleAsked]:
    """The modules of these cells in the order of the table."""
    levels = _levels(organisation, day)
    titles = Module.objects.filter(pk__in={module for module, _ in cells}).values_list("pk", "slug", "title")
    found = [ModuleAsked(pk, slug, title, *levels.get(pk, (0, False))) for pk, slug, title in titles]
    return sorted(found, key=lambda module: (module.level, module.own, module.pk))


def titles_in(asked: QuerySet[StatusSpan]) -> tuple[dict[str, str], dict[str, str]]:
    """Role groups and modules of these spans, each as title by address, in the order of the table; one query."""
    names = ("role_group__position", "role_group__slug", "role_group__title", "module_id", "module__slug")
    rows = sorted(asked.order_by().values_list(*names, "module__title").distinct())
    modules = sorted({(pk, slug, title) for *_, pk, slug, title in rows})
    return {slug: title for _, slug, title, *_ in rows}, {slug: title for _, slug, title in modules}


def asked_on(
    organisation: Organisation, day: dt.date, person_ids: Collection[int] | None = None
) -> QuerySet[StatusSpan]:
    """The spans of `day` that the gross figure of the organisation holds: of everybody, or of these few people."""
    spans = StatusSpan.objects.on(day).required()
    if person_ids is None:
        return spans.filter(organisation=organisation)
    # A sum uses no index: without it SQLite reads the whole organisation instead of these few.
    return spans.filter(person_id__in=person_ids).alias(here=F("organisation_id") + 0).filter(here=organisation.pk)


def first_by_name(asked: QuerySet[StatusSpan]) -> QuerySet[Any, int]:
    """Keys of the first people by name who are not current or due soon, among those of these spans."""
    attention = asked.filter(outside="", status__in=STANDINGS["attention"]).order_by().values("person_id")
    people = Person.objects.filter(pk__in=attention).order_by("family_name", "given_name", "pk")
    return people.values_list("pk", flat=True)[:FIRST]


def counts_of(rank: int, people: int, *, is_current: bool) -> Counts:
    """So many people with this standing (a place of `IN_ORDER`); `is_current`: nothing asked of them is behind."""
    standing = IN_ORDER[rank]
    return _of(standing, _OUTSIDE.get(standing, ""), people, is_current=is_current)


def fingerprint(organisation: Organisation) -> str:
    """Another one as soon as a status of anybody here is written or goes: spans are replaced, never rewritten."""
    spans = StatusSpan.objects.filter(organisation=organisation).aggregate(n=Count("pk"), keys=Sum("pk"))
    return f"{spans['n']}-{spans['keys'] or 0}"


def forget_tallies() -> None:
    """For tests, whose databases give the same keys to other rows."""
    _tallied.cache_clear()


@lru_cache(maxsize=256)
def _tallied(organisation_id: int, day: dt.date, mark: str) -> Tally:
    """Counted anew; `mark` is the fingerprint of the statuses that are counted."""
    asked = StatusSpan.objects.filter(organisation=organisation_id).on(day).required()
    by_cell = asked.order_by().values_list("module_id", "role_group_id", "status", "outside").annotate(Count("pk"))
    return Tally(_cells(by_cell), counts_of_people(asked), tuple(first_by_name(asked)))


def _levels(organisation: Organisation, day: dt.date) -> dict[int, tuple[int, bool]]:
    """By module, the lowest level that asks for it, and whether the organisation alone does."""
    rows = Requirement.objects.on(day).asked_in(organisation).order_by().values("module_id")
    found = rows.annotate(lowest=Min("level"), by_network=Count("pk", filter=Q(organisation=None)))
    return {row["module_id"]: (row["lowest"], not row["by_network"]) for row in found}


def _cells(rows: Iterable[tuple[int, int, str, str, int]]) -> dict[tuple[int, int], Counts]:
    """Statuses of modules by module and role group."""
    found: dict[tuple[int, int], Counts] = defaultdict(Counts)
    for module_id, role_group_id, status, outside, people in rows:
        found[module_id, role_group_id] += _of(status, outside, people, is_current=status in CURRENT)
    return dict(found)


def counts_of_people(asked: QuerySet[StatusSpan]) -> dict[int, Counts]:
    """Standings of the people of these spans by role group; one query.

    Outside the figures, somebody is current when nothing is behind.
    """
    rows = standings(asked).values_list("role_group_id", "rank", "behind")
    found: dict[int, Counts] = defaultdict(Counts)
    for (role_group_id, rank, behind), people in Counter(rows).items():
        found[role_group_id] += counts_of(rank, people, is_current=not behind)
    return dict(found)


_OUTSIDE = {Status.EXCLUDED: Outside.AWAY, Status.EXEMPT: Outside.EXEMPT, Status.IN_GRACE: Outside.IN_GRACE}


def _of(status: str, outside: str, people: int, *, is_current: bool) -> Counts:
    if not outside:
        return Counts(**{status: people})
    kind = "excluded" if outside in LEFT_OUT else "in_grace"
    return Counts(**{kind: people}, current_outside=people if is_current else 0)
