"""Counts the statuses of one organisation on one day: one query for modules, one for people, whatever their number."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When

from learning.requirements.facts import Rules, rules_on
from learning.requirements.models import Requirement, StatusSpan
from learning.requirements.network import rule_book
from learning.requirements.statuses import CURRENT, LEFT_OUT, Outside, Status
from learning.workforce.models import Organisation

from .measures.reach import Counts


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
    """The figures of one organisation on one day, with the rules that made them.

    `cells` are by module and role group, `people` by role group: there everybody counts once, under the status of
    theirs that is furthest from current.
    """

    organisation: Organisation
    day: dt.date
    rules: Rules
    role_groups: list[RoleGroupAsked]
    modules: list[ModuleAsked]
    cells: dict[tuple[int, int], Counts]
    people: dict[int, Counts]

    @property
    def everybody(self) -> Counts:
        return sum(self.people.values(), Counts())


def coverage_of(organisation: Organisation, day: dt.date) -> Coverage:
    """Four queries: rules, what is asked, modules by role group, people by role group."""
    rules = rules_on(rule_book(), day)
    levels = _levels(organisation, day)
    asked = StatusSpan.objects.filter(organisation=organisation).on(day).required()
    rows: list[Any] = list(
        asked.order_by()
        .values("module_id", "role_group_id", "status", "outside")
        .annotate(
            people=Count("pk"),
            module_slug=F("module__slug"),
            module_title=F("module__title"),
            group_slug=F("role_group__slug"),
            group_title=F("role_group__title"),
            group_position=F("role_group__position"),
        )
    )
    groups = {(r["group_position"], r["group_title"], r["role_group_id"], r["group_slug"]) for r in rows}
    modules = {
        row["module_id"]: ModuleAsked(
            row["module_id"], row["module_slug"], row["module_title"], *levels.get(row["module_id"], (0, False))
        )
        for row in rows
    }
    return Coverage(
        organisation,
        day,
        rules,
        [RoleGroupAsked(pk, slug, title) for _, title, pk, slug in sorted(groups)],
        sorted(modules.values(), key=lambda module: (module.level, module.own, module.pk)),
        _cells(rows),
        counts_of_people(standings(asked)),
    )


def asked_here(organisation: Organisation, day: dt.date) -> tuple[dict[str, str], dict[str, str]]:
    """Role groups and modules with anybody to list, each as title by address, in the order of the table; one query."""
    asked = StatusSpan.objects.filter(organisation=organisation).on(day).required().order_by()
    names = ("role_group__position", "role_group__slug", "role_group__title", "module_id", "module__slug")
    rows = sorted(set(asked.values_list(*names, "module__title")))
    modules = sorted({(pk, slug, title) for *_, pk, slug, title in rows})
    return {slug: title for _, slug, title, *_ in rows}, {slug: title for _, slug, title in modules}


def standings(asked: QuerySet[StatusSpan], *also: str) -> QuerySet[StatusSpan, Any]:
    """One row for each person of these spans, with their role group: `standing`, and how many modules are `behind`.

    `standing` is the status furthest from current among the modules counted of the person: not yet, then expired,
    then due soon. Where none is counted it says why: away, exempt or in their first days.
    """
    counts = {
        Status.NEVER: Q(outside="", status=Status.NEVER),
        Status.EXPIRED: Q(outside="", status=Status.EXPIRED),
        Status.DUE_SOON: Q(outside="", status=Status.DUE_SOON),
        Status.COMPLIANT: Q(outside="", status=Status.COMPLIANT),
        Status.EXCLUDED: Q(outside=Outside.AWAY),
        Status.EXEMPT: Q(outside=Outside.EXEMPT),
    }
    first_that_holds = [When(**{f"n_{status}__gt": 0}, then=Value(str(status))) for status in counts]
    return (
        asked.order_by()
        .values("person_id", "role_group_id", *also)
        .annotate(**{f"n_{status}": Count("pk", filter=holds) for status, holds in counts.items()})
        .annotate(
            standing=Case(*first_that_holds, default=Value(str(Status.IN_GRACE)), output_field=CharField()),
            behind=Count("pk", filter=~Q(status__in=CURRENT)),
        )
    )


def _levels(organisation: Organisation, day: dt.date) -> dict[int, tuple[int, bool]]:
    """By module, the lowest level that asks for it, and whether the organisation alone does."""
    rows = Requirement.objects.on(day).asked_in(organisation).order_by().values("module_id")
    found = rows.annotate(lowest=Min("level"), by_network=Count("pk", filter=Q(organisation=None)))
    return {row["module_id"]: (row["lowest"], not row["by_network"]) for row in found}


def _cells(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[int, int], Counts]:
    """Statuses of modules by module and role group."""
    found: dict[tuple[int, int], Counts] = defaultdict(Counts)
    for row in rows:
        found[row["module_id"], row["role_group_id"]] += _of(
            row["status"], row["outside"], row["people"], is_current=row["status"] in CURRENT
        )
    return dict(found)


def counts_of_people(rows: Iterable[Mapping[str, Any]]) -> dict[int, Counts]:
    """Standings of people by role group; outside the figures, somebody is current when nothing is behind."""
    together = Counter((row["role_group_id"], row["standing"], row["behind"] == 0) for row in rows)
    found: dict[int, Counts] = defaultdict(Counts)
    for (role_group_id, standing, is_current), people in together.items():
        outside = _OUTSIDE.get(standing, "")
        found[role_group_id] += _of(standing, outside, people, is_current=is_current)
    return dict(found)


_OUTSIDE = {Status.EXCLUDED: Outside.AWAY, Status.EXEMPT: Outside.EXEMPT, Status.IN_GRACE: Outside.IN_GRACE}


def _of(status: str, outside: str, people: int, *, is_current: bool) -> Counts:
    if not outside:
        return Counts(**{status: people})
    kind = "excluded" if outside in LEFT_OUT else "in_grace"
    return Counts(**{kind: people}, current_outside=people if is_current else 0)
