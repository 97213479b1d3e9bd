"""The parts of a section that are only read, as everybody reads them: kept by version, since a version is frozen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString

from learning.blocks.kept import Kept
from learning.blocks.media import Media
from learning.blocks.readable import Block, block_html
from learning.modules.models import ModuleVersion

KEPT = frozenset({"text", "key_point", "example", "table", "team_activity", "linked_case"})
"""Kinds whose reading follows from the version and, for a linked case, its drawing; files are as they are today."""
LOOKED_UP = ("linktype=", "<embed")
"""Rich text that points at a page, a document or a picture asks where that stands now."""
PIECES = Kept(4000)


def reading_of(
    version: ModuleVersion, block: Block, cases: Mapping[str, SafeString], media: Media | None = None
) -> SafeString:
    """The reading of one block of a version; `cases` and `media` as in `block_html`."""

    def made() -> SafeString:
        return block_html(block, sources=version.sources, cases=cases, media=media)

    if block["type"] not in KEPT or _looks_something_up(block["value"]):
        return made()
    case = cases.get(str(block["value"].get("case"))) if block["type"] == "linked_case" else None
    return PIECES.get_or_make((version.pk, version.content_hash, block["id"], case), made)


def _looks_something_up(value: object) -> bool:
    if isinstance(value, str):
        return any(sign in value for sign in LOOKED_UP)
    if isinstance(value, Mapping):
        return any(_looks_something_up(part) for part in value.values())
    return isinstance(value, list) and any(_looks_something_up(part) for part in value)
