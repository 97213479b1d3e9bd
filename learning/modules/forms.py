"""Forms of the editor's own screens about modules."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from .actions.retire_module import refuse_replacement
from .models import Module


class RetireForm(forms.Form):
    """When a module ends, what to take instead, and a sentence for those who meet it."""

    day = forms.DateField(
        label=_("Nobody starts it from"),
        widget=AdminDateInput,
        help_text=_("The first day without it. Whoever began it finishes; what was finished stands."),
    )
    replaced_by = forms.ModelChoiceField(
        label=_("Take instead"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=_("Nothing"),
        help_text=_(
            "Whoever was asked for this module is asked for that one from then on, with time to start. What people "
            "finished here counts there until it runs out."
        ),
    )
    note = forms.CharField(
        label=_("Why it ends"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, shown in the catalogue and to everybody of whom it is asked."),
    )

    def __init__(self, module: Module, *args: Any, **kwargs: Any) -> None:
        self.module = module
        super().__init__(*args, **kwargs)
        self.initial = {"day": module.retired_on, "replaced_by": module.replaced_by, "note": module.retirement_note}
        offered = Module.objects.offered_on(timezone.localdate()).exclude(pk=module.pk)
        cast("forms.ModelChoiceField[Module]", self.fields["replaced_by"]).queryset = offered

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < timezone.localdate() and day != self.module.retired_on:
            raise ValidationError(_("This day has passed. Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("replaced_by"):
            try:
                refuse_replacement(self.module, cleaned["replaced_by"], cleaned["day"])
            except ValidationError as error:
                self.add_error("replaced_by", error)
        return cleaned
