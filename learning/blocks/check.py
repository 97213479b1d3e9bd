from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .option import ExplainedOptionBlock, options_problem
from .plain import PlainTextBlock
from .readable import ReadableBlock


class CheckBlock(ReadableBlock, blocks.StructBlock):
    """A quick question on the way: never scored, never required, each option says why."""

    question = PlainTextBlock(label=_("Question"), rows=2)
    options = blocks.ListBlock(ExplainedOptionBlock(), label=_("Options"))

    class Meta:
        icon = "tick-inverse"
        label = _("Quick check")
        description = _("A question on the way. It is never scored; each option says why.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and (problem := options_problem(value["options"])):
            raise blocks.StructBlockValidationError(block_errors={"options": problem})
        return value
