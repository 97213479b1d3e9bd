from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainTextBlock
from .readable import ReadableBlock


class ReflectionBlock(ReadableBlock, blocks.StructBlock):
    """A thought to write down, for oneself alone."""

    prompt = PlainTextBlock(label=_("Prompt"), rows=2, help_text=_("Ask about practice, never about people."))
    hint = PlainTextBlock(label=_("Hint"), rows=2, required=False)
    required = blocks.BooleanBlock(
        label=_("Finishing takes it"),
        required=False,
        default=True,
        help_text=_("Written here, or done on paper or with a supervisor: both count."),
    )

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("A thought to write down. Nobody else reads it.")
