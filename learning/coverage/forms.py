"""The day of the figures, and which people to list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.workforce.day_field import DayField
from learning.workforce.models import Organisation, Team

from .days import refusal


class DayForm(forms.Form):
    """The day of the figures: a past one, or today, on which the organisation was a partner."""

    as_at = DayField(label=_("Figures as at"))

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.today = organisation, today

    def clean_as_at(self) -> dt.date:
        day: dt.date = self.cleaned_data["as_at"]
        if refused := refusal(self.organisation, day, self.today):
            raise forms.ValidationError(refused)
        return day


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
        cast("forms.ChoiceField", self.fields[name]).choices = [("", everything), *choices]
        if not choices:
            del self.fields[name]

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for, each a text; what was not offered counts as not asked for."""
        self.is_valid()
        given = {name: str(self.cleaned_data.get(name) or "") for name in ("show", "role_group", "module", "team")}
        return given | {"show": given["show"] or self.ATTENTION}
