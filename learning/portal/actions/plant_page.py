"""Make a page that comes with the product, once: whatever an editor makes of it stays, and its deletion too."""

from __future__ import annotations

import uuid
from typing import Final, TypeVar

from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

AnyPage = TypeVar("AnyPage", bound=Page)
PLANTED: Final = "portal.planted"
_IDS: Final = uuid.UUID("3d3f6f0e-8a51-4a56-9f0c-2d2f0f7a9b11")


def plant_page(parent: Page | None, page: AnyPage, key: str) -> Page | None:
    """The page of this key, made and published below `parent` the first time.

    Wherever an editor has moved it and whatever it is called now, it is that page; None where it was deleted, or where
    there is nothing to stand below. That a page was made is kept in Wagtail's own log, which outlives the page.
    """
    translation_key = uuid.uuid5(_IDS, f"page/{key}")
    there = Page.objects.filter(translation_key=translation_key).first()
    if there is not None:
        return there
    if parent is None or PageLogEntry.objects.filter(action=PLANTED, data__key=key).exists():
        return None
    same: Page | None = parent.get_children().filter(slug=page.slug).first() if page.slug else None
    if same is not None:
        return same
    page.translation_key = translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
    log(instance=page, action=PLANTED, data={"key": key})
    return page
