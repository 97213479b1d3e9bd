"""What "My learning" offers instead of a whole module that runs out: the short ones that renew it, in their window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from learning.modules.models import Module

from .asked import Asked
from .facts import Refresher
from .models import RefresherPool
from .refreshing import done_in_window, window_of
from .statuses import Status

RUNS_OUT = frozenset({Status.DUE_SOON, Status.EXPIRED})


@dataclass(frozen=True)
class Offer:
    """Any `left` more of `modules` renew it, up to and including `until`; `done` were done for it already."""

    left: int
    modules: list[Module]
    done: list[Module]
    until: dt.date


def offers_for(asked: Iterable[Asked], done: Iterable[tuple[int, dt.date]], day: dt.date) -> dict[int, Offer]:
    """By module, what renews it now, by all that the person has done: module and day of each standing completion.

    No query for somebody of whom nothing runs out, else one.
    """
    ends = {
        one.module.pk: (one.reason.counts_until, one.reason.refreshed_on or one.reason.completed_on)
        for one in asked
        if one.status in RUNS_OUT and not one.reason.again_rule and not one.reason.again_after
    }
    if not ends:
        return {}
    holding = RefresherPool.on(day).filter(module__in=ends)
    items = RefresherPool.items.through.objects.filter(refresherpool__in=holding)
    rows = items.select_related("refresherpool", "module").order_by("refresherpool_id", "module__title")
    facts = tuple(done)
    found: dict[int, Offer] = {}
    for pool, of_pool in groupby(rows, key=lambda row: row.refresherpool):
        until, after = ends[pool.module_id]
        if until is None or not window_of(until)[0] <= day <= window_of(until)[1]:
            continue
        refresher = Refresher(pool.needed, pool.counts_months, pool.starts_on, pool.ended_on)
        modules = [row.module for row in of_pool]
        known = replace(refresher, done=tuple((key, on) for key, on in facts if key in {m.pk for m in modules}))
        counted = done_in_window(known, until, day, after or dt.date.min)
        found[pool.module_id] = Offer(
            pool.needed - len(counted),
            [module for module in modules if module.pk not in counted and not module.is_retired_on(day)],
            [module for module in modules if module.pk in counted],
            window_of(until)[1],
        )
    return found
