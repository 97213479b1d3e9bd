"""Working days in England: Monday to Friday without bank holidays. Pure: the day is an argument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

from .bank_holidays import bank_holidays_of

SATURDAY: Final = 5
DAY: Final = dt.timedelta(days=1)


def working_day_after(day: dt.date, number: int) -> dt.date:
    """The `number`-th working day after `day` (1: the next one); `day` itself for 0.

    Raises ValueError for a negative number.
    """
    if number < 0:
        raise ValueError("Working days are counted forwards.")
    for _ in range(number):
        day += DAY
        while not is_working_day(day):
            day += DAY
    return day


def is_working_day(day: dt.date, also_off: Collection[dt.date] = ()) -> bool:
    """`also_off`: days proclaimed once, which no rule knows."""
    return day.weekday() < SATURDAY and day not in bank_holidays_of(day.year) and day not in also_off
