"""On which day of a week the digest of an employer goes out: pure rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from learning.notices.working_days import is_working_day

FRIDAY = 4


def digest_day(monday: dt.date, weekday: int, also_off: Collection[dt.date] = ()) -> dt.date | None:
    """The chosen weekday (0: Monday) of the week that begins on `monday`, or the nearest working day in it.

    A bank holiday moves it to the next working day of the same week, and where there is none to the last before: a
    week has one digest. None for a week without any working day.
    """
    from_then_on = range(weekday, FRIDAY + 1)
    before = range(weekday - 1, -1, -1)
    days = (monday + dt.timedelta(days=number) for number in (*from_then_on, *before))
    return next((day for day in days if is_working_day(day, also_off)), None)


def is_first_of_month(monday: dt.date, weekday: int) -> bool:
    """Whether the chosen weekday of this week is the first one of its month."""
    return (monday + dt.timedelta(days=weekday)).day <= 7
