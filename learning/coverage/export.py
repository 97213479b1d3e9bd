"""Coverage as a table that partners can keep: one row for each role group and each module asked of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from .about import NOTE, mixed_note
from .counting import Coverage
from .measures.reach import Counts, Rate

COLUMNS = (
    "organisation",
    "as_at",
    "staff_group",
    "module_name",
    "level",
    "required_count",
    "eligible_count",
    "completed_count",
    "completion_rate_pct",
    "overdue_count",
    "due_soon_count",
    "expired_count",
    "never_count",
    "in_grace_count",
    "excluded_count",
    "rule_set_version",
    "gross_rate_pct",
    "grade_of_return",
    "newest_return",
)
"""Those of the written definition, in its order; after them what each figure says besides."""


def rows(coverage: Coverage) -> list[dict[str, Any]]:
    """The export by role group, then by module; the rate has one decimal, and is none where nobody is eligible."""
    found = []
    for group in coverage.role_groups:
        for module in coverage.modules:
            counts = coverage.cells.get((module.pk, group.pk))
            if counts is None:
                continue
            values = {
                "organisation": coverage.organisation.name,
                "as_at": coverage.day,
                "staff_group": group.title,
                "module_name": module.title,
                "level": module.level,
                **counts_in_columns(counts, is_headcount=coverage.ground.is_headcount),
                "rule_set_version": coverage.rules.version,
                "grade_of_return": str(coverage.ground.grade.label),
                "newest_return": coverage.ground.return_as_at,
            }
            found.append({name: values[name] for name in COLUMNS})
    return found


def counts_in_columns(counts: Counts, *, is_headcount: bool) -> dict[str, Any]:
    """The numbers and rates of one row by column.

    Of a headcount only the gross rate and what it is made of are known: everything else is empty, and no nought.
    """
    known = None if is_headcount else counts
    return {
        "required_count": counts.required,
        "eligible_count": known and known.eligible,
        "completed_count": known.current if known else counts.current_outside,
        "completion_rate_pct": one_decimal(counts.reach),
        "gross_rate_pct": one_decimal(counts.gross),
        "overdue_count": known and known.overdue,
        "due_soon_count": known and known.due_soon,
        "expired_count": known and known.expired,
        "never_count": known and known.never,
        "in_grace_count": known and known.in_grace,
        "excluded_count": known and known.excluded,
    }


def as_json(coverage: Coverage) -> str:
    """The rows, and above them the organisation's rates with all that they are made of."""
    everybody = coverage.everybody
    whole = {
        "organisation": coverage.organisation.name,
        "as_at": coverage.day,
        "rule_set_version": coverage.rules.version,
        **counts_in_columns(everybody, is_headcount=coverage.ground.is_headcount),
        "grade_of_return": str(coverage.ground.grade.label),
        "newest_return": coverage.ground.return_as_at,
        **({NOTE: note} if (note := mixed_note(coverage.ground)) else {}),
        "rows": rows(coverage),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False, default=dt.date.isoformat)


def one_decimal(rate: Rate) -> float | None:
    """In per cent, halves upwards; none without a whole."""
    return float(rate.tenths_pct) if rate.whole else None
