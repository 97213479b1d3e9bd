"""Fields of plain words: markup in them would be shown letter by letter, so it is refused with a sentence."""

from __future__ import annotations

from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class _Plain(blocks.FieldBlock):
    """Mixed into a field: on publication it refuses HTML; a draft keeps whatever was typed."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and nh3.is_html(str(value or "")):
            raise ValidationError(
                _("Write plain words here: readers would see tags such as <b> letter by letter. Take them out.")
            )
        return value


class PlainCharBlock(_Plain, blocks.CharBlock):
    """One line of plain words."""


class PlainTextBlock(_Plain, blocks.TextBlock):
    """Some lines of plain words."""
