"""From when and until when a completion is valid; days are those of Europe/London, both ends inclusive.

The written rule: valid_until = first day + refresh months - 1 day, the month's end clipped (29 February 2024 + 36
months - 1 day = 27 February 2027). A renewal begun in the last 90 days of the old period starts the day after that
ends, so that renewing early loses nothing; any other starts on the day of completion.
"""

import calendar
import datetime as dt

LAST_DAYS = 90


def valid_until(first_day: dt.date, refresh_months: int | None) -> dt.date | None:
    """The last valid day of a period that starts on `first_day`; None: it never ends."""
    if refresh_months is None:
        return None
    years, month = divmod(first_day.month - 1 + refresh_months, 12)
    year, month = first_day.year + years, month + 1
    day = min(first_day.day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day) - dt.timedelta(days=1)


def in_last_days(last_valid_day: dt.date | None, day: dt.date, days: int = LAST_DAYS) -> bool:
    """Whether `day` lies in the last 90 days of a period: due soon, and early enough to renew without losing a day."""
    return last_valid_day is not None and 0 <= (last_valid_day - day).days <= days


def renewable_from(last_valid_day: dt.date | None) -> dt.date | None:
    """The first day on which a renewal loses nothing."""
    return last_valid_day and last_valid_day - dt.timedelta(days=LAST_DAYS)


def valid_from(completed_on: dt.date, begun_on: dt.date, old_last_day: dt.date | None) -> dt.date:
    """The first valid day of a completion.

    `begun_on`: the day the attempt was started. `old_last_day`: the last valid day of the completion that is
    renewed, None where there is none or it never ends. Never before `completed_on`: a renewal begun in time and
    finished after the old period ended is valid from the day it was finished.
    """
    if old_last_day is None or not in_last_days(old_last_day, begun_on):
        return completed_on
    return max(completed_on, old_last_day + dt.timedelta(days=1))
