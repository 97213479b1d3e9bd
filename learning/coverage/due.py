"""What falls due when: whoever is not current now, whose learning runs out soon, and whose first days end soon."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from learning.requirements.facts import Rules
from learning.requirements.statuses import Status
from learning.workforce.models import Organisation

from .counting import ModuleAsked, asked_on
from .standings import DUE, IN_ORDER, START, WINDOWS, day_of_reason, standings, with_days


@dataclass(frozen=True)
class ModuleDue:
    """One module: how many people by what `people?show=` calls them."""

    module: ModuleAsked
    counts: dict[str, int]


def windows_of(rules: Rules) -> list[int]:
    """Within how many days something can be due soon: no further than the rule set calls it soon."""
    return [days for days in WINDOWS if days <= rules.due_soon_days]


def people_due(organisation: Organisation, day: dt.date, windows: list[int]) -> dict[str, int]:
    """How many people stand in each list, by its name (`never`, `expired`, `due_30`, `start_30` …); one query.

    Everybody counts once, under the status furthest from current, as everywhere; 60 days hold those of 30.
    """
    rows = with_days(standings(asked_on(organisation, day))).values_list("rank", "runs_out", "start_by")
    found: Counter[str] = Counter()
    for (rank, runs_out, start_by), people in Counter(rows).items():
        for name in _lists(IN_ORDER[rank], runs_out, start_by, day, windows):
            found[name] += people
    return dict(found)


def modules_due(
    organisation: Organisation, day: dt.date, windows: list[int], modules: list[ModuleAsked]
) -> list[ModuleDue]:
    """For each of these modules how many people it is due of, however they stand otherwise; one query."""
    ends = {f"{DUE}_{days}": (day + dt.timedelta(days)).isoformat() for days in windows}
    soon = {name: Count("pk", filter=Q(status=Status.DUE_SOON, runs_out__lte=end)) for name, end in ends.items()}
    late = {status.value: Count("pk", filter=Q(status=status)) for status in (Status.NEVER, Status.EXPIRED)}
    rows: Any = (
        asked_on(organisation, day)
        .filter(outside="", status__in=[Status.NEVER, Status.EXPIRED, Status.DUE_SOON])
        .alias(runs_out=day_of_reason("counts_until"))
        .order_by()
        .values("module_id")
        .annotate(**late, **soon)
    )
    counted = {row.pop("module_id"): row for row in rows}
    return [ModuleDue(module, counted[module.pk]) for module in modules if module.pk in counted]


def _lists(
    standing: Status, runs_out: str | None, start_by: str | None, day: dt.date, windows: list[int]
) -> Iterator[str]:
    if standing in (Status.NEVER, Status.EXPIRED):
        yield standing.value
    for kind, until, here in ((DUE, runs_out, Status.DUE_SOON), (START, start_by, Status.IN_GRACE)):
        if standing == here and until is not None:
            for days in windows:
                if until <= (day + dt.timedelta(days)).isoformat():
                    yield f"{kind}_{days}"
