"""What an HR lead writes down of an agreement, and how much of its people the partner sends."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..day_field import DayField
from ..models import Grade, Organisation, SharedField, SharingAgreement

GRADES = (
    (
        Grade.NAMED.value,
        _("Names: you see who is current and who is not, and reminders go to the right people."),
    ),
    (
        Grade.STAFF_NUMBER.value,
        _("Staff numbers only: the same figures by number; names and e-mail addresses stay with you."),
    ),
    (
        Grade.HEADCOUNT.value,
        _("Headcount by role group only: one gross figure, of those who registered themselves; nobody is listed."),
    ),
)


class AgreementForm(forms.ModelForm[SharingAgreement]):
    """One agreement; the organisation and the row that it betters come with the instance."""

    signed_on = DayField(label=_("Signed on"), help_text=_("The day of the last signature."))
    shared = forms.MultipleChoiceField(
        label=_("What may be sent"),
        choices=SharedField.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what you tick here is ever read from a file of yours."),
    )
    review_on = DayField(label=_("Looked at again by"), help_text=_("Often a year after it was signed."))
    ended_on = DayField(
        label=_("No longer holds from"),
        required=False,
        help_text=_("Only for an agreement that ended: from that day on nothing new is taken in."),
    )

    class Meta:
        model = SharingAgreement
        fields = ("signed_on", "signatories", "review_on", "reference", "ended_on")
        widgets: ClassVar = {"signatories": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"reference": _("A folder, a link or a number by which both of you find it again.")}

    field_order = ("signed_on", "signatories", "shared", "review_on", "reference", "ended_on")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].latest = today  # type: ignore[attr-defined]  # a DayField
        self.fields["shared"].initial = self.instance.fields
        if self.instance.pk is None:
            del self.fields["ended_on"]

    def clean_signed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["signed_on"]
        others = SharingAgreement.objects.standing().filter(organisation=self.instance.organisation, signed_on=day)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("You have written down one that was signed on this day. Change that one instead."))
        return day

    def _post_clean(self) -> None:
        # The list cannot be a form field of the model's name: `fields` is what a form calls all of its own.
        if "shared" in self.cleaned_data:
            self.instance.fields = self.cleaned_data["shared"]
        super()._post_clean()  # type: ignore[misc]  # of Django's ModelForm, without a stub

    def _update_errors(self, errors: ValidationError) -> None:
        said = getattr(errors, "error_dict", {})
        if "fields" in said:
            said["shared"] = said.pop("fields")
        super()._update_errors(errors)  # type: ignore[misc]  # of Django's ModelForm, without a stub


class GradeForm(forms.Form):
    """How much the partner sends from today on."""

    grade = forms.ChoiceField(label=_("What your returns say of your people"), choices=GRADES, widget=forms.RadioSelect)


class HeadcountForm(forms.Form):
    """How many people hold each kind of post on a day; a box left empty says nothing of its role group."""

    as_at = DayField(label=_("As at"), help_text=_("The day on which these numbers were true."))

    MOST = 200_000

    def __init__(self, *args: Any, organisation: Organisation, role_groups: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role_groups = {f"group_{group.pk}": group for group in role_groups}
        day = self.fields["as_at"]
        day.earliest, day.latest = organisation.joined_on, today  # type: ignore[attr-defined]  # a DayField
        for name, group in self.role_groups.items():
            self.fields[name] = forms.IntegerField(
                label=group.title,
                required=False,
                min_value=0,
                max_value=self.MOST,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
                error_messages={"invalid": _("Write a whole number, such as 12.")},
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.people:
            raise ValidationError(_("Write a number for at least one role group."))
        return given

    @property
    def people(self) -> dict[Any, int]:
        """Role group → people, of those with a number."""
        given = self.cleaned_data
        return {group: given[name] for name, group in self.role_groups.items() if given.get(name) is not None}
