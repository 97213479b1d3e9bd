"""What a return changes: for each person the rows to write, and what somebody is shown before they are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from .people import Listed
from .rows import Problem
from .standing import Standing

Value: TypeAlias = str | dt.date | None
Values: TypeAlias = dict[str, Value]


class Kind(StrEnum):
    """One per person; of several that fit, the first counts."""

    JOINER = "joiner"
    LEAVER = "leaver"
    MOVER = "mover"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A row of a post to be added."""

    post: str
    team: str
    role_group: str
    start: dt.date
    left: dt.date | None
    staff_id: str


@dataclass(slots=True)
class Operations:
    """Rows to write for one person.

    `supersede` names standing rows by key, with the fields that get another value; a row that the person alone had
    declared is confirmed thereby, even where no field changes. `withdraw` are rows that were never true. New absences
    are first and last day away.
    """

    supersede: list[tuple[int, Values]] = field(default_factory=list)
    withdraw: list[int] = field(default_factory=list)
    new_posts: list[NewPost] = field(default_factory=list)
    supersede_absences: list[tuple[int, Values]] = field(default_factory=list)
    withdraw_absences: list[int] = field(default_factory=list)
    new_absences: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)
    name: tuple[str, str] | None = None
    email: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Change:
    """What a return changes about one person, and whom it knows: a joiner may stand nowhere, a leaver be unlisted.

    `shown` are field, value before and value after, as a file writes them: last days, not the days after them.
    """

    kind: Kind
    standing: Standing | None
    listed: Listed | None
    operations: Operations
    shown: tuple[tuple[str, Value, Value], ...]


@dataclass(slots=True)
class Differences:
    """Everything that a return changes. `kept` people stay as they are because a row about them is a problem."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    kept: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.changes)
