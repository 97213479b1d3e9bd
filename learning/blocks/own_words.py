from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .key_point import sources_block
from .plain import PlainTextBlock
from .readable import ReadableBlock


class SelfMark(models.TextChoices):
    """What people say of their own answer beside the model answer; kept for them, counted nowhere."""

    SAME = "same", _("Mine says the same, in other words")
    PARTLY = "partly", _("Mine says some of it")
    OTHER = "other", _("Mine says something else")


class OwnWordsBlock(ReadableBlock, blocks.StructBlock):
    """A question that is answered in a few own words and then compared with a model answer, by the learner.

    Finishing takes it, the mark does not: nobody else reads the answer, so nobody else could say that it was right.
    """

    question = PlainTextBlock(label=_("Question"), rows=2, help_text=_("To be answered in one to three sentences."))
    model_answer = PlainTextBlock(
        label=_("Model answer"), rows=3, help_text=_("Shown once people have written theirs; they compare the two.")
    )
    look_for = blocks.ListBlock(
        PlainTextBlock(rows=1),
        default=[],
        label=_("What a good answer has in it"),
        help_text=_("One to four things to look for in one’s own answer."),
        max_num=4,
    )
    sources = sources_block()

    class Meta:
        icon = "form"
        label = _("In your own words")
        description = _(
            "A short answer that people mark themselves against a model answer. Finishing takes it; the mark does not."
        )
