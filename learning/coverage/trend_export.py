"""The month ends as a table to keep: two rows each, frozen and as known now."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from learning.workforce.models import Grade, Organisation

from .export import counts_in_columns
from .measures.reach import Counts
from .trend import Point, Trend

TREND_COLUMNS = (
    "organisation",
    "as_at",
    "series",
    "required_count",
    "eligible_count",
    "completed_count",
    "completion_rate_pct",
    "gross_rate_pct",
    "overdue_count",
    "due_soon_count",
    "expired_count",
    "never_count",
    "in_grace_count",
    "excluded_count",
    "rule_set_version",
    "grade_of_return",
    "newest_return",
    "frozen_on",
)
FROZEN, RESTATED = "frozen", "restated"


def trend_rows(organisation: Organisation, trend: Trend) -> list[list[Any]]:
    """By month end, the oldest first; everybody counts once. Rates have one decimal."""
    found = []
    for point in trend.points:
        found.append(_row(organisation, point, FROZEN, point.snapshot.everybody))
        if point.now is not None:
            found.append(_row(organisation, point, RESTATED, point.now))
    return found


def _row(organisation: Organisation, point: Point, series: str, counts: Counts) -> list[Any]:
    snapshot = point.snapshot
    values = {
        "organisation": organisation.name,
        "as_at": snapshot.month_end,
        "series": series,
        **counts_in_columns(counts, is_headcount=snapshot.grade == Grade.HEADCOUNT),
        "rule_set_version": snapshot.rule_set_version,
        "grade_of_return": str(snapshot.get_grade_display()),
        "newest_return": snapshot.return_as_at,
        "frozen_on": timezone.localdate(snapshot.taken_at),
    }
    return [values[name] for name in TREND_COLUMNS]
