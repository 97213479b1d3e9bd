from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .plain import PlainTextBlock
from .readable import ReadableBlock


def sources_block() -> blocks.ListBlock:
    """Where a statement comes from: entries of the list of sources."""
    return blocks.ListBlock(
        SnippetChooserBlock("modules.Source"),
        default=[],
        label=_("Sources"),
        help_text=_("Where this comes from. Without a source it reads as advice from practice."),
    )


class KeyPointBlock(ReadableBlock, blocks.StructBlock):
    """One statement to take away, with its sources."""

    text = PlainTextBlock(label=_("Key point"), rows=3, help_text=_("What the source says, in plain words."))
    sources = sources_block()

    class Meta:
        icon = "key"
        label = _("Key point")
        description = _("One statement to take away, with its source. Key points are public.")
