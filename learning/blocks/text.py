from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .readable import ReadableBlock

# The reader's page has the section's title as its first heading, so text begins at the second.
FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link"]
PLAIN_FEATURES = ["bold", "italic", "ul", "ol", "link"]


class TextBlock(ReadableBlock, blocks.RichTextBlock):
    """Paragraphs, lists and small headings."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FEATURES} | kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and small headings. Short ones: people read this on a phone.")
