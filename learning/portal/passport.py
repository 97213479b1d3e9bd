"""The passport of levels: how far along the path of levels somebody is, and what of it is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from learning.requirements.asked import Asked
from learning.workforce.models.level_map import Level


@dataclass(frozen=True)
class Step:
    """One level: how many modules of it are asked of the person, how many of those are current.

    `extra`: modules of this level that count although nobody asks for them.
    """

    level: Level
    asked: int
    current: int
    extra: int

    @property
    def is_asked(self) -> bool:
        return self.asked > 0

    @property
    def is_reached(self) -> bool:
        return self.is_asked and self.current == self.asked


def passport(asked: Iterable[Asked], valid: Iterable[tuple[int, int]]) -> list[Step]:
    """The four levels in order.

    `asked`: as of one day. Asked by two employers, a module counts once, at the lower of their levels, and as current
    when both call it so; asked for without a level, it stands outside the path. `valid`: (module, level of the
    version taken) of completions valid on that day, for what nobody asks.
    """
    levels: dict[int, int] = {}
    current: dict[int, bool] = {}
    for one in asked:
        if one.level is not None:
            levels[one.module.pk] = min(one.level, levels.get(one.module.pk, one.level))
            current[one.module.pk] = one.is_current and current.get(one.module.pk, True)
    taken = dict(valid)
    return [
        Step(
            level,
            asked=sum(at == level for at in levels.values()),
            current=sum(at == level and current[module] for module, at in levels.items()),
            extra=sum(at == level and module not in levels for module, at in taken.items()),
        )
        for level in Level
    ]
