"""What was written wrongly of somebody: name, e-mail address, staff number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..actions.correct_person import Known
from ..addresses import addresses_known_to
from ..models import Employment, Organisation, Person
from .people import OF_FIELD


class CorrectForm(forms.Form):
    """Boxes for what the agreement names and the employer may change; each holds what is on record."""

    given_name = forms.CharField(label=_("First name"), max_length=120)
    family_name = forms.CharField(label=_("Last name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The one that you gave. An address that they have shown to be theirs stays as it is."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    staff_id = forms.CharField(label=_("Staff number"), max_length=64, required=False)

    def __init__(
        self, *args: Any, organisation: Organisation, allowed: frozenset[str], known: Known, **kwargs: Any
    ) -> None:
        self.organisation, self.known = organisation, known
        self.before = {
            "given_name": known.row.given_name,
            "family_name": known.row.family_name,
            "email": known.email,
            "staff_id": known.staff_id,
        }
        kwargs["initial"] = self.before
        super().__init__(*args, **kwargs)
        for name, needs in OF_FIELD.items():
            if name in self.fields and needs not in allowed:
                del self.fields[name]
        self.fields["staff_id"].required = "given_name" not in self.fields
        if not known.is_named_here:
            self.fields.pop("given_name", None)
            self.fields.pop("family_name", None)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        others = Person.objects.ever_at(self.organisation).exclude(pk=self.known.row.pk)
        if email and addresses_known_to(self.organisation).filter(email=email, person__in=others).exists():
            raise ValidationError(_("Somebody else of yours has this address already. Look under People."))
        return email

    def clean_staff_id(self) -> str:
        staff_id = str(self.cleaned_data["staff_id"]).strip()
        posts = Employment.objects.standing().confirmed().filter(organisation=self.organisation)
        if staff_id and posts.exclude(person=self.known.row).filter(staff_id=staff_id).exists():
            raise ValidationError(_("Somebody else of yours has this number already. Look under People."))
        return staff_id

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and self.after == self.before:
            raise ValidationError(_("Nothing is different yet. Change what is wrong, or go back."))
        return given

    @property
    def after(self) -> dict[str, str]:
        """What would stand then, with what has no box as it is."""
        return self.before | {name: str(value) for name, value in self.cleaned_data.items()}
