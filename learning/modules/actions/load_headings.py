"""Bring the controlled lists of a content file; a term that is there stays as somebody has worded it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst

from ..models import HeadingList, Principle, SubjectHeading

AUDIENCES: Mapping[str, str] = {
    "all_staff": "Everybody",
    "first_contact": "First contact",
    "frontline_direct": "Frontline staff",
    "enhanced_roles": "Regular or intense work",
    "specialist_roles": "Specialists",
    "supervisors": "Supervisors",
    "leaders": "Leaders",
    "analysts": "Analysts",
    "place_roles": "People who look after places",
}


def load_headings(taxonomies: Mapping[str, Any], editorial: Mapping[str, Any] | None = None) -> int:
    """Make the terms that are missing; returns how many there are in all.

    `editorial` holds by list and code what the makers say of a term: one sentence, and the introduction of its page.
    """
    there = set(SubjectHeading.objects.values_list("list", "slug"))
    new = [heading for heading in _headings(taxonomies) if (heading.list, heading.slug) not in there]
    said: Mapping[str, Any] = (editorial or {}).get("headings", {})
    for heading in new:
        words = said.get(heading.list, {}).get(heading.slug, {})
        heading.description = heading.description or words.get("description", "")
        heading.introduction = words.get("introduction", "")
    SubjectHeading.objects.bulk_create(new)
    return SubjectHeading.objects.count()


def slug_of(name: str) -> str:
    """The code of a term as addresses have it: "community_capacity" is community-capacity."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _headings(taxonomies: Mapping[str, Any]) -> Iterable[SubjectHeading]:
    for level in taxonomies["levels"]:
        yield _heading(HeadingList.LEVEL, f"level-{level['level']}", level["name"], level["level"], level["who"])
    for step in taxonomies["public_health_steps"]:
        yield _heading(HeadingList.STEP, slug_of(step["name"]), step["name"], step["step"])
    yield from _plain(HeadingList.TIER, taxonomies["tiers"])
    yield from _plain(HeadingList.ECOLOGICAL_LEVEL, taxonomies["ecological_levels"])
    yield from _plain(HeadingList.STRAND, taxonomies["strands"])
    for position, principle in enumerate(Principle, 1):
        yield _heading(HeadingList.PRINCIPLE, principle.value, str(principle.label), position)
    yield from _plain(HeadingList.VIOLENCE, taxonomies["forms_of_violence"])
    yield from _plain(HeadingList.LIFE_STAGE, taxonomies["life_course"])
    yield from _plain(HeadingList.AUDIENCE, taxonomies["audiences"], AUDIENCES)


def _plain(
    heading_list: HeadingList, names: Iterable[str], titles: Mapping[str, str] | None = None
) -> Iterable[SubjectHeading]:
    for position, name in enumerate(names, 1):
        title = (titles or {}).get(name) or capfirst(name.replace("_", " "))
        yield _heading(heading_list, slug_of(name), title, position)


def _heading(heading_list: HeadingList, slug: str, title: str, position: int, description: str = "") -> SubjectHeading:
    return SubjectHeading(list=heading_list, slug=slug, title=title, position=position, description=description)
