"""What somebody may change of what is asked: add a module, end one, set a level; and try out days on an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.modules.models import Module
from learning.workforce.day_field import DayField
from learning.workforce.models import LevelMap, Organisation, RoleGroup
from learning.workforce.models.level_map import Level, Path
from learning.workforce.querysets import holding_on

from ..levels import LevelChange
from ..models import Requirement
from ..overview import GroupAsked

MOST_MONTHS = 120
LEVELS = [(level.value, _("Level %(n)s, %(title)s") % {"n": level.value, "title": level.label}) for level in Level]


class AskForm(forms.Form):
    """One module more, asked of a level; an organisation may ask for it again sooner than the module does."""

    module = forms.ModelChoiceField(label=_("Module"), queryset=Module.objects.none(), empty_label=_("Choose a module"))
    level = forms.TypedChoiceField(
        label=_("Asked from this level up"),
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Levels build on each other: what level 1 asks, everybody is asked."),
    )
    path = forms.ChoiceField(
        label=_("Path"),
        choices=[("", _("Every path")), *Path.choices],
        required=False,
        help_text=_("Level 3 is taken by one of two paths. Leave it at “Every path” if you are not sure."),
    )
    starts_on = DayField(label=_("Asked from"), help_text=_("Today or later. The time to start is counted from here."))
    refresh_months = forms.IntegerField(
        label=_("Again after how many months"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("Only to ask your people again sooner than the module does. It changes nobody's certificate."),
        error_messages={"invalid": _("Write a whole number of months, such as 12.")},
    )

    def __init__(self, *args: Any, organisation: Organisation | None, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        cast("forms.ModelChoiceField[Module]", self.fields["module"]).queryset = (
            Module.objects.offered_on(today).select_related("current_version").order_by("title")
        )
        cast("DayField", self.fields["starts_on"]).earliest = today
        if organisation is None:
            del self.fields["refresh_months"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if {"module", "level", "starts_on"} <= given.keys() and "refresh_months" not in self.errors:
            self._refuse_what_is_no_sooner(given)
            self._refuse_what_is_asked_already(given)
        return given

    def requirement(self) -> Requirement:
        return Requirement(organisation=self.organisation, **self.cleaned_data)

    def _refuse_what_is_asked_already(self, given: dict[str, Any]) -> None:
        paths = Q(path="") | Q(path=given["path"]) if given["path"] else Q(path="")
        same = Requirement.objects.standing().filter(paths, module=given["module"], level__lte=given["level"])
        asked = same.filter(holding_on(given["starts_on"]))
        if asked.filter(organisation=self.organisation).exists():
            self.add_error("module", _("This is asked of that level already. Choose another module or another level."))
        elif not given.get("refresh_months") and asked.filter(organisation=None).exists():
            self.add_error(
                "module",
                _("The network asks this of that level already. You can ask for it again sooner: say after how long."),
            )

    def _refuse_what_is_no_sooner(self, given: dict[str, Any]) -> None:
        months, version = given.get("refresh_months"), given["module"].current_version
        if months and version is not None and version.refresh_months and months >= version.refresh_months:
            said = _("The module is asked again after %(months)s months anyway. Write fewer, or leave this empty.")
            self.add_error("refresh_months", said % {"months": version.refresh_months})


class EndForm(forms.Form):
    """The day from which something is no longer asked."""

    ended_on = DayField(label=_("No longer asked from"), help_text=_("Today or later: what was asked before, was."))

    def __init__(self, *args: Any, requirement: Requirement, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earliest = max(today, requirement.starts_on + dt.timedelta(1))
        cast("DayField", self.fields["ended_on"]).earliest = earliest
        cast("DayField", self.fields["ended_on"]).latest = requirement.ended_on


class LevelForm(forms.Form):
    """The level that a role group needs from a day on."""

    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int, widget=forms.RadioSelect)
    path = forms.ChoiceField(
        label=_("Path of level 3"),
        choices=Path.choices,
        widget=forms.RadioSelect,
        help_text=_("Only level 3 has two. Below it, the path changes nothing."),
    )
    day = DayField(label=_("From"), help_text=_("Today or later. The level before it holds until then."))

    def __init__(self, *args: Any, role_group: RoleGroup, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role_group = role_group
        cast("DayField", self.fields["day"]).earliest = today

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        standing = LevelMap.objects.standing().filter(role_group=self.role_group)
        if not self.errors and self.change(given).changes_nothing(standing):
            raise ValidationError(
                _("On that day this is the level and the path already. Choose another one, or another day.")
            )
        return given

    def change(self, given: dict[str, Any] | None = None) -> LevelChange:
        return LevelChange(role_group=self.role_group, **(given or self.cleaned_data))


class ExampleForm(forms.Form):
    """Of whom, of which module and from which day the worked example is."""

    group = forms.ChoiceField(label=_("Somebody of"))
    module = forms.ChoiceField(label=_("Module"))
    starts = DayField(label=_("Starts here on"))
    completes = DayField(label=_("Finishes it on"), required=False)

    def __init__(self, *args: Any, groups: Sequence[GroupAsked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {one.role_group.slug: one for one in groups if one.requirements}
        self.modules = {one.module.slug: one.module for group in groups for one in group.requirements}
        cast("forms.ChoiceField", self.fields["group"]).choices = [
            (slug, one.role_group.title) for slug, one in self.groups.items()
        ]
        cast("forms.ChoiceField", self.fields["module"]).choices = [
            (slug, module.title) for slug, module in self.modules.items()
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        starts, completes = given.get("starts"), given.get("completes")
        if starts and completes and completes < starts:
            self.add_error("completes", _("Write a day on or after the first one here."))
        return given
