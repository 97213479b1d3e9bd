"""What the author of a case says of recommendations: whether they take each up, and later what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..actions.answer_recommendations import Decided
from ..actions.follow_case_up import Followed, LookedBack
from ..models import Decision, Recommendation
from ..models.decision import Choice
from ..models.follow_up import Extent, Outcome
from ..words import LONGEST_WORD
from .word import screened_or_told


def _radio(label: Any, choices: list[tuple[str, Any]], required: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": required}
    )


def _one_of_three(of: str) -> str:
    """What is missing, so that it is understood where several are missing."""
    return _("Choose one of the three for “%(what)s”.") % {"what": Truncator(of).words(6)}


def _words(label: Any, hint: Any = "", rows: int = 2, *, depends: bool = True) -> forms.CharField:
    field = forms.CharField(
        label=label, help_text=hint, required=False, max_length=LONGEST_WORD, widget=forms.Textarea({"rows": rows})
    )
    field.depends = depends  # type: ignore[attr-defined]  # for the template of one field
    return field


class _OfEach(forms.Form):
    """A choice and words for each of several things, by the key of each."""

    use_required_attribute = False
    plain = ""
    """The choice that needs no words."""
    keeps_plain_words = False

    def words_of(self, key: int) -> str:
        words: str = self.cleaned_data.get(f"words_{key}", "")
        return words

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in [name for name in self.fields if name.startswith("words_")]:
            choice = given.get(name.replace("words_", "choice_"))
            is_needed = bool(choice) and choice != self.plain
            if choice == self.plain and not self.keeps_plain_words:
                given[name] = ""
            elif given.get(name) or is_needed:
                self._screen(given, name, is_needed=is_needed)
        return given

    def _screen(self, given: dict[str, Any], name: str, *, is_needed: bool) -> None:
        if is_needed and not given.get(name):
            self.add_error(name, _("Write a few words, so that it is understood."))
            return
        try:
            given[name] = screened_or_told(given[name], is_needed=is_needed)
        except ValidationError as told:
            self.add_error(name, told)


class AnswersForm(_OfEach):
    """Accept, adapt or decline each recommendation of a round."""

    plain = Choice.ACCEPT

    def __init__(self, *args: Any, asked: Iterable[Recommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        choices = [
            (Choice.ACCEPT.value, _("I take it up as it is")),
            (Choice.ADAPT.value, _("I do something like it")),
            (Choice.DECLINE.value, _("I do not take it up")),
        ]
        for one in self.asked:
            self.fields[f"choice_{one.pk}"] = _radio(_("What do you do with it?"), choices, _one_of_three(one.action))
            self.fields[f"words_{one.pk}"] = _words(
                _("What do you do instead, or why not?"), _("Needed unless you take it up as it is.")
            )

    @property
    def rows(self) -> list[tuple[Recommendation, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"choice_{one.pk}"], self[f"words_{one.pk}"]) for one in self.asked]

    @property
    def decided(self) -> dict[int, Decided]:
        return {
            one.pk: Decided(Choice(self.cleaned_data[f"choice_{one.pk}"]), self.words_of(one.pk)) for one in self.asked
        }


class FollowUpForm(_OfEach):
    """How far each thing was done that was taken up, how it is now, and what was learnt."""

    plain = Extent.DONE
    keeps_plain_words = True

    def __init__(self, *args: Any, asked: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        for one in self.asked:
            self.fields[f"choice_{one.pk}"] = _radio(
                _("How far was it done?"), list(Extent.choices), _one_of_three(one.recommendation.action)
            )
            self.fields[f"words_{one.pk}"] = _words(
                _("What stood in the way, or helped?"), _("Needed unless it was done.")
            )
        self.fields["outcome"] = _radio(
            _("How is it now, all in all?"), list(Outcome.choices), _("Choose one. That you do not know is an answer.")
        )
        self.fields["learnt"] = _words(
            _("What did you learn?"), _("Write about practice, not people."), rows=3, depends=False
        )

    @property
    def rows(self) -> list[tuple[Decision, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"choice_{one.pk}"], self[f"words_{one.pk}"]) for one in self.asked]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self["outcome"], self["learnt"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("learnt"):
            self._screen(given, "learnt", is_needed=False)
        return given

    def looked_back(self, weeks: int) -> LookedBack:
        given = self.cleaned_data
        followed = {one.pk: Followed(Extent(given[f"choice_{one.pk}"]), self.words_of(one.pk)) for one in self.asked}
        return LookedBack(weeks, Outcome(given["outcome"]), given["learnt"], followed)
