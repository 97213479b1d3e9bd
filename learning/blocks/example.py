from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainCharBlock
from .readable import ReadableBlock
from .text import PLAIN_FEATURES


class ExampleBlock(ReadableBlock, blocks.StructBlock):
    """A short story from one service."""

    service = PlainCharBlock(
        label=_("Service"), max_length=60, help_text=_("Whose work it is from: “Fire”, “School”, “Hospital ward”.")
    )
    text = blocks.RichTextBlock(
        label=_("Example"),
        features=PLAIN_FEATURES,
        help_text=_("Invented or agreed; nobody in it may be recognised."),
    )

    class Meta:
        icon = "openquote"
        label = _("Example")
        description = _("A short story from one service, so that people see their own work in it.")
