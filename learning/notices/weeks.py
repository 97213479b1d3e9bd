"""The week in which nobody is nudged twice: from Monday to Sunday, by the days of Europe/London. Pure."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from .quiet_hours import LONDON


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def start_of_week(moment: dt.datetime) -> dt.datetime:
    """The first moment of the week that `moment` (any time zone) lies in."""
    return dt.datetime.combine(monday_of(timezone.localdate(moment)), dt.time(), LONDON)
