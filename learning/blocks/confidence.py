from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .plain import PlainCharBlock, PlainTextBlock
from .readable import ReadableBlock


class Moment(models.TextChoices):
    """When a confidence question is asked; the two answers are compared, for everybody together."""

    BEFORE = "before", _("At the start")
    AFTER = "after", _("At the end")


class ConfidenceBlock(ReadableBlock, blocks.StructBlock):
    """How sure somebody feels of a statement, before and after."""

    about = PlainCharBlock(
        label=_("About"), max_length=80, help_text=_("The same words at the start and at the end: they are a pair.")
    )
    statement = PlainTextBlock(label=_("Statement"), rows=2, help_text=_("“I can …”"))
    moment = blocks.ChoiceBlock(label=_("Asked"), choices=Moment.choices, default=Moment.BEFORE)

    class Meta:
        icon = "sliders"
        label = _("Confidence")
        description = _("How sure people feel, asked at the start and again at the end. Never required.")
