"""The passport of levels: how far along the path of levels somebody is, and what of it is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from learning.requirements.asked import Asked
from learning.workforce.models.level_map import Level


@dataclass(frozen=True)
class Step:
    """One level: how many modules of it are asked of the person, how many of those are current, how many more count.

    `extra`: current modules of this level that nobody asks for.
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


def passport(asked: Iterable[Asked], current: Iterable[tuple[int, int]]) -> list[Step]:
    """The four levels in order.

    `asked`: as of one day, a module asked by two employers counting once, at the lower of their levels; asked for
    without a level, it stands outside the path. `current`: (module, level) of completions valid on that day.
    """
    levels: dict[int, int] = {}
    for one in asked:
        if one.level is not None:
            levels[one.module.pk] = min(one.level, levels.get(one.module.pk, one.level))
    valid = dict(current)
    return [
        Step(
            level,
            asked=sum(at == level for at in levels.values()),
            current=sum(at == level and module in valid for module, at in levels.items()),
            extra=sum(at == level and module not in levels for module, at in valid.items()),
        )
        for level in Level
    ]
