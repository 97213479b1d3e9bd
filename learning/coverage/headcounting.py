"""Counts a partner that returns headcounts: of so many people of a role group, how many registered and are current.

Nobody is known but who registered themselves, in a post that the partner confirmed. So there is no share of those who
are counted, and none of what is late: only the gross one, of everybody whom the headcount names.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from learning.requirements.models import StatusSpan
from learning.requirements.network import Network
from learning.requirements.statuses import CURRENT
from learning.workforce.models import Headcount, Organisation, Person

from .measures.reach import Counts
from .standings import IN_ORDER, STANDINGS, standings

_CURRENT = STANDINGS["current"]
_OUTSIDE = STANDINGS["outside"]


@dataclass(frozen=True, slots=True)
class HeadcountTally:
    """Counts by module and role group (their keys) and of people by role group; of each, the day of its number.

    `unsaid`: role groups of whom something is asked and whose number nobody gave; they are in no count.
    """

    cells: dict[tuple[int, int], Counts]
    people: dict[int, Counts]
    said_on: dict[int, dt.date]
    unsaid: tuple[int, ...]

    @property
    def everybody(self) -> Counts:
        return sum(self.people.values(), Counts())


def headcount_tally(organisation: Organisation, day: dt.date, network: Network | None = None) -> HeadcountTally:
    """Three queries; and those of `Network.load` where nobody has it already."""
    asked = (network or Network.load()).asked_of_groups(organisation.pk, day)
    rows = Headcount.objects.on(day).filter(organisation=organisation).order_by("starts_on")
    said = {row.role_group_id: row for row in rows if row.role_group_id in asked}
    spans = registered(StatusSpan.objects.filter(organisation=organisation).on(day).required())
    people, current = _people(spans)
    of_module, current_of_module = _by_module(spans)
    return HeadcountTally(
        {
            (module, group): _counts(row.people, of_module[module, group], current_of_module[module, group])
            for group, row in said.items()
            for module in asked[group]
        },
        {group: _counts(row.people, people[group], current[group]) for group, row in said.items()},
        {group: row.starts_on for group, row in said.items()},
        tuple(group for group in asked if group not in said),
    )


def registered(spans: QuerySet[StatusSpan]) -> QuerySet[StatusSpan]:
    """Those of people who registered themselves."""
    return spans.filter(person__in=Person.objects.with_login().order_by().values("pk"))


def _counts(headcount: int, people: int, current: int) -> Counts:
    return Counts(unlisted=headcount, registered=people, current_outside=current)


def _people(spans: QuerySet[StatusSpan]) -> tuple[Counter[int], Counter[int]]:
    """By role group, who of these is asked for anything, and who of them holds it."""
    people: Counter[int] = Counter()
    current: Counter[int] = Counter()
    for group, rank, behind in standings(spans).values_list("role_group_id", "rank", "behind"):
        people[group] += 1
        standing = IN_ORDER[rank]
        current[group] += standing in _CURRENT or (standing in _OUTSIDE and not behind)
    return people, current


def _by_module(spans: QuerySet[StatusSpan]) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    people: Counter[tuple[int, int]] = Counter()
    current: Counter[tuple[int, int]] = Counter()
    for module, group, status in spans.order_by().values_list("module_id", "role_group_id", "status"):
        people[module, group] += 1
        current[module, group] += status in CURRENT
    return people, current
