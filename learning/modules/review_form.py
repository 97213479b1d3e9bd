"""What a reviewer writes: screened like every free text, because it is about a module and never about a person."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.deidentification import screen
from learning.deidentification.resolution import review_direct

LONGEST = 2000


class ApprovalForm(forms.Form):
    """A comment if there is one."""

    comment = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        required=False,
        help_text=_("The author reads it. Write about the module, never about a person."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_comment(self) -> str:
        text: str = self.cleaned_data["comment"].strip()
        review = review_direct(text, screen(text), {})
        if not review.complete:
            raise ValidationError(
                _("This looks as if it says who somebody is: %(words)s. Take it out; nothing is saved yet."),
                params={"words": ", ".join(f"“{question.text}”" for question in review.open)},
            )
        return text


class ChangesForm(ApprovalForm):
    """What has to change before it can go out."""

    comment = forms.CharField(
        label=_("What has to change"),
        max_length=LONGEST,
        help_text=_("Say where it is and what would be better. Write about the module, never about a person."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what has to change, so that the author can do it.")},
    )
