from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .key_point import sources_block
from .plain import PlainTextBlock
from .readable import ReadableBlock


class Verdict(models.TextChoices):
    """What a statement can be; also the ids of the two answers."""

    TRUE = "true", _("True")
    FALSE = "false", _("False")


class TrueFalseBlock(ReadableBlock, blocks.StructBlock):
    """A statement that is true or false; it counts towards the mark like any quiz question."""

    statement = PlainTextBlock(
        label=_("Statement"), rows=2, help_text=_("One thought, and no “not”: people should trip over nothing.")
    )
    answer = blocks.ChoiceBlock(
        label=_("It is"), choices=Verdict.choices, default="", help_text=_("Without this nobody can get it right.")
    )
    rationale = PlainTextBlock(
        label=_("The reason"), rows=3, help_text=_("Shown after the answer, whatever it was: why it is so.")
    )
    sources = sources_block()

    class Meta:
        icon = "tick-inverse"
        label = _("True or false")
        description = _("Counts towards the mark. For a belief that many hold, and what is known about it.")
