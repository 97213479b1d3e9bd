"""What people write on their way in: an address and a code, a name and a password, where they work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from learning.workforce.day_field import DayField
from learning.workforce.models import Organisation, RoleGroup, User

from .forms import BAD_ADDRESS

CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "short"}


def _box(fills_in: str) -> forms.TextInput:
    """A box that browsers can fill in, by the word of HTML for what belongs there."""
    return forms.TextInput(attrs={"autocomplete": fills_in})


class CodeForm(forms.Form):
    """The code on the slip of paper."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve letters and figures on the paper that your HR team gave you, such as 7KQM 3XRT P9WD."),
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": _("Write the code from the paper.")},
    )


class JoinForm(CodeForm):
    """The address that a letter goes to, and the code where there is one."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Without a code: the address by which your employer knows you. With a code: any address of yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": BAD_ADDRESS},
    )
    field_order = ("email", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.required = False
        code.help_text = _("Only if your HR team gave you one on paper: twelve letters and figures, 7KQM 3XRT P9WD.")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email


class AccountForm(forms.Form):
    """Name and password of a new sign-in."""

    given_name = forms.CharField(label=_("First name"), max_length=120, widget=_box("given-name"))
    family_name = forms.CharField(label=_("Last name"), max_length=120, widget=_box("family-name"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. Three or four words that only you would put together are good."),
        error_messages={"required": _("Write a password.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        given = self.cleaned_data
        user = User(email=self.email, first_name=given.get("given_name", ""), last_name=given.get("family_name", ""))
        validate_password(password, user)
        return password


class PostForm(forms.Form):
    """Where somebody says they work, and as what; a login that stands for nobody yet says a name too."""

    given_name = forms.CharField(label=_("First name"), max_length=120, widget=_box("given-name"))
    family_name = forms.CharField(label=_("Last name"), max_length=120, widget=_box("family-name"))
    organisation = forms.ModelChoiceField(
        label=_("Where do you work?"), queryset=Organisation.objects.none(), empty_label=_("Choose your employer")
    )
    role_group = forms.ModelChoiceField(
        label=_("What kind of post is it?"),
        queryset=RoleGroup.objects.all(),
        empty_label=_("Choose the nearest"),
        help_text=_("What is asked of you follows from it. Your HR team can better it."),
    )
    start = DayField(label=_("Since when?"), help_text=_("About is enough."))

    def __init__(self, *args: Any, today: dt.date, has_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_name:
            del self.fields["given_name"], self.fields["family_name"]
        employers = Organisation.objects.partners().members_on(today).order_by("name")
        self.fields["organisation"].queryset = employers  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["start"].latest = today  # type: ignore[attr-defined]  # a DayField
        self.fields["start"].earliest = dt.date(1950, 1, 1)  # type: ignore[attr-defined]  # a DayField
