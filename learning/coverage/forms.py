"""The day of the figures, and which people to list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.workforce.day_field import DayField
from learning.workforce.models import Organisation, Team
from learning.workforce.querysets import teams_below

from .days import refusal
from .models import DownloadKind
from .people import Wish

LONGEST_WORDS = 100


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

    ATTENTION, ALL, NO_TEAM = "attention", "all", "none"
    SHOW = (
        (ATTENTION, _("Not current or due soon")),
        ("never", _("Not yet")),
        ("expired", _("Expired")),
        ("due_soon", _("Due soon")),
        ("due_30", _("Runs out within 30 days")),
        ("due_60", _("Runs out within 60 days")),
        ("due_90", _("Runs out within 90 days")),
        ("current", _("Current, due soon among them")),
        ("counted", _("Everybody counted")),
        ("outside", _("Not counted: first days, away, exempt")),
        ("start_30", _("First days end within 30 days")),
        ("start_60", _("First days end within 60 days")),
        ("start_90", _("First days end within 90 days")),
        (ALL, _("Everybody asked")),
    )

    q = forms.CharField(
        label=_("Find somebody"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
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
        offered = [(str(team.pk), team.name) for team in teams]
        self._offer("team", _("All teams"), [*offered, (self.NO_TEAM, _("In no team"))] if offered else [])

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [("", everything), *choices]
        if not choices:
            del self.fields[name]

    @property
    def wish(self) -> Wish:
        """What is asked for; what was not offered counts as not asked for.

        Who looks for somebody means everybody asked, unless they chose otherwise.
        """
        self.is_valid()
        given = {name: str(self.cleaned_data.get(name) or "") for name in ("q", "show", "role_group", "module", "team")}
        words, team = given["q"].strip(), given["team"]
        team_ids = set() if team == self.NO_TEAM else teams_below([int(team)]) if team else None
        show = given["show"] or (self.ALL if words else self.ATTENTION)
        return Wish(show, given["role_group"], given["module"], team_ids, words)


class DownloadForm(forms.Form):
    """Which file is asked for; `again`: of the same people as one that was not made."""

    kind = forms.ChoiceField(choices=DownloadKind.choices)
    again = forms.UUIDField(required=False)
