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
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.models import PageViewRestriction

from learning.workforce.compiled import Compiled

from .kept_versions import kept_version
from .models import Module, ModulePage, Source, SubjectHeading
from .overview import by_need

Rows = tuple[tuple[Any, ...], ...]

FIELDS = ModulePage._meta.concrete_fields
PLAIN = [one.attname for one in FIELDS if not isinstance(one, StreamField)]
BODIES = [one.attname for one in FIELDS if isinstance(one, StreamField)]
"""Long, and parsed when they are read: the page fetches them where a part is drawn anew."""
MODULE = [one.attname for one in Module._meta.concrete_fields]
EARLIER_COLUMNS = ("id", "slug", "title", "retired_on")
"""In the order of the model's fields, as `from_db` reads them."""
SOURCE = [one.attname for one in Source._meta.concrete_fields]


@dataclass(frozen=True)
class Around:
    """What an overview says beside the fields of its page, as it was fetched with the page."""

    drawn_from: str
    """The hash of all that the overview follows from."""
    audience_rows: Rows
    earlier_rows: Rows
    source_rows: Rows

    def audiences(self) -> list[SubjectHeading]:
        return [SubjectHeading.from_db(DEFAULT_DB_ALIAS, ("id", "title"), row) for row in self.audience_rows]

    def earlier(self) -> dict[bool, list[Module]]:
        """What comes before the module: what is needed (True), what helps (False)."""
        return by_need(
            (Module.from_db(DEFAULT_DB_ALIAS, EARLIER_COLUMNS, row[:-1]), row[-1]) for row in self.earlier_rows
        )

    def sources(self) -> dict[str, dict[str, str]]:
        """As `ModulePage.sources`."""
        found = (Source.from_db(DEFAULT_DB_ALIAS, SOURCE, row) for row in self.source_rows)
        return {str(source.pk): source.as_frozen() for source in found}


@dataclass(frozen=True)
class _Stored:
    """A page as its row stands; two with the same row are the same."""

    row: tuple[Any, ...]
    page: ModulePage = field(compare=False)


def _pages(slug: str) -> QuerySet[ModulePage, Any]:
    bodies = (Cast(name, TextField()) for name in BODIES)
    module = (f"module__{name}" for name in MODULE)
    any_restriction = Exists(PageViewRestriction.objects.all())
    found = ModulePage.objects.live().filter(slug=slug).annotate(any_restriction=any_restriction).order_by("pk")
    return found.values_list(*PLAIN, "any_restriction", "module__current_version__content_hash", *module, *bodies)


def _audiences(page: int) -> QuerySet[SubjectHeading, Any]:
    chosen = ModulePage.audiences.through.objects.filter(modulepage_id=page)
    return SubjectHeading.objects.filter(pk__in=chosen.values("subjectheading_id")).values_list("id", "title")


def _earlier(page: int) -> QuerySet[Module, Any]:
    """What is needed first and what helps, in one question; what is needed is not advice as well."""
    needed = ModulePage.required_first.through.objects.filter(modulepage_id=page).values("module_id")
    helping = ModulePage.helps_first.through.objects.filter(modulepage_id=page).values("module_id")
    is_needed = Exists(needed.filter(module_id=OuterRef("pk")))
    named = Module.objects.filter(Q(pk__in=needed) | Q(pk__in=helping)).published().with_a_public_page()
    return named.annotate(is_needed=is_needed).values_list(*EARLIER_COLUMNS, "is_needed")


PAGES = Compiled(_pages)
AUDIENCES = Compiled(_audiences)
EARLIER = Compiled(_earlier)
SOURCES = Compiled(lambda *keys: Source.objects.filter(pk__in=keys).order_by("pk").values_list(*SOURCE))


def stored_overview(slug: str, day: dt.date) -> ModulePage | None:
    """The live page at this address, with what is `around` it for its overview on `day`."""
    for row in PAGES.rows(slug):
        page = _page_of(row)
        if page.url_path.endswith(f"/catalogue/{slug}/"):
            page.around = _around(_Stored(row, page), day)
            return page
    return None


def _page_of(row: tuple[Any, ...]) -> ModulePage:
    plain, rest = row[: len(PLAIN)], row[len(PLAIN) :]
    any_restriction, content_hash, *module_row = rest[: 2 + len(MODULE)]
    page: ModulePage = ModulePage.from_db(DEFAULT_DB_ALIAS, PLAIN, plain)
    page.is_for_everybody = not any_restriction
    if page.module_id is not None:
        module = Module.from_db(DEFAULT_DB_ALIAS, MODULE, module_row)
        if module.current_version_id is not None:
            module.current_version = kept_version(module.current_version_id, content_hash)
        page.module = module
    return page


def _around(stored: _Stored, day: dt.date) -> Around:
    key = stored.page.pk
    keys = _source_keys(stored)
    audiences = tuple(AUDIENCES.rows(key))
    earlier = tuple(row for row in EARLIER.rows(key) if row[3] is None or row[3] > day)
    sources = tuple(SOURCES.rows(*keys)) if keys else ()
    drawn_from = blake2b(repr((stored.row, audiences, earlier, sources)).encode()).hexdigest()
    return Around(drawn_from, audiences, earlier, sources)


@lru_cache(maxsize=200)
def _source_keys(stored: _Stored) -> tuple[int, ...]:
    stored.page.refresh_from_db(fields=BODIES)  # one question instead of one for each
    return tuple(sorted(stored.page.source_keys))
