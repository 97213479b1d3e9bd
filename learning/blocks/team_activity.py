from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainCharBlock
from .readable import ReadableBlock
from .text import PLAIN_FEATURES


class TeamActivityBlock(ReadableBlock, blocks.StructBlock):
    """Something to do with the team on another day."""

    title = PlainCharBlock(label=_("Title"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240)
    text = blocks.RichTextBlock(
        label=_("What to do"), features=PLAIN_FEATURES, help_text=_("What you need, then step by step.")
    )

    class Meta:
        icon = "group"
        label = _("Team activity")
        description = _("Something to do with the team another day. Its minutes are not counted into the module’s.")
