"""When nobody is written to unasked: before 08:00 and from 18:00, on weekends and on bank holidays. Pure.

Times are those of the clock on the wall in Europe/London, so that eight is eight before and after the clocks change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final
from zoneinfo import ZoneInfo

from .working_days import DAY, is_working_day

LONDON: Final = ZoneInfo("Europe/London")
OPENS: Final = dt.time(8)
CLOSES: Final = dt.time(18)


def first_moment(moment: dt.datetime, also_off: Collection[dt.date] = ()) -> dt.datetime:
    """`moment` where mail may go out then, otherwise the next moment when it may, in Europe/London.

    `also_off`: bank holidays proclaimed once.
    """
    here = moment.astimezone(LONDON)
    day, time = here.date(), here.time()
    if is_working_day(day, also_off):
        if OPENS <= time < CLOSES:
            return moment
        if time < OPENS:
            return dt.datetime.combine(day, OPENS, LONDON)
    day += DAY
    while not is_working_day(day, also_off):
        day += DAY
    return dt.datetime.combine(day, OPENS, LONDON)
