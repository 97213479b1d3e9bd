"""Tags that show stored blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.images.models import Image

from ..readable import block_html

register = template.Library()


@register.simple_tag(takes_context=True)
def read_block(context: Context, block: Mapping[str, Any]) -> SafeString:
    """`{% read_block block %}`: a stored block to read; `sources` and `cases` of the page's context are handed on."""
    return block_html(block, sources=context.get("sources"), cases=context.get("cases"))


@register.simple_tag
def stored_image(key: int | None) -> Image | None:
    """The image of an image block, or nothing once it has been deleted."""
    return Image.objects.filter(pk=key).first()


@register.inclusion_tag("blocks/partials/sources.html")
def named_sources(sources: list[Mapping[str, str]]) -> dict[str, Any]:
    """`{% named_sources named %}`: where a statement comes from, in one line."""
    return {"named": sources}
