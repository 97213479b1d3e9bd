"""Coverage as a snapshot keeps it, and as it is read again: with the names and the rules of then."""

from __future__ import annotations

import datetime as dt
from typing import Any

from learning.requirements.facts import Rules
from learning.workforce.ground import Ground
from learning.workforce.models import Grade

from .counting import Coverage, ModuleAsked, RoleGroupAsked
from .measures.reach import Counts
from .models import Snapshot


def figures_of(coverage: Coverage) -> dict[str, Any]:
    """All of it but the organisation and the day, as JSON; of counts, those that are not zero."""
    rules = coverage.rules
    return {
        "rules": [rules.version, rules.starts_on.isoformat(), rules.grace_days, rules.due_soon_days],
        "role_groups": [[group.pk, group.slug, group.title] for group in coverage.role_groups],
        "modules": [[m.pk, m.slug, m.title, m.level, m.own] for m in coverage.modules],
        "cells": [[*key, _counts(counts)] for key, counts in coverage.cells.items()],
        "people": [[pk, _counts(counts)] for pk, counts in coverage.people.items()],
        "said_on": [[pk, day.isoformat()] for pk, day in coverage.said_on.items()],
        "unsaid": [[group.pk, group.slug, group.title] for group in coverage.unsaid],
    }


def coverage_then(snapshot: Snapshot) -> Coverage:
    """The same as `coverage_of` returned when the snapshot was taken."""
    figures = snapshot.figures
    version, starts_on, grace_days, due_soon_days = figures["rules"]
    return Coverage(
        snapshot.organisation,
        snapshot.month_end,
        Rules(version, dt.date.fromisoformat(starts_on), grace_days, due_soon_days),
        [RoleGroupAsked(*group) for group in figures["role_groups"]],
        [ModuleAsked(*module) for module in figures["modules"]],
        {(module, group): Counts(**counts) for module, group, counts in figures["cells"]},
        {group: Counts(**counts) for group, counts in figures["people"]},
        ground_then(snapshot),
        said_on={group: dt.date.fromisoformat(day) for group, day in figures.get("said_on", ())},
        unsaid=[RoleGroupAsked(*group) for group in figures.get("unsaid", ())],
    )


def ground_then(snapshot: Snapshot) -> Ground:
    """What the snapshot stood on; when its newest return was written is not kept."""
    return Ground(Grade(snapshot.grade), snapshot.month_end, snapshot.return_as_at)


def _counts(counts: Counts) -> dict[str, int]:
    return {name: number for name in Counts.__slots__ if (number := getattr(counts, name))}
