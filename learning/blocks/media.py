"""The files that stored blocks name: looked up together, so that a page of many costs no more than a page of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Block = Mapping[str, Any]

RENDITION: Final = "width-900"
NAMING: Final[Mapping[str, str]] = {"image": "image", "video": "file", "document": "document"}
"""Kind of block → the key of its value that names a file."""


@dataclass(frozen=True, slots=True)
class Media:
    """`pictures`, `files`: by the key that a block stores, as text; what was deleted is missing.

    `captions`: id of a video's block → where its captions are; empty where nobody serves them, as in a preview.
    """

    pictures: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)


def media_of(blocks: Iterable[Block], captions: Mapping[str, str] | None = None) -> Media:
    """What these blocks name: one query for pictures (and one for their sizes), one for other files, none for none."""
    named: dict[str, set[int]] = {"image": set(), "file": set()}
    for block in blocks:
        name = NAMING.get(block["type"])
        if name and (key := block["value"].get(name)):
            named["image" if name == "image" else "file"].add(key)
    return Media(_pictures(named["image"]), _files(named["file"]), captions or {})


def _pictures(keys: set[int]) -> dict[str, Any]:
    if not keys:
        return {}
    from wagtail.images.models import Image

    found = Image.objects.filter(pk__in=keys).prefetch_renditions(RENDITION)
    return {str(image.pk): image for image in found}


def _files(keys: set[int]) -> dict[str, Any]:
    if not keys:
        return {}
    from wagtail.documents.models import Document

    return {str(pk): document for pk, document in Document.objects.in_bulk(keys).items()}
