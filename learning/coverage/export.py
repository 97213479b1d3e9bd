"""Coverage as a table that partners can keep: one row for each role group and each module asked of it."""

from __future__ import annotations

import csv
import json
from typing import IO, Any

from learning.workforce.spreadsheets import safe_cell

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
)


def rows(coverage: Coverage) -> list[dict[str, Any]]:
    """The export by role group, then by module; the rate is text with one decimal, empty where nobody is eligible."""
    found = []
    for group in coverage.role_groups:
        for module in coverage.modules:
            counts = coverage.cells.get((module.pk, group.pk))
            if counts is None:
                continue
            values = (
                coverage.organisation.name,
                coverage.day.isoformat(),
                group.title,
                module.title,
                module.level,
                counts.required,
                counts.eligible,
                counts.current,
                counts.reach.tenths_pct,
                counts.overdue,
                counts.due_soon,
                counts.expired,
                counts.never,
                counts.in_grace,
                counts.excluded,
                coverage.rules.version,
            )
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def write_csv(coverage: Coverage, file: IO[str]) -> None:
    """The export with its header line."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(coverage):
        writer.writerow([safe_cell(value) for value in row.values()])


def as_json(coverage: Coverage) -> str:
    """The rows, and above them the organisation's reach with all that it is made of."""
    everybody = coverage.everybody
    whole = {
        "organisation": coverage.organisation.name,
        "as_at": coverage.day.isoformat(),
        "rule_set_version": coverage.rules.version,
        "required_count": everybody.required,
        "eligible_count": everybody.eligible,
        "completed_count": everybody.current,
        "completion_rate_pct": _pct(everybody.reach),
        "gross_rate_pct": _pct(everybody.gross),
        "rows": [row | {"completion_rate_pct": _number(row["completion_rate_pct"])} for row in rows(coverage)],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _pct(rate: Rate) -> float | None:
    return _number(rate.tenths_pct)


def _number(text: str) -> float | None:
    return float(text) if text else None
