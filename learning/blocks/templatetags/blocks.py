"""Tags that show stored blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from ..file_kinds import ending
from ..film_address import Film, film_at
from ..readable import block_html

register = template.Library()


@register.simple_tag(takes_context=True)
def read_block(context: Context, block: Mapping[str, Any]) -> SafeString:
    """`{% read_block block %}`: a stored block to read; `sources` and `cases` of the page's context are handed on."""
    return block_html(
        block, sources=context.get("sources"), cases=context.get("cases"), media=context.get("page_media")
    )


@register.simple_tag
def film_elsewhere(link: str) -> Film | None:
    """The film behind the link of a video block, while its host is allowed."""
    return film_at(link)


@register.filter
def stored_day(value: str) -> str:
    """A day as a version keeps it, "2026-03-03", as people read it: 3 March 2026."""
    return date_format(dt.date.fromisoformat(value), "j F Y") if value else ""


@register.simple_tag
def film_kind(name: str) -> str:
    """The media type of a film of our own."""
    return f"video/{ending(name)}"


@register.filter
def rows_with_headings(value: Mapping[str, Any]) -> list[list[dict[str, str]]]:
    """A table's rows as they are read: each cell with the heading of its column."""
    headings = [column["heading"] for column in value["columns"]]
    return [
        [{"heading": heading, "words": words} for heading, words in zip(headings, row["values"], strict=False)]
        for row in value["rows"]
    ]


@register.inclusion_tag("blocks/partials/sources.html")
def named_sources(sources: list[Mapping[str, str]]) -> dict[str, Any]:
    """`{% named_sources named %}`: where a statement comes from, in one line."""
    return {"named": sources}
