"""What a coordinator says to arrange a round, and what a facilitator writes down at its end."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from learning.workforce.day_field import DayField
from learning.workforce.models import Role

from ..actions.schedule_round import MOST_MINUTES, Arranged
from ..actions.write_in_round import Recommended
from ..invitations import Group
from ..words import LONGEST_WORD
from .word import screened_or_told

MEETING, IN_WRITING = "meeting", "writing"


class ScheduleForm(forms.Form):
    """How a round is held and who is invited; times are those of London."""

    use_required_attribute = False
    how = forms.ChoiceField(
        label=_("How is it held?"),
        choices=[(MEETING, _("In a meeting")), (IN_WRITING, _("In writing, for those who cannot meet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    day = DayField(label=_("Day of the meeting, or the last day for writing"))
    starts = forms.TimeField(
        label=_("A meeting starts at"),
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Write when the meeting starts, such as 14:30."),
            "invalid": _("Write a time such as 14:30."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes of a meeting"),
        min_value=1,
        max_value=MOST_MINUTES,
        initial=60,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Write how many minutes it takes.")},
    )
    link = forms.URLField(
        label=_("Link to join a meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only those in the round see it, and no e-mail carries it."),
    )
    facilitator = forms.TypedChoiceField(
        label=_("Who leads it?"), coerce=int, error_messages={"required": _("Choose who leads the round.")}
    )
    groups = forms.MultipleChoiceField(
        label=_("Who is invited?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Invite at least one group of another partner.")},
    )

    def __init__(self, *args: Any, invitable: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts", "minutes"):
            self.fields[name].required = self.data.get("how") != IN_WRITING
        leads = {
            user.pk: user.get_full_name() or str(user)
            for group in invitable
            if group.role == Role.FACILITATOR
            for user in group.users
        }
        self.has_leads = bool(leads)
        self.fields["facilitator"].choices = [("", _("Choose one")), *leads.items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["groups"].choices = [(group.key, _named(group)) for group in invitable]  # type: ignore[attr-defined]  # a choice field

    @property
    def arranged(self) -> Arranged:
        given = self.cleaned_data
        who = {"facilitator": given["facilitator"], "groups": given["groups"]}
        if given["how"] == IN_WRITING:
            return Arranged(**who, last_day=given["day"])
        starts_at = timezone.make_aware(dt.datetime.combine(given["day"], given["starts"]))
        return Arranged(**who, starts_at=starts_at, minutes=given["minutes"], link=given["link"])


def _named(group: Group) -> str:
    people = ngettext("%(n)s person", "%(n)s people", len(group.users)) % {"n": len(group.users)}
    return f"{group.organisation.name}: {group.role.label} ({people})"


class RecommendationForm(forms.Form):
    """One recommendation; its owner is a role and nobody by name."""

    action = forms.CharField(
        label=_("What could be done?"), max_length=LONGEST_WORD, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.CharField(
        label=_("By whom?"), max_length=120, help_text=_("A role, such as the school nurse. Nobody by name.")
    )
    by_when = DayField(label=_("Until when?"))
    basis = forms.CharField(
        label=_("What does it rest on?"),
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A guideline, what helped before, what several of you saw."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("action", "owner", "basis"):
            if given.get(name):
                try:
                    given[name] = screened_or_told(given[name])
                except ValidationError as told:
                    self.add_error(name, told)
        return given

    @property
    def said(self) -> Recommended:
        given = self.cleaned_data
        return Recommended(given["action"], given["owner"], given["by_when"], given["basis"])
