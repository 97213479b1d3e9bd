from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainTextBlock
from .readable import ReadableBlock


class LinkedCaseBlock(ReadableBlock, blocks.StructBlock):
    """A learning case that opens inside the module."""

    case = blocks.PageChooserBlock(page_type="cases.LearningCasePage", label=_("Learning case"))
    learning_point = PlainTextBlock(
        label=_("Learning point"), rows=2, help_text=_("What this case teaches here, in one sentence.")
    )
    questions = blocks.ListBlock(PlainTextBlock(rows=2), default=[], label=_("Questions to think about"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Linked case")
        description = _("A learning case that opens inside the module, with what it teaches here.")
