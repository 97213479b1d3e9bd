from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .key_point import sources_block
from .option import OptionBlock, options_problem
from .plain import PlainTextBlock
from .readable import ReadableBlock


class QuestionBlock(ReadableBlock, blocks.StructBlock):
    """A quiz question that counts towards the mark."""

    question = PlainTextBlock(label=_("Question"), rows=2)
    options = blocks.ListBlock(
        OptionBlock(),
        label=_("Options"),
        help_text=_("Everybody sees them in another order, so do not write “both of the above”."),
    )
    rationale = PlainTextBlock(
        label=_("The reason"),
        rows=3,
        help_text=_("Shown after the answer, whatever it was: why the right one is right."),
    )
    sources = sources_block()

    class Meta:
        icon = "help"
        label = _("Quiz question")
        description = _("Counts towards the mark. The reason is shown after the answer.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and (problem := options_problem(value["options"])):
            raise blocks.StructBlockValidationError(block_errors={"options": problem})
        return value
