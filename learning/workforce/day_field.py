"""A day in a form: three boxes that anybody can fill, whatever their browser or their habit of writing days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class DayInput(forms.MultiWidget):
    """A day in three boxes with labels of their own: no browser's calendar, no order to guess."""

    template_name = "partials/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "day": forms.TextInput(box | {"maxlength": 2}),
                "month": forms.TextInput(box | {"maxlength": 9}),
                "year": forms.TextInput(box | {"maxlength": 4}),
            },
            attrs,
        )

    def decompress(self, value: dt.date | str | None) -> list[int | None]:
        if isinstance(value, str):
            value = dt.date.fromisoformat(value)
        return [value.day, value.month, value.year] if value else [None, None, None]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A day, written as day, month (a number, or its name or first three letters) and year; cleaned to a date.

    `earliest` and `latest` are inclusive, and the error names them.
    """

    widget = DayInput
    default_error_messages = {
        "required": _("Write a day, such as 3 March 2026."),
        "incomplete": _("Write the day, the month and the year."),
        "not_a_number": _("Write the day and the year as numbers, such as 3 and 2026."),
        "no_month": _("Write the month as a number from 1 to 12, or as its name."),
        "no_century": _("Write the year with all four figures, such as 2026."),
        "no_day": _("There is no such day in the calendar. Check the day and the month."),
        "too_early": _("Write a day on or after %(limit)s."),
        "too_late": _("Write a day on or before %(limit)s."),
    }

    def __init__(self, *, earliest: dt.date | None = None, latest: dt.date | None = None, **kwargs: Any) -> None:
        self.earliest = earliest
        self.latest = latest
        parts = (forms.CharField(required=False), forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        written = [str(part or "").strip() for part in value or ("", "", "")]
        if self.disabled or not any(written):
            if self.required and not self.disabled:
                raise self._error("required")
            return None
        if not all(written):
            raise self._error("incomplete")
        day = self._day(*written)
        if self.earliest and day < self.earliest:
            raise self._error("too_early", self.earliest)
        if self.latest and day > self.latest:
            raise self._error("too_late", self.latest)
        return day

    def compress(self, data_list: Sequence[Any]) -> dt.date | None:
        return self.clean(data_list)

    def _day(self, day: str, month: str, year: str) -> dt.date:
        if not (day.isdecimal() and year.isdecimal()):
            raise self._error("not_a_number")
        if len(year) != 4:
            raise self._error("no_century")
        if len(day) > 2:
            raise self._error("no_day")
        number = int(month[:3]) if month.isdecimal() else _month_named(month)
        if not 1 <= number <= 12:
            raise self._error("no_month")
        try:
            return dt.date(int(year), number, int(day))
        except ValueError:
            raise self._error("no_day") from None

    def _error(self, code: str, limit: dt.date | None = None) -> ValidationError:
        params = {"limit": date_format(limit, "j F Y")} if limit else None
        return ValidationError(self.error_messages[code], code=code, params=params)


def _month_named(word: str) -> int:
    """1 to 12 for the name of a month or its first three letters, in the language of the page; 0 for anything else."""
    for number, name in MONTHS.items():
        if str(name).casefold() == word.casefold() or (
            len(word) == 3 and str(name).casefold().startswith(word.casefold())
        ):
            return number
    return 0
