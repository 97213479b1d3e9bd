"""Blocks as people read them: one template a kind, from stored data, with nothing asked of the database.

A version is frozen, so what its blocks name (sources, learning cases, files) is handed in beside them instead of looked
up; only files that nobody handed in are looked up one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks

from .media import NAMING, Media, media_of

Block = Mapping[str, Any]


def block_html(
    block: Block,
    *,
    sources: Mapping[str, Mapping[str, str]] | None = None,
    cases: Mapping[str, SafeString] | None = None,
    media: Media | None = None,
) -> SafeString:
    """The reading of one stored block, by `templates/blocks/<type>.html`.

    `sources`: key of a source → its title, publisher, url and licence; `cases`: key of a learning case's page → its
    reading, for those who may read it; `media`: pictures and files. Keys are strings, as JSON keeps them; what is
    missing is left out.
    """
    if media is None:
        media = media_of([block]) if block["type"] in NAMING else Media()
    context = {
        "id": block.get("id") or "",
        "value": block["value"],
        "named": _named(block, sources or {}),
        "case": _case(block, cases or {}),
        "sources": sources,
        "cases": cases,
        "media": media,
        **_file(block, media),
    }
    return mark_safe(render_to_string(f"blocks/{block['type']}.html", context))  # noqa: S308  a template's own escaping


def _named(block: Block, sources: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, str]]:
    value = block["value"]
    if not isinstance(value, Mapping):
        return []
    keys = [str(item["value"]) for item in value.get("sources", ())]
    return [sources[key] for key in keys if key in sources]


def _file(block: Block, media: Media) -> dict[str, Any]:
    """The picture or file that the block is about, and where a film's captions are."""
    name = NAMING.get(block["type"])
    if name is None:
        return {}
    there = media.pictures if name == "image" else media.files
    captions = media.captions.get(str(block.get("id")), "")
    return {"file": there.get(str(block["value"].get(name))), "captions_at": captions}


def _case(block: Block, cases: Mapping[str, SafeString]) -> SafeString | str:
    value = block["value"]
    return cases.get(str(value.get("case")), "") if isinstance(value, Mapping) else ""


class ReadableBlock(blocks.Block):
    """Mixed into a block: it renders by the same template whether it comes from a page or from a frozen version."""

    name: str

    def render(self, value: Any, context: Mapping[str, Any] | None = None) -> SafeString:
        given = context or {}
        stored = {"type": self.name, "id": given.get("id", ""), "value": self.get_prep_value(value)}
        return block_html(stored, sources=given.get("sources"), cases=given.get("cases"), media=given.get("media"))
