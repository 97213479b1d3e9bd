"""How the levels of a role group stand after a change: the piece that holds on a day is cut there, and none is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from learning.workforce.models import LevelMap, RoleGroup
from learning.workforce.querysets import holds_on


@dataclass(frozen=True, slots=True)
class LevelChange:
    """From `day` on a role group needs this level by this path, until the next change that is written already."""

    role_group: RoleGroup
    level: int
    path: str
    day: dt.date

    def before(self, level_maps: Iterable[LevelMap]) -> LevelMap | None:
        """The statement that holds on the day, of those that stand."""
        own = (one for one in level_maps if one.role_group_id == self.role_group.pk)
        return next((one for one in own if holds_on(self.day, one.starts_on, one.ended_on)), None)

    def changes_nothing(self, level_maps: Iterable[LevelMap]) -> bool:
        before = self.before(level_maps)
        return before is not None and (before.level, before.path) == (self.level, self.path)

    def new(self, level_maps: Iterable[LevelMap]) -> LevelMap:
        """The statement to be said, unsaved."""
        several = list(level_maps)
        before = self.before(several)
        later = [one.starts_on for one in several if one.role_group_id == self.role_group.pk]
        until = before.ended_on if before else min((day for day in later if day > self.day), default=None)
        return LevelMap(
            role_group=self.role_group, level=self.level, path=self.path, starts_on=self.day, ended_on=until
        )

    def made(self, level_maps: Iterable[LevelMap]) -> list[LevelMap]:
        """All statements as they would stand, for a look ahead; those given are not touched."""
        several = list(level_maps)
        before = self.before(several)
        found = [one for one in several if one is not before]
        if before is not None and before.starts_on < self.day:
            found.append(
                LevelMap(
                    role_group_id=before.role_group_id,
                    level=before.level,
                    path=before.path,
                    starts_on=before.starts_on,
                    ended_on=self.day,
                )
            )
        return [*found, self.new(several)]
