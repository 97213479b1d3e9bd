"""What every form says of an answer that is missing, on the site and in the editor: Django's own words are cold."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

WRITE: Final = _("This needs an answer.")
CHOOSE: Final = _("Choose one.")
CHOOSE_SOME: Final = _("Choose at least one.")
TICK: Final = _("Tick this to go on.")
DAY: Final = _("Give a day, such as 3 March 2026.")
FILE: Final = _("Choose a file.")

_BY_FIELD: Final[tuple[tuple[type[forms.Field], Any], ...]] = (
    (forms.Field, WRITE),
    (forms.ChoiceField, CHOOSE),
    (forms.ModelChoiceField, CHOOSE),
    (forms.MultipleChoiceField, CHOOSE_SOME),
    (forms.ModelMultipleChoiceField, CHOOSE_SOME),
    (forms.BooleanField, TICK),
    (forms.DateField, DAY),
    (forms.FileField, FILE),
)
OF_THE_MISSING: Final = (WRITE, CHOOSE, CHOOSE_SOME, TICK, DAY, FILE)


def say_it_kindly() -> None:
    """Give each kind of field its sentence; a field that has words of its own keeps them. Called once, at the start."""
    for kind, words in _BY_FIELD:
        kind.default_error_messages = {**kind.__dict__.get("default_error_messages", {}), "required": words}
