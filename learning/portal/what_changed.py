"""What is new in a module since somebody finished it, as its author says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from learning.modules.models import EarlierCompletions, Module, ModuleVersion
from learning.records.models import Completion
from learning.workforce.models import Person

NEWS_FOR = dt.timedelta(days=90)
"""A change that asks nothing of anybody is news for so long; one that does, until somebody has met it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One version published since, with what it means for what was finished before."""

    number: str
    on: dt.date
    text: str
    is_major: bool
    fate: str
    redo_by: dt.date | None
    bridge: Module | None


def changes_since(held: Mapping[int, tuple[int, int]], day: dt.date) -> dict[int, list[Changed]]:
    """By module, what is new on `day` since the version (major, minor) held, the newest first; one query."""
    if not held:
        return {}
    rows = (
        ModuleVersion.objects.filter(module__in=held)
        .exclude(what_changed="")
        .select_related("bridge")
        .defer("body", "criteria", "job_aid", "outcomes", "sources")
        .order_by("-major", "-minor")
    )
    found: dict[int, list[Changed]] = {}
    for version in rows:
        on = timezone.localdate(version.published_at)
        asks = version.earlier_completions != EarlierCompletions.STAND and version.major > held[version.module_id][0]
        if (version.major, version.minor) <= held[version.module_id] or on > day or not (asks or day - on <= NEWS_FOR):
            continue
        found.setdefault(version.module_id, []).append(
            Changed(
                version.number,
                on,
                version.what_changed,
                version.major > held[version.module_id][0],
                version.earlier_completions,
                version.redo_by,
                version.bridge,
            )
        )
    return found


def changes_for(person: Person, module: Module, day: dt.date) -> list[Changed]:
    """What is new for this person, who holds a completion that is valid on `day`; nothing for anybody else."""
    held = (
        Completion.objects.of(person)
        .valid_on(day)
        .filter(module=module)
        .values_list("version__major", "version__minor")
        .order_by("-version__major", "-version__minor")
        .first()
    )
    return changes_since({module.pk: held}, day).get(module.pk, []) if held else []
