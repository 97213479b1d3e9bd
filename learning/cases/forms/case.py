"""What somebody writes and ticks of a case. The screening is asked beside it, by the view."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import Case
from ..models.case import CHOSEN, NEEDED, TEXTS, AreaKind, Basis, Ethnicity, Gender, Setting, Stage
from ..said import longest

HINTS: Final = {
    "key_question": _("One or two sentences: what would you like to ask colleagues of other agencies?"),
    "happening": _("What you see, and what worries you. Write about practice, not people."),
    "told": _("Which posts, never which people: “my supervisor”, “the designated lead”."),
    "background": _("What colleagues need to know of what came before."),
    "triggers": _("When it gets harder."),
    "keeps_going": _("What makes it come back."),
    "strengths": _("What the child, the family and the people around them do well."),
    "own_words": _("What they say of it, in your words: an exact sentence can be known again."),
    "contexts": _("Kinds of places and groups, such as “a park at dusk”; never their names."),
    "tried": _("By whom (kinds of services), and what came of it."),
    "reactions": _("What it does to you. That is part of the work."),
    "hoped_for": _("What would be better in three months?"),
}
OPTIONAL: Final = {
    "gender": Gender.choices,
    "ethnicity": Ethnicity.choices,
    "area_kind": AreaKind.choices,
    "stage": Stage.choices,
}
ROWS: Final = {"key_question": 2, "happening": 8, "told": 2}


class CaseForm(forms.ModelForm[Case]):
    """The whole form; what is needed stands first, and the rest is offered."""

    places = forms.MultipleChoiceField(
        label=_("Where does it happen?"), choices=Setting.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    has_proceedings = forms.TypedChoiceField(
        label=_("Are there live proceedings or an investigation?"),
        choices=[("no", _("No")), ("yes", _("Yes, or I am not sure"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("Then no round is opened before the lead of that case in your organisation has agreed."),
    )

    class Meta:
        model = Case
        fields = (*TEXTS, *CHOSEN)
        labels = {
            "key_question": _("Your question"),
            "happening": _("What is happening?"),
            "told": _("Who knows that you bring it?"),
            "background": _("What came before?"),
            "triggers": _("What sets it off?"),
            "keeps_going": _("What keeps it going?"),
            "strengths": _("What is strong?"),
            "own_words": _("How the child and the family see it"),
            "contexts": _("Peers, places, contexts"),
            "tried": _("What was tried?"),
            "reactions": _("Your own reactions"),
            "hoped_for": _("What do you hope for?"),
            "age_band": _("How old?"),
            "gender": _("Gender"),
            "ethnicity": _("Ethnic group"),
            "area_kind": _("What kind of area?"),
            "stage": _("At what stage?"),
            "urgency": _("How soon?"),
            "basis": _("On what basis do you bring it?"),
        }
        help_texts = HINTS
        widgets = {"basis": forms.RadioSelect, "urgency": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            field = self.fields[name]
            field.required = name in NEEDED
            field.validators.append(MaxLengthValidator(longest(name)))
            field.widget = forms.Textarea(attrs={"rows": ROWS.get(name, 3), "maxlength": longest(name)})
            field.error_messages["required"] = _("Write this; a sentence will do.")
        for name, choices in OPTIONAL.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [("", _("Not said")), *choices]
        # Nothing is chosen at first, and there is no choice for that.
        cast("forms.ChoiceField", self.fields["basis"]).choices = Basis.choices
        if self.instance.pk:
            self.initial["has_proceedings"] = "yes" if self.instance.has_proceedings else "no"

    @property
    def needed(self) -> list[forms.BoundField]:
        """What every case has, in the order in which it is asked."""
        return [self[name] for name in ("key_question", "happening", "age_band", "basis", "told", "has_proceedings")]

    @property
    def offered(self) -> list[forms.BoundField]:
        """Words that help colleagues to help."""
        return [self[name] for name in TEXTS if name not in NEEDED]

    @property
    def ticked(self) -> list[forms.BoundField]:
        return [self[name] for name in ("places", "stage", "urgency", "gender", "ethnicity", "area_kind")]

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CHOSEN}
