"""What somebody says who may be in a learning case, and what the information-governance lead decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.report_learning_case import Reported
from ..models.case_report import About
from ..models.hiding import Verdict
from ..words import LONGEST_WORD
from .word import WordForm, screened_or_told

LONGEST_CONTACT = 200


class ReportForm(forms.Form):
    """Nothing has to be proven, and nobody has to say who they are."""

    use_required_attribute = False
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    words = forms.CharField(
        label=_("What made you think so?"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write no names, addresses or dates of birth: we do not need them to act."),
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        required=False,
        max_length=LONGEST_CONTACT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "An e-mail address or a telephone number. It is kept encrypted, and deleted once you are answered."
        ),
    )

    def __init__(self, *args: Any, names_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_case:
            words = self.fields["words"]
            words.label, words.required = _("Which case is it, and what made you think so?"), True
            words.help_text = _("Its title, or where you saw or heard of it. Write no names or addresses.")
            words.error_messages["required"] = _("Write where you saw it, so that we can find it.")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        return screened_or_told(words, is_needed=False)

    @property
    def said(self) -> Reported:
        given = self.cleaned_data
        return Reported(About(given["about"]), given["words"], given["contact"])


class VerdictForm(WordForm):
    """What becomes of a hidden case, why, and that whoever reported it was answered."""

    verdict = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[
            (Verdict.SHOW_AGAIN.value, _("Nobody can be recognised: show it again as it was")),
            (Verdict.KEEP_BACK.value, _("Back to a draft: it is mended, and goes through its reviews anew")),
            (Verdict.WITHDRAW.value, _("Withdraw it: its words are deleted and cannot be brought back")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    answered = forms.BooleanField(
        label=_("Whoever left a way to reach them has been answered"),
        help_text=_("How to reach them is deleted with your decision."),
        error_messages={"required": _("Answer them first. What they left is deleted with your decision.")},
    )
    field_order = ["verdict", "word", "answered"]

    def __init__(self, *args: Any, has_contacts: bool, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Why?"), hint=_("Without what gives anybody away."), **kwargs)
        if not has_contacts:
            del self.fields["answered"]
