"""What the small forms of the player may send; everything is bounded here before anything reads it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from learning.deidentification.resolution import Answers, read_answers
from learning.records.actions.lock_attempt import LARGEST_SEQUENCE
from learning.records.written import LONGEST_NOTE

LONGEST_ID = 64
MOST_OPTIONS = 30
LONGEST_WALK_TEXT = 20_000


class _Ids(forms.Field):
    """Ids sent one by one under one name."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        ids = [str(item) for item in value or ()]
        if len(ids) > MOST_OPTIONS or any(len(item) > LONGEST_ID for item in ids):
            raise forms.ValidationError("too many or too long")
        return ids


class MeantForm(forms.Form):
    """Which attempt the page showed, and whether this only hands in what waited on a device."""

    attempt = forms.UUIDField(required=False)
    handed_in = forms.BooleanField(required=False)


class SentForm(MeantForm):
    """When the device says that it was answered; empty without a script: then it is the moment of receipt."""

    sequence = forms.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE, required=False)


class AnswerForm(SentForm):
    """A question or check: the options; a scenario: the way so far, the next choice, and where to go."""

    key = forms.UUIDField(required=False)
    option = _Ids(required=False)
    walked = forms.CharField(required=False, max_length=LONGEST_WALK_TEXT)
    choice = forms.CharField(required=False, max_length=LONGEST_ID)
    go = forms.ChoiceField(choices=[("on", "on"), ("back", "back"), ("again", "again")], required=False)

    def the_key(self) -> uuid.UUID:
        key: uuid.UUID | None = self.cleaned_data["key"]
        return key or uuid.uuid4()

    def moves(self) -> bool:
        """Whether a scenario's form says where to go."""
        return bool(self.cleaned_data["choice"]) or self.cleaned_data["go"] in {"back", "again"}

    def way(self) -> list[str]:
        """The choices of a scenario after this step."""
        so_far: list[str] = self.cleaned_data["walked"].split()
        if self.cleaned_data["go"] == "again":
            return []
        if self.cleaned_data["go"] == "back":
            return so_far[:-1]
        choice = self.cleaned_data["choice"]
        return [*so_far, choice] if choice else so_far


class ReflectionForm(SentForm):
    """What somebody wrote for themselves. What the screening asked is read from beside it, by `answered`."""

    text = forms.CharField(required=False, max_length=LONGEST_NOTE, strip=False)
    elsewhere = forms.BooleanField(required=False)


def answered(data: Mapping[str, str]) -> Answers:
    """The writer's answers to the screening: the suggestion, words of their own, or a reason why it names nobody.

    `how-<n>` says which of the three is meant, so that plain radio buttons can ask; words typed beside a button that
    was forgotten count before the suggestion. See `deidentification.resolution` for the fields.
    """
    plain = dict(data.items())
    for name, how in data.items():
        number = name.removeprefix("how-")
        if name == number or not number.isdigit():
            continue
        own, reason = data.get(f"replace-{number}", "").strip(), data.get(f"keep-{number}", "").strip()
        if how == "keep":
            own = ""
        elif how == "own" or own:
            reason = ""
        elif not reason:
            own = data.get(f"suggestion-{number}", "")
        plain[f"replace-{number}"], plain[f"keep-{number}"] = own, reason
    return read_answers(plain)


class RatingForm(SentForm):
    value = forms.IntegerField(min_value=1, max_value=5)


class PauseForm(SentForm):
    place = forms.CharField(max_length=LONGEST_ID)


class RouteForm(forms.Form):
    other = forms.BooleanField(required=False)
