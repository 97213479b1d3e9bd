from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from .code import LENGTH, parsed


class CodeForm(forms.Form):
    """The code of a certificate, typed from paper."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_("16 letters and digits, under the square pattern. Capitals and spaces do not matter."),
        max_length=80,
        error_messages={"required": _("Type the code that stands on the certificate.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 24}
        ),
    )

    def clean_code(self) -> str:
        """The code as it is stored. What a code looks like is no secret, so a slip of the pen is told at once."""
        code = parsed(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                __(
                    "A code has %(length)d letters and digits, and never 0, 1, I, L, O or U. "
                    "Compare what you typed with the certificate."
                )
                % {"length": LENGTH}
            )
        return code
