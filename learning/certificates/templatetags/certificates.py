"""Filters for what a certificate's snapshot holds as plain text."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.formats import date_format

from ..wording import following_on

NO_BREAK = "\N{NO-BREAK SPACE}"

register = template.Library()
register.filter("following_on", following_on)


@register.filter
def on_one_line(day: dt.date) -> str:
    """3 March 2026, never broken between its parts."""
    return date_format(day, "j F Y").replace(" ", NO_BREAK)


@register.filter
def as_day(text: str | None) -> dt.date | None:
    """`{{ told.finished_on|as_day }}`: the date of an ISO string."""
    return dt.date.fromisoformat(text) if text else None
