"""The day of the figures, and which people to list."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Organisation, Team

from .days import refusal


def _part(label: Any, length: int) -> forms.IntegerField:
    box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": length, "maxlength": length})
    return forms.IntegerField(label=label, widget=box, required=False)


class DayForm(forms.Form):
    """A day as day, month and year: a past one, or today, on which the organisation was a partner."""

    day = _part(_("Day"), 2)
    month = _part(_("Month"), 2)
    year = _part(_("Year"), 4)

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.today = organisation, today

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        parts = [given.get(name) for name in ("year", "month", "day")]
        if self.errors or any(part is None for part in parts):
            self._refuse(_("Write the day as three numbers, as in 28 2 2026."))
            return given
        year, month, day = (int(part or 0) for part in parts)
        try:
            given["as_at"] = dt.date(year, month, day)
        except (ValueError, OverflowError):  # the latter for a number of twenty figures
            self._refuse(_no_such_day(year, month))
            return given
        if refused := refusal(self.organisation, given["as_at"], self.today):
            self._refuse(refused)
        return given

    def _refuse(self, words: Any) -> None:
        self.errors.clear()
        self.add_error("day", words)


def _no_such_day(year: int, month: int) -> Any:
    if 1 <= month <= 12 and dt.MINYEAR <= year <= dt.MAXYEAR:
        last = calendar.monthrange(year, month)[1]
        return _("That month has no such day. Choose a day from 1 to %(last)s.") % {"last": last}
    return _("There is no such month or year. Write the month as a number from 1 to 12, and all four of the year.")


class PeopleForm(forms.Form):
    """Which of the organisation's people to list."""

    ATTENTION, COUNTED, ALL = "attention", "counted", "all"
    SHOW = (
        (ATTENTION, _("Not current or due soon")),
        ("never", _("Not yet")),
        ("expired", _("Expired")),
        ("due_soon", _("Due soon")),
        ("current", _("Current, due soon among them")),
        (COUNTED, _("Everybody counted")),
        ("outside", _("Not counted: first days, away, exempt")),
        (ALL, _("Everybody asked")),
    )

    show = forms.ChoiceField(label=_("Status"), choices=SHOW, required=False)
    role_group = forms.ChoiceField(label=_("Role group"), required=False)
    module = forms.ChoiceField(label=_("Module"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)

    def __init__(
        self,
        *args: Any,
        role_groups: Mapping[str, str],
        modules: Mapping[str, str],
        teams: Iterable[Team],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("role_group", _("All role groups"), list(role_groups.items()))
        self._offer("module", _("All modules"), list(modules.items()))
        self._offer("team", _("All teams"), [(str(team.pk), team.name) for team in teams])

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", everything), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        if not choices:
            del self.fields[name]

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for, each a text; what was not offered counts as not asked for."""
        self.is_valid()
        given = {name: str(self.cleaned_data.get(name) or "") for name in ("show", "role_group", "module", "team")}
        return given | {"show": given["show"] or self.ATTENTION}
