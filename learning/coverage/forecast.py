"""What a workforce return would do to the figures of its organisation, as it is kept beside the return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from .measures.reach import Counts


@dataclass(frozen=True, slots=True)
class NewlyAsked:
    """So many people, by one kind of change, of whom the same modules are newly asked as one role group.

    `to_learn` of them do not hold all of it; theirs are the days from `first_due` to `last_due`, none where nobody is.
    """

    kind: str
    role_group_id: int
    module_ids: tuple[int, ...]
    levels: tuple[int, ...]
    people: int
    to_learn: int
    first_due: dt.date | None = None
    last_due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NoLongerAsked:
    """So many people, by one kind of change, of whom these modules were asked as one role group and no longer are."""

    kind: str
    role_group_id: int
    module_ids: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Figures of one organisation on `day`, now and as they would be with the return written.

    `posts` are people in post by role group, each once: key of the group, now, after. `mark` is the fingerprint of the
    statuses that were read: with another one, or on another day, the figures are of the past.
    """

    day: dt.date
    rule_set: int
    mark: str
    now: Counts
    after: Counts
    posts: tuple[tuple[int, int, int], ...]
    newly: tuple[NewlyAsked, ...] = field(default=())
    no_longer: tuple[NoLongerAsked, ...] = field(default=())

    @property
    def people_now(self) -> int:
        return sum(now for _group, now, _after in self.posts)

    @property
    def people_after(self) -> int:
        return sum(after for _group, _now, after in self.posts)

    def as_json(self) -> dict[str, Any]:
        """Days as ISO text."""
        said = asdict(self) | {"day": self.day.isoformat()}
        for line in said["newly"]:
            line |= {name: day.isoformat() for name in ("first_due", "last_due") if (day := line[name])}
        return said

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Forecast:
        return cls(
            dt.date.fromisoformat(stored["day"]),
            stored["rule_set"],
            stored["mark"],
            Counts(**stored["now"]),
            Counts(**stored["after"]),
            tuple((group, now, after) for group, now, after in stored["posts"]),
            tuple(_newly(line) for line in stored["newly"]),
            tuple(NoLongerAsked(**(line | _keys(line, "module_ids"))) for line in stored["no_longer"]),
        )


def _newly(line: dict[str, Any]) -> NewlyAsked:
    days = {name: dt.date.fromisoformat(line[name]) for name in ("first_due", "last_due") if line[name]}
    return NewlyAsked(**(line | days | _keys(line, "module_ids", "levels")))


def _keys(line: dict[str, Any], *names: str) -> dict[str, tuple[int, ...]]:
    return {name: tuple(line[name]) for name in names}


def largest_first(lines: Iterable[Any]) -> tuple[Any, ...]:
    """Lines with the most people first; of as many, in a lasting order."""
    return tuple(sorted(lines, key=lambda line: (-line.people, line.role_group_id, line.kind, line.module_ids)))
