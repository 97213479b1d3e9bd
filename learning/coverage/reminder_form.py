"""Whether and when an employer's people are reminded."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .models import Leaders, ReminderSetting, Weekday


class ReminderForm(forms.Form):
    """The setting that holds from today on."""

    learners = forms.BooleanField(label=_("Remind people of their own learning"), required=False)
    leaders = forms.ChoiceField(
        label=_("Send figures to HR leads and team managers"),
        choices=Leaders.choices,
        widget=forms.RadioSelect,
        help_text=_("Counts of the people whom each of them looks after. No names: mail leaves the network."),
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day"),
        choices=Weekday.choices,
        coerce=int,
        help_text=_(
            "A bank holiday moves it to the next working day of the same week. Mail goes out from 8 am to 6 pm."
        ),
    )

    def __init__(self, data: QueryDict | None, *, setting: ReminderSetting | None) -> None:
        shown = setting or ReminderSetting()
        super().__init__(data, initial={name: getattr(shown, name) for name in ("learners", "leaders", "weekday")})
