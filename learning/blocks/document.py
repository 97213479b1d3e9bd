from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .plain import PlainCharBlock, PlainTextBlock
from .readable import ReadableBlock


class DocumentBlock(ReadableBlock, blocks.StructBlock):
    """A file to take away."""

    document = DocumentChooserBlock(
        label=_("File"),
        help_text=_("PDF, or a file of Word, Excel, PowerPoint or OpenDocument. Make it accessible first."),
    )
    title = PlainCharBlock(label=_("What it is called"), max_length=120)
    about = PlainTextBlock(
        label=_("What it is for"),
        rows=2,
        help_text=_(
            "So that people need not open it to know. Nothing that finishing takes may stand in the file alone."
        ),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download and keep. Its kind and size are said beside it.")
