from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .plain import PlainCharBlock
from .readable import ReadableBlock


class ImageBlock(ReadableBlock, blocks.StructBlock):
    """A picture, and what it says to those who do not see it."""

    image = ImageChooserBlock(label=_("Image"))
    alt = PlainCharBlock(
        label=_("What it shows"),
        required=False,
        max_length=240,
        help_text=_("Read aloud instead of the picture: what a person needs to know from it."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decoration only"), required=False, help_text=_("It says nothing that the text does not say.")
    )
    caption = PlainCharBlock(label=_("Caption"), required=False, max_length=240)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A drawing or diagram. No photographs of distress, hoods or knives.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and value.get("image") and not (value["alt"] or value["decorative"]):
            said = _("Say what the image shows, or mark it as decoration only.")
            raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(said)})
        return value
