"""What is known about one person, one organisation and one module: all that a status is decided from.

Days are inclusive unless a field is called `until` or `left`: these are the first day no longer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from learning.records.periods import LAST_DAYS

FOREVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Group:
    """A role group, by its key and its title."""

    pk: int
    title: str


@dataclass(frozen=True, slots=True)
class Sooner:
    """From `since` on the organisation asks for the module again after so many months, sooner than the module does."""

    months: int
    since: dt.date


@dataclass(frozen=True, slots=True)
class Asked:
    """From `start` to `until` the module is asked of the person here, as one of `group`, at `level`.

    `basis` is empty where that counts, otherwise why nobody counts it (an `Outside` that is outside every figure).
    `own` says that the organisation itself asks, not the network; `sooner`, that it asks again before the module would.
    """

    start: dt.date
    until: dt.date | None
    group: Group
    level: int
    own: bool = False
    basis: str = ""
    sooner: Sooner | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both inclusive; no `last`: open."""

    first: dt.date
    last: dt.date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= (self.last or FOREVER)


@dataclass(frozen=True, slots=True)
class Post:
    """An unbroken time in the organisation, over all posts held there; `left` is the first day no longer."""

    start: dt.date
    left: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A standing completion of the module: the day, the last valid day (none: no end) and the version taken.

    A completion of a module that this one replaced counts here from the day of that on (`counts_from`), as a
    completion of the version that was current then (`major`); `own_changes` are those of the module really taken.
    """

    completed_on: dt.date
    valid_until: dt.date | None
    major: int = 1
    version: str = "1.0"
    recognised: bool = False
    counts_from: dt.date | None = None
    own_changes: tuple[MajorChange, ...] = ()
    of_title: str = ""
    only_in: frozenset[int] | None = None
    """Of recognised learning, the organisations (keys) that let it count; None: all, as of what was learnt here."""
    recognised_by: int | None = None
    """The organisation (key) that recognised it: for every other one it is a completion as any."""

    @property
    def known_from(self) -> dt.date:
        """The first day on which it is evidence for this module."""
        return max(self.completed_on, self.counts_from or self.completed_on)


@dataclass(frozen=True, slots=True)
class MajorChange:
    """A major version that touches completions of earlier ones, from the day of its publication on.

    They count up to `by`; where a short bridge module was done on one of the days `bridge_done`, they stand again.
    """

    major: int
    version: str
    published_on: dt.date
    by: dt.date
    rule: Literal["redo", "bridge"] = "redo"
    bridge_title: str = ""
    bridge_done: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Refresher:
    """A pool of short modules of which any `needed` renew the module for `months`; `done`: which one on which day.

    What was done from `starts_on` to the day before `ended_on` counts (none: open).
    """

    needed: int
    months: int
    starts_on: dt.date
    ended_on: dt.date | None
    done: tuple[tuple[int, dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    posts: Sequence[Post]
    asked: Sequence[Asked]
    done: Sequence[Done] = ()
    absences: Sequence[Days] = ()
    exemptions: Sequence[Days] = ()
    changes: Sequence[MajorChange] = field(default=())
    refreshers: Sequence[Refresher] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """One numbered set of rules: so many days to start, and so many days' notice before the last valid day."""

    version: int = 1
    starts_on: dt.date = dt.date.min
    grace_days: int = 90
    due_soon_days: int = LAST_DAYS


def rules_on(book: Sequence[Rules], day: dt.date) -> Rules:
    """The set in force on `day`; before the first one, the first."""
    held = [rules for rules in book if rules.starts_on <= day]
    if held:
        return max(held, key=lambda rules: rules.starts_on)
    return min(book, key=lambda rules: rules.starts_on)
