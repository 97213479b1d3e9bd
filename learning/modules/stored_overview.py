"""A live module page and everything that its overview is drawn from, in few and narrow questions, compiled once.

The overview is long and seldom changes, so its parts stay in memory, and what is asked at each request is what they
follow from: the page's whole row, its version, its audiences, its sources and what comes before it. Where one of them
differs, in whatever way it was changed and by whichever process, the parts are drawn anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from learning.workforce.compiled import Compiled

from .kept_versions import kept_version
from .models import Module, ModulePage, Source, SubjectHeading

FIELDS = ModulePage._meta.concrete_fields
PLAIN = [one.attname for one in FIELDS if not isinstance(one, StreamField)]
BODIES = [one.attname for one in FIELDS if isinstance(one, StreamField)]
"""Long, and parsed when they are read: the page fetches them where a part is drawn anew."""
MODULE = [one.attname for one in Module._meta.concrete_fields]


@dataclass(frozen=True)
class _Stored:
    """A page as its row stands; two with the same row are the same."""

    row: tuple[Any, ...]
    page: ModulePage = field(compare=False)


def _pages(slug: str) -> QuerySet[ModulePage, Any]:
    bodies = (Cast(name, TextField()) for name in BODIES)
    module = (f"module__{name}" for name in MODULE)
    found = ModulePage.objects.live().filter(slug=slug).order_by("pk")
    return found.values_list(*PLAIN, "module__current_version__content_hash", *module, *bodies)


def _audiences(page: int) -> QuerySet[SubjectHeading, Any]:
    chosen = ModulePage.audiences.through.objects.filter(modulepage_id=page)
    return SubjectHeading.objects.filter(pk__in=chosen.values("subjectheading_id")).values_list("pk", "title")


def _earlier(chosen: Any, page: int) -> QuerySet[Module, Any]:
    keys = chosen.objects.filter(modulepage_id=page).values("module_id")
    return Module.objects.published().with_a_page().filter(pk__in=keys).values_list("retired_on", "slug", "title")


PAGES = Compiled(_pages)
AUDIENCES = Compiled(_audiences)
NEEDED = Compiled(lambda page: _earlier(ModulePage.required_first.through, page))
HELPS = Compiled(lambda page: _earlier(ModulePage.helps_first.through, page))
SOURCES = Compiled(lambda *keys: Source.objects.filter(pk__in=keys).order_by("pk").values_list())


def stored_overview(slug: str, day: dt.date) -> ModulePage | None:
    """The live page at this address, with `drawn_from` for its overview on `day`."""
    for row in PAGES.rows(slug):
        page = _page_of(row)
        if page.url_path.endswith(f"/catalogue/{slug}/"):
            everything = (row, *_around(_Stored(row, page), day))
            page.drawn_from = blake2b(repr(everything).encode()).hexdigest()
            return page
    return None


def _page_of(row: tuple[Any, ...]) -> ModulePage:
    plain, rest = row[: len(PLAIN)], row[len(PLAIN) :]
    content_hash, module_row = rest[0], rest[1 : 1 + len(MODULE)]
    page: ModulePage = ModulePage.from_db(DEFAULT_DB_ALIAS, PLAIN, plain)
    if page.module_id is not None:
        module = Module.from_db(DEFAULT_DB_ALIAS, MODULE, module_row)
        if module.current_version_id is not None:
            module.current_version = kept_version(module.current_version_id, content_hash)
        page.module = module
    return page


def _around(stored: _Stored, day: dt.date) -> tuple[tuple[Any, ...], ...]:
    key = stored.page.pk
    sources = _source_keys(stored)
    return (
        tuple(AUDIENCES.rows(key)),
        tuple(row for row in NEEDED.rows(key) if row[0] is None or row[0] > day),
        tuple(row for row in HELPS.rows(key) if row[0] is None or row[0] > day),
        tuple(SOURCES.rows(*sources)) if sources else (),
    )


@lru_cache(maxsize=200)
def _source_keys(stored: _Stored) -> tuple[int, ...]:
    stored.page.refresh_from_db(fields=BODIES)  # one question instead of one for each
    return tuple(sorted(stored.page.source_keys))
