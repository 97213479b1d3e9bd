"""Coverage as a table that partners can keep: one row for each role group and each module asked of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from .about import NOTE, mixed_note
from .counting import Coverage
from .measures.reach import Rate

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
            values = (
                coverage.organisation.name,
                coverage.day,
                group.title,
                module.title,
                module.level,
                counts.required,
                counts.eligible,
                counts.current,
                one_decimal(counts.reach),
                counts.overdue,
                counts.due_soon,
                counts.expired,
                counts.never,
                counts.in_grace,
                counts.excluded,
                coverage.rules.version,
                one_decimal(counts.gross),
                str(coverage.ground.grade.label),
                coverage.ground.return_as_at,
            )
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def as_json(coverage: Coverage) -> str:
    """The rows, and above them the organisation's reach with all that it is made of."""
    everybody = coverage.everybody
    whole = {
        "organisation": coverage.organisation.name,
        "as_at": coverage.day,
        "rule_set_version": coverage.rules.version,
        "required_count": everybody.required,
        "eligible_count": everybody.eligible,
        "completed_count": everybody.current,
        "completion_rate_pct": one_decimal(everybody.reach),
        "gross_rate_pct": one_decimal(everybody.gross),
        "grade_of_return": str(coverage.ground.grade.label),
        "newest_return": coverage.ground.return_as_at,
        **({NOTE: note} if (note := mixed_note(coverage.ground)) else {}),
        "rows": rows(coverage),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False, default=dt.date.isoformat)


def one_decimal(rate: Rate) -> float | None:
    """In per cent, halves upwards; none without a whole."""
    return float(rate.tenths_pct) if rate.whole else None
