"""The passport of levels: how far along the path of levels somebody is, and what of it is asked of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from learning.requirements.asked import Asked
from learning.requirements.statuses import LEFT_OUT
from learning.workforce.models.level_map import Level


@dataclass(frozen=True)
class Held:
    """One completion that is valid on the day: its module, the level of the version taken, and when."""

    module_id: int
    level: int
    completed_on: dt.date


@dataclass(frozen=True)
class Step:
    """One level: how many modules of it are asked of the person, how many of those are current.

    `extra`: modules of this level that count although nobody asks for them. `state`: the person stands ("now") at the
    first level that asks for something more. `since`: the day on which the last of a level that is reached was done.
    """

    level: Level
    state: Literal["done", "now", "todo"]
    asked: int
    current: int
    extra: int
    since: dt.date | None


def passport(asked: Iterable[Asked], held: Iterable[Held]) -> list[Step]:
    """The four levels in order.

    `asked` and `held`: as of one day. Asked by two employers, a module counts once, at the lower of their levels, and
    as current when both call it so; asked for without a level, or not now (away, exempt) and not current, it stands
    outside the path.
    """
    levels: dict[int, int] = {}
    current: dict[int, bool] = {}
    for one in asked:
        if one.level is not None and (one.is_current or one.outside not in LEFT_OUT):
            levels[one.module.pk] = min(one.level, levels.get(one.module.pk, one.level))
            current[one.module.pk] = one.is_current and current.get(one.module.pk, True)
    latest = {one.module_id: one for one in sorted(held, key=lambda one: one.completed_on)}
    steps: list[Step] = []
    for level in Level:
        here = [module for module, at in levels.items() if at == level]
        done = [module for module in here if current[module]]
        is_reached = bool(here) and len(done) == len(here)
        is_next = bool(here) and not is_reached and all(step.state != "now" for step in steps)
        days = [latest[module].completed_on for module in done if module in latest]
        steps.append(
            Step(
                level,
                "done" if is_reached else "now" if is_next else "todo",
                asked=len(here),
                current=len(done),
                extra=sum(one.level == level and module not in levels for module, one in latest.items()),
                since=max(days, default=None) if is_reached else None,
            )
        )
    return steps
