"""Excusing one person for a while, and ending that sooner."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.modules.models import Module
from learning.workforce.day_field import DayField

from ..models import Exemption, ExemptionCategory, StatusSpan
from ..models.exemption import LONGEST_MONTHS


class ExemptionForm(forms.ModelForm[Exemption]):
    """Who, where and by whom come with the instance."""

    module = forms.ModelChoiceField(
        label=_("From what"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=_("Everything that is asked of them"),
    )
    category = forms.ChoiceField(
        label=_("Why"),
        choices=ExemptionCategory.choices,
        widget=forms.RadioSelect,
        help_text=_("Never a reason of health or private life: there is no box for one."),
    )
    starts_on = DayField(
        label=_("First day"), error_messages={"required": _("First day: write it, such as 3 March 2026.")}
    )
    ends_on = DayField(
        label=_("Last day"),
        error_messages={"required": _("Last day: write it, such as 3 March 2027.")},
        help_text=_("At most %(months)s months. If it still holds then, grant a new one.") % {"months": LONGEST_MONTHS},
    )

    class Meta:
        model = Exemption
        fields = ("module", "category", "starts_on", "ends_on")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = StatusSpan.objects.of(self.instance.person).on(today).filter(organisation=self.instance.organisation)
        modules = Module.objects.filter(pk__in=asked.values("module")).order_by("title")
        cast("forms.ModelChoiceField[Module]", self.fields["module"]).queryset = modules

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if {"starts_on", "ends_on"} <= given.keys() and self._overlapping(given).exists():
            raise ValidationError(_("They are exempt from this on some of these days already. End that one first."))
        return given

    def _overlapping(self, given: dict[str, Any]) -> Any:
        same = Exemption.objects.standing().of(self.instance.person).filter(organisation=self.instance.organisation)
        return same.filter(module=given.get("module"), starts_on__lte=given["ends_on"], ends_on__gte=given["starts_on"])


class LastDayForm(forms.Form):
    """An earlier last day for what was granted."""

    ends_on = DayField(label=_("Last day"), help_text=_("From the day after it, they are asked as before."))

    def __init__(self, *args: Any, exemption: Exemption, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("DayField", self.fields["ends_on"])
        field.earliest = max(exemption.starts_on, today - dt.timedelta(1))
        field.latest = exemption.ends_on
