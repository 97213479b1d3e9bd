"""Which days have figures: pure rules of the as-at day."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.workforce.models import Organisation

ONE = dt.timedelta(days=1)


def last_day(organisation: Organisation, today: dt.date) -> dt.date | None:
    """The latest day that has figures; none while the organisation has not joined."""
    latest = today if organisation.left_on is None else min(today, organisation.left_on - ONE)
    return latest if latest >= organisation.joined_on else None


def month_ends(organisation: Organisation, today: dt.date, number: int = 6) -> list[dt.date]:
    """The last ends of months that have figures, newest first."""
    latest = last_day(organisation, today)
    found: list[dt.date] = []
    end = month_before(today)
    while latest and end >= organisation.joined_on and len(found) < number:
        if end <= latest:
            found.append(end)
        end = month_before(end)
    return found


def end_of_month(day: dt.date) -> dt.date:
    """The last day of the month of `day`."""
    return (day.replace(day=1) + 31 * ONE).replace(day=1) - ONE


def month_before(day: dt.date) -> dt.date:
    """The last month end before the month of `day`."""
    return day.replace(day=1) - ONE


def is_month_end(day: dt.date) -> bool:
    return day == end_of_month(day)


def refusal(organisation: Organisation, day: dt.date, today: dt.date) -> str:
    """Why there are no figures of the organisation on `day`, and which day to choose; empty where there are."""
    words = {"name": organisation.name, "today": _in_words(today), "joined": _in_words(organisation.joined_on)}
    if day > today:
        return _("That day has not come yet. Choose today, %(today)s, or an earlier day.") % words
    if day < organisation.joined_on:
        return _("%(name)s joined on %(joined)s. Choose that day or a later one.") % words
    latest = last_day(organisation, today)
    if latest is not None and day > latest:
        words["latest"] = _in_words(latest)
        return _("%(name)s was a partner until %(latest)s. Choose that day or an earlier one.") % words
    return ""


def _in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")
