"""One word beside a case, screened: why it comes back, why it is closed, why it was hidden."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from learning.records.refusals import BadAnswer, OpenFindings

from ..said import UNUSUAL
from ..words import LONGEST_WORD, screened_word


class WordForm(forms.Form):
    """`label` and `hint` say what the word is for."""

    word = forms.CharField(max_length=LONGEST_WORD, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any, hint: Any = "", is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["word"]
        field.label, field.help_text, field.required = label, hint, is_needed
        field.error_messages["required"] = _("Write a few words, so that it is understood.")

    def clean_word(self) -> str:
        return screened_or_told(self.cleaned_data["word"], is_needed=self.fields["word"].required)


def screened_or_told(text: str, *, is_needed: bool = True) -> str:
    """The words as they may be stored; a form is told why they may not."""
    try:
        return screened_word(text, is_needed=is_needed)
    except OpenFindings as refusal:
        words = ", ".join(f"“{question.text}”" for question in refusal.review.open)
        says = _("This looks as if it says who somebody is: %(words)s. Take it out; nothing is saved yet.")
        raise ValidationError(says, params={"words": words}) from refusal
    except BadAnswer as refusal:
        raise ValidationError(_("Write a few words, at most 1,000 characters.")) from refusal


class CheckForm(WordForm):
    """What a reviewer says: yes or no to each unusual thing.

    For the second check the minutes spent, for the first check of a health case the Caldicott guardian's agreement.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    minutes = forms.IntegerField(
        label=_("How many minutes did you try to find out who it is?"),
        min_value=1,
        max_value=600,
        help_text=_("As a neighbour, a classmate or a curious colleague would: with local news and social media."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Write the minutes, from 1 to 600.")},
    )

    guardian_agreed = forms.BooleanField(
        label=_("The Caldicott guardian, or who acts for them, has read this and agrees"),
        help_text=_("The case comes from a health organisation. The agreement holds for these words alone."),
        error_messages={
            "required": _("It goes on once the Caldicott guardian has agreed. Until then it waits."),
        },
    )

    def __init__(self, *args: Any, is_second: bool, needs_guardian: bool, **kwargs: Any) -> None:
        kwargs |= {"label": _("A word to the author"), "is_needed": False}
        super().__init__(*args, hint=_("Needed where you answered yes: why is nobody recognised by it?"), **kwargs)
        self.fields["word"].depends = True  # type: ignore[attr-defined]  # for the template of one field
        if not is_second:
            del self.fields["minutes"]
        if not needs_guardian:
            del self.fields["guardian_agreed"]
        self.fields |= unusual_fields()
        for name in ("minutes", "guardian_agreed", "word"):
            if name in self.fields:
                self.fields[name] = self.fields.pop(name)

    @property
    def unusual(self) -> list[str]:
        return said_yes(self.cleaned_data)


class UnusualForm(forms.Form):
    """The same questions, as the author answers them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= unusual_fields()

    @property
    def unusual(self) -> list[str]:
        return said_yes(self.cleaned_data)


def unusual_fields() -> dict[str, forms.Field]:
    """One question for each thing that no screening finds: yes or no."""
    return {
        f"unusual_{key}": forms.ChoiceField(
            label=capfirst(str(words)),
            choices=[("no", _("No")), ("yes", _("Yes"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Answer yes or no.")},
        )
        for key, words in UNUSUAL.items()
    }


def said_yes(given: dict[str, Any]) -> list[str]:
    return [key for key in UNUSUAL if given.get(f"unusual_{key}") == "yes"]
