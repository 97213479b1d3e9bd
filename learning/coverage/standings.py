"""Where each person stands among all that is counted of them: one status for each, by one rule, in one query."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, IntegerField, Max, Min, Q, QuerySet, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from learning.requirements.models import StatusSpan
from learning.requirements.statuses import CURRENT, OVERDUE, Outside, Status

# From what decides last to what decides first: the status furthest from current is the one somebody stands under.
# Where no module of theirs is counted, it says why: away, exempt or in their first days.
IN_ORDER = (
    Status.IN_GRACE,
    Status.EXEMPT,
    Status.EXCLUDED,
    Status.COMPLIANT,
    Status.DUE_SOON,
    Status.EXPIRED,
    Status.NEVER,
)
_RANK = {status: rank for rank, status in enumerate(IN_ORDER)}
_CONDITIONS = (
    Q(outside=Outside.IN_GRACE),
    Q(outside=Outside.EXEMPT),
    Q(outside=Outside.AWAY),
    Q(status=Status.COMPLIANT),
    Q(status=Status.DUE_SOON),
    Q(status=Status.EXPIRED),
    Q(status=Status.NEVER),
)

_LEFT_OUT = {Outside.IN_GRACE: Status.IN_GRACE, Outside.EXEMPT: Status.EXEMPT, Outside.AWAY: Status.EXCLUDED}


def rank_of(status: str, outside: str) -> int:
    """The place in `IN_ORDER` of one status and why it is not counted; somebody's `rank` is the highest of theirs."""
    return _RANK[_LEFT_OUT[Outside(outside)] if outside else Status(status)]


STANDINGS: dict[str, frozenset[Status]] = {
    "attention": OVERDUE | {Status.DUE_SOON},
    "never": frozenset({Status.NEVER}),
    "expired": frozenset({Status.EXPIRED}),
    "due_soon": frozenset({Status.DUE_SOON}),
    "current": CURRENT,
    "counted": CURRENT | OVERDUE,
    "outside": frozenset({Status.IN_GRACE, Status.EXCLUDED, Status.EXEMPT}),
    "all": frozenset(IN_ORDER),
}
"""What a list may show, as the standings that it holds."""
Rows = Any
"""A queryset of rows as `standings` makes it: types forget, from one function to another, what was annotated."""
WINDOWS = (30, 60, 90)
DUE, START = "due", "start"


def standings(asked: QuerySet[StatusSpan], *also: str) -> Rows:
    """One row for each person of these spans, with their role group: `rank`, a place of `IN_ORDER`, and `behind`.

    `behind` is 1 where some module is not current, whether it is counted or not, otherwise 0.
    """
    return ranked(asked.order_by().values("person_id", "role_group_id", *also))


def ranked(groups: Rows) -> Rows:
    """These groups of spans with `rank` and `behind`, as `standings` says them of people."""
    return groups.annotate(
        rank=Max(
            Case(*(When(holds, then=rank) for rank, holds in enumerate(_CONDITIONS)), output_field=IntegerField())
        ),
        behind=Max(Case(When(status__in=CURRENT, then=0), default=1, output_field=IntegerField())),
    )


def standing_as(rows: Rows, show: str, day: dt.date) -> Rows:
    """Those rows of `standings` that stand as `show` says: a key of `STANDINGS`, or one of `windows_of`."""
    kind, _, days = show.partition("_")
    if show in STANDINGS:
        return rows.filter(rank__in=[_RANK[status] for status in STANDINGS[show]])
    last = (day + dt.timedelta(int(days))).isoformat()
    if kind == DUE:
        return with_days(rows).filter(rank=_RANK[Status.DUE_SOON], runs_out__lte=last)
    return with_days(rows).filter(rank=_RANK[Status.IN_GRACE], start_by__lte=last)


def with_days(rows: Rows) -> Rows:
    """Rows of `standings` with the first day that matters, as 2026-02-28: `runs_out` and `start_by`, or none."""
    return rows.annotate(
        runs_out=Min(day_of_reason("counts_until"), filter=Q(outside="", status=Status.DUE_SOON)),
        start_by=Min(day_of_reason("grace_until"), filter=Q(outside=Outside.IN_GRACE) & ~Q(status__in=CURRENT)),
    )


def day_of_reason(name: str) -> Cast:
    """A day that the reason of a span holds, as text: ISO days sort as days do."""
    return Cast(KeyTextTransform(name, "reason"), CharField())
