"""Bring the catalogue and the modules of a content file."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Page

from ..body_from_content import IDS, BodyMaker, id_of
from ..content import marked
from ..models import CataloguePage, HeadingList, Module, ModulePage, Source, SubjectHeading
from .load_files import load_files
from .load_headings import slug_of

TITLE = "Catalogue"
SLUG = "catalogue"
INTRO = (
    "Short modules for everybody whose work meets violence and its causes. Anybody may read what a module is about; "
    "to take one, sign in."
)
REVIEWS_TO_COME = (
    "A demonstration module: before live use it needs review by a trainer, by people with lived experience, and for "
    "equality."
)


def load_modules(
    content: Mapping[str, Any],
    home: Page,
    cases: Mapping[str, int],
    *,
    live: bool,
    published_at: dt.datetime | None = None,
) -> dict[str, Module]:
    """Make the catalogue below `home` and its modules, as far as they are missing; returns modules by the file's ids.

    `cases` are page ids by the file's ids; a linked case that is not among them is left out. With `live` each module
    is published (`published_at`, UTC; otherwise now), else it is a draft for trainers. A module that was loaded before
    is left alone, whatever became of its page.
    """
    catalogue = _catalogue(home)
    headings = {(heading.list, heading.slug): heading for heading in SubjectHeading.objects.all()}
    sources = dict(Source.objects.values_list("key", "pk"))
    files = load_files(content)
    editorial = content.get("editorial", {})
    modules: dict[str, Module] = {}
    for entry in content["modules"]:
        key = uuid.uuid5(IDS, entry["id"])
        module = Module.objects.filter(uuid=key).first()
        if module is None:
            with transaction.atomic():
                module = Module.objects.create(uuid=key, title=entry["title"], slug=entry["slug"])
                page = _page(entry, module, BodyMaker(entry, sources, cases, files), headings, sources)
                _mark(page, entry["id"], editorial, headings)
                needed = _needed_first(entry["id"], editorial)
                page.helps_first = [modules[first] for first in entry["prerequisites"] if first not in needed]
                page.required_first = [modules[first] for first in needed]
                catalogue.add_child(instance=page)
                page.tags.add(*marked(editorial, "modules", entry["id"], "tags"))
                revision = page.save_revision()
                if live:
                    page.publish(revision, published_at=published_at)
                    module.refresh_from_db()
        modules[entry["id"]] = module
    return modules


def _catalogue(home: Page) -> CataloguePage:
    catalogue = CataloguePage.objects.first()
    if catalogue is None:
        catalogue = home.add_child(instance=CataloguePage(title=TITLE, slug=SLUG, intro=INTRO))
        catalogue.save_revision().publish()
    return catalogue


def _page(
    entry: Mapping[str, Any],
    module: Module,
    maker: BodyMaker,
    headings: Mapping[tuple[str, str], SubjectHeading],
    sources: Mapping[str, int],
) -> ModulePage:
    steps = {heading.position: heading for heading in headings.values() if heading.list == HeadingList.STEP}
    aid = entry["body"]["job_aid"]
    page = ModulePage(
        translation_key=module.uuid,
        module=module,
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        outcomes=_stream("outcome", entry["learning_outcomes"], entry["id"]),
        level=entry["level"],
        tier=headings[HeadingList.TIER, slug_of(entry["tier"])],
        public_health_step=steps[entry["public_health_step"]],
        ecological_level=headings[HeadingList.ECOLOGICAL_LEVEL, slug_of(entry["ecological_level"])],
        refresh_months=entry["refresh_months"],
        pass_mark_pct=entry["pass_mark_pct"],
        content_note=entry["content_note"],
        body=maker.body(),
        job_aid_title=aid["title"],
        job_aid_points=_stream("point", aid["points"], entry["id"]),
        go_further=_stream(
            "source",
            [{"text": more["text"], "source": sources[more["source"]]} for more in entry["body"]["go_further"]],
            entry["id"],
        ),
        review_note=REVIEWS_TO_COME if entry["status"] == "demo" else "",
        live=False,
    )
    page.strands = [headings[HeadingList.STRAND, slug_of(name)] for name in entry["strands"]]
    page.audiences = [headings[HeadingList.AUDIENCE, slug_of(name)] for name in entry["audience"]]
    page.principles = [headings[HeadingList.PRINCIPLE, slug_of(name)] for name in entry.get("principles", ())]
    return page


def _mark(
    page: ModulePage,
    module_id: str,
    editorial: Mapping[str, Any],
    headings: Mapping[tuple[str, str], SubjectHeading],
) -> None:
    """The lists that the content file says nothing of, by the makers' own reading."""
    forms = marked(editorial, "modules", module_id, "forms_of_violence")
    stages = marked(editorial, "modules", module_id, "life_course")
    page.forms_of_violence = [headings[HeadingList.VIOLENCE, slug_of(name)] for name in forms]
    page.life_stages = [headings[HeadingList.LIFE_STAGE, slug_of(name)] for name in stages]


def _needed_first(module_id: str, editorial: Mapping[str, Any]) -> list[str]:
    needed = editorial.get("modules", {}).get(module_id, {}).get("required_first", [])
    return [one["module"] for one in needed]


def _stream(kind: str, values: list[Any], module_id: str) -> list[dict[str, Any]]:
    return [{"type": kind, "id": id_of(module_id, kind, at), "value": value} for at, value in enumerate(values)]
