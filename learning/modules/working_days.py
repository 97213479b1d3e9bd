"""Working days in England: Monday to Friday without bank holidays. Pure: the day is an argument.

Bank holidays by the rules of the Banking and Financial Dealings Act 1971 and the proclamations that repeat each year
(https://www.gov.uk/bank-holidays); a holiday proclaimed for one year alone is not known here.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final

MONDAY: Final = 0
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


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The eight of England and Wales, with the days that stand in for those on a weekend."""
    easter = easter_sunday(year)
    new_year = _next_free(dt.date(year, 1, 1), frozenset())
    christmas, boxing = dt.date(year, 12, 25), dt.date(year, 12, 26)
    # Each is moved only if it falls on a weekend, and then past the other one.
    boxing_kept = _next_free(boxing, frozenset({christmas}))
    christmas_kept = _next_free(christmas, frozenset({boxing_kept}))
    return frozenset(
        {
            new_year,
            easter - 2 * DAY,
            easter + DAY,
            _first_monday(dt.date(year, 5, 1)),
            _last_monday(dt.date(year, 5, 31)),
            _last_monday(dt.date(year, 8, 31)),
            christmas_kept,
            boxing_kept,
        }
    )


def easter_sunday(year: int) -> dt.date:
    """By the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def _next_free(day: dt.date, taken: frozenset[dt.date]) -> dt.date:
    while day.weekday() >= SATURDAY or day in taken:
        day += DAY
    return day


def _first_monday(first: dt.date) -> dt.date:
    return first + (MONDAY - first.weekday()) % 7 * DAY


def _last_monday(last: dt.date) -> dt.date:
    return last - (last.weekday() - MONDAY) % 7 * DAY
