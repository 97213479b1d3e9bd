"""Bank holidays as this site keeps them: those that the rule knows, and those that its settings name."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from .bank_holidays import bank_holidays_of


def proclaimed_days() -> frozenset[dt.date]:
    """Bank holidays proclaimed once, which no rule knows."""
    return frozenset(dt.date.fromisoformat(text) for text in settings.EXTRA_BANK_HOLIDAYS)


def bank_holidays_around(day: dt.date) -> frozenset[dt.date]:
    """By rule and as given in the settings: of this year, the one before and the one after."""
    return proclaimed_days().union(*(bank_holidays_of(year) for year in (day.year - 1, day.year, day.year + 1)))
