from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .check import CheckBlock
from .confidence import ConfidenceBlock
from .document import DocumentBlock
from .example import ExampleBlock
from .image import ImageBlock
from .key_point import KeyPointBlock
from .kinds import MARKED
from .linked_case import LinkedCaseBlock
from .own_words import OwnWordsBlock
from .plain import PlainCharBlock, PlainTextBlock
from .question import QuestionBlock
from .readable import ReadableBlock
from .reflection import ReflectionBlock
from .scenario import ScenarioBlock
from .table import TableBlock
from .team_activity import TeamActivityBlock
from .text import TextBlock
from .true_false import TrueFalseBlock
from .video import VideoBlock

TO_READ = _("To read")
TO_DO = _("To do")


class OtherRouteBlocks(blocks.StreamBlock):
    """What another route can hold: all but quiz questions and confidence, which everybody is asked alike."""

    text = TextBlock(group=TO_READ)
    key_point = KeyPointBlock(group=TO_READ)
    example = ExampleBlock(group=TO_READ)
    image = ImageBlock(group=TO_READ)
    video = VideoBlock(group=TO_READ)
    table = TableBlock(group=TO_READ)
    document = DocumentBlock(group=TO_READ)
    linked_case = LinkedCaseBlock(group=TO_READ)
    team_activity = TeamActivityBlock(group=TO_READ)
    check = CheckBlock(group=TO_DO)
    scenario = ScenarioBlock(group=TO_DO)
    reflection = ReflectionBlock(group=TO_DO)
    own_words = OwnWordsBlock(group=TO_DO)


class SectionBlocks(OtherRouteBlocks):
    """What a section can hold."""

    question = QuestionBlock(group=TO_DO)
    true_false = TrueFalseBlock(group=TO_DO)
    confidence = ConfidenceBlock(group=TO_DO)


class OtherRouteBlock(blocks.StructBlock):
    """Another way through a section, for those who would rather not read the first; absent while it has no blocks."""

    title = PlainCharBlock(label=_("Title"), required=False, max_length=120)
    blocks = OtherRouteBlocks(label=_("Content"), required=False)

    class Meta:
        icon = "resubmit"
        label = _("Another route")
        help_text = _(
            "Teaches the same without what the content note warns of. It earns the same certificate; nobody asks why, "
            "and nobody is told."
        )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value["title"]) != bool(value["blocks"]):
            said = _("Give the other route a title and content, or leave both empty.")
            raise blocks_error("title" if value["blocks"] else "blocks", said)
        return value


def blocks_error(field: str, said: Any) -> blocks.StructBlockValidationError:
    return blocks.StructBlockValidationError(block_errors={field: ValidationError(said)})


class SectionBlock(ReadableBlock, blocks.StructBlock):
    """One section: what fits into one sitting of some minutes."""

    title = PlainCharBlock(label=_("Title"), max_length=120)
    content_note = PlainTextBlock(
        label=_("Content note"),
        required=False,
        rows=2,
        help_text=_("Shown before the section: what is in it, how heavy it is, how long it takes."),
    )
    blocks = SectionBlocks(label=_("Content"))
    alternative = OtherRouteBlock(label=_("Another route"))

    class Meta:
        icon = "list-ol"
        label = _("Section")
        label_format = "{title}"
        description = _("What fits into a few minutes. Learners see one section at a time.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if self.is_deferred_validation or not value["alternative"]["blocks"]:
            return value
        if any(child.block_type in MARKED for child in value["blocks"]):
            said = _("Move the quiz questions to a section without another route: everybody answers the same ones.")
            raise blocks_error("blocks", said)
        if not value["content_note"]:
            raise blocks_error("content_note", _("Say what people would meet here, so that they can choose a route."))
        return value


class BodyBlocks(blocks.StreamBlock):
    """A module's body: sections, one after the other."""

    section = SectionBlock()
