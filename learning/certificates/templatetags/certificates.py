"""Filters for what a certificate's snapshot holds as plain text."""

from __future__ import annotations

import datetime as dt

from django import template

from ..wording import following_on

register = template.Library()
register.filter("following_on", following_on)


@register.filter
def as_day(text: str | None) -> dt.date | None:
    """`{{ told.finished_on|as_day }}`: the date of an ISO string."""
    return dt.date.fromisoformat(text) if text else None
