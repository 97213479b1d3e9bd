"""The bank holidays of England and Wales by rule: the Act of 1971, and the days that are proclaimed every year.

A day proclaimed once (a coronation) is not in the rule: it is given in the settings.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

MONDAY = 0


@cache
def bank_holidays_of(year: int) -> frozenset[dt.date]:
    easter = easter_sunday(year)
    new_year = _in_lieu(dt.date(year, 1, 1), frozenset())
    christmas = _in_lieu(dt.date(year, 12, 25), frozenset({dt.date(year, 12, 26)}))
    boxing_day = _in_lieu(dt.date(year, 12, 26), frozenset({christmas}))
    return frozenset(
        {
            new_year,
            easter - dt.timedelta(days=2),
            easter + dt.timedelta(days=1),
            _first_monday_from(dt.date(year, 5, 1)),
            _first_monday_from(dt.date(year, 5, 25)),
            _first_monday_from(dt.date(year, 8, 25)),
            christmas,
            boxing_day,
        }
    )


def easter_sunday(year: int) -> dt.date:
    """Western Easter by the anonymous Gregorian computation (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def _first_monday_from(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=(MONDAY - day.weekday()) % 7)


def _in_lieu(day: dt.date, taken: frozenset[dt.date]) -> dt.date:
    """The day itself, or on a weekend the next working day that is not taken."""
    while day.weekday() >= 5 or day in taken:
        day += dt.timedelta(days=1)
    return day
