from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainTextBlock

LEAST_OPTIONS = 2


class OptionBlock(blocks.StructBlock):
    """One possible answer; its stable id is that of its list item."""

    text = PlainTextBlock(label=_("Option"), rows=2)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    why = PlainTextBlock(
        label=_("Why"),
        rows=2,
        required=False,
        help_text=_("Shown once answered: what speaks for it or against it. Kind, and about practice."),
    )

    class Meta:
        icon = "radio-empty"
        label = _("Option")


class ExplainedOptionBlock(OptionBlock):
    """An option that has to give its reason."""

    why = PlainTextBlock(label=_("Why"), rows=2, help_text=_("Shown once answered: what speaks for it or against it."))


def options_problem(options: Any) -> ValidationError | None:
    """What is wrong with the options of a question or check: too few, none right, nothing wrong, or two alike."""
    if len(options) < LEAST_OPTIONS:
        return ValidationError(_("Give at least two options, so that there is something to choose."))
    if not any(option.get("correct") for option in options):
        return ValidationError(_("Mark the right option; mark several if they belong together."))
    if all(option.get("correct") for option in options):
        return ValidationError(_("Every option is marked as right. Leave at least one that is not."))
    texts = [" ".join(str(option.get("text") or "").split()).casefold() for option in options]
    if len(set(texts)) < len(texts):
        return ValidationError(_("Two options read the same. Word them so that people can tell them apart."))
    return None
