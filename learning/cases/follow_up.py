"""When the author of a case says what became of the recommendations: six and twelve weeks after answering them.

Pure; days are those of London.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

WEEKS: Final = (6, 12)
EARLY: Final = dt.timedelta(days=7)
"""So long before its day a follow-up may be written: people write when they have ten minutes."""
SILENT: Final = dt.timedelta(weeks=4)
"""So long after the last one was due, a case whose author stays silent may be closed by the coordinator."""


def due_on(answered_on: dt.date, weeks: int) -> dt.date:
    """The day on which the follow-up of so many weeks is due."""
    return answered_on + dt.timedelta(weeks=weeks)


def to_write(answered_on: dt.date, told: Collection[int], day: dt.date) -> int | None:
    """Which follow-up is written on `day`: 6, 12, or None. `told`: those that are written.

    From a week before the last one is due, an earlier one that was left out is not asked for any more.
    """
    begun = [weeks for weeks in WEEKS if day >= due_on(answered_on, weeks) - EARLY]
    return begun[-1] if begun and begun[-1] not in told else None


def next_due(answered_on: dt.date, told: Collection[int], day: dt.date) -> dt.date | None:
    """The day of the follow-up that is asked for now or next; None where none is left."""
    now = to_write(answered_on, told, day)
    coming = [weeks for weeks in WEEKS if day < due_on(answered_on, weeks) - EARLY]
    weeks = now or (coming[0] if coming else None)
    return due_on(answered_on, weeks) if weeks else None


def may_close_early(told: Collection[int], taken_up: int) -> bool:
    """Whether the author may close before the last one: the first is written, or nothing was taken up."""
    return bool(told) or taken_up == 0


def is_silent(answered_on: dt.date, day: dt.date) -> bool:
    """Whether the last follow-up is so late that the coordinator may close the case without it."""
    return day > due_on(answered_on, WEEKS[-1]) + SILENT
