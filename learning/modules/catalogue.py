"""What the catalogue shows for one set of wishes, all of which stand in the address.

A network has tens of modules, so all of them are read at once and counted in memory: a fixed number of queries, and a
count beside each wish that says how many modules would be left.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from learning.workforce.models.level_map import Level

from .models import HeadingList, ModulePage, SubjectHeading
from .search_words import search_words

if TYPE_CHECKING:
    from .models import CataloguePage

LONGEST_SEARCH: Final = 100

# What can be wished for, in the order of the page: the name in the address is that of the list.
LISTS: Final = (
    HeadingList.LEVEL,
    HeadingList.AUDIENCE,
    HeadingList.STRAND,
    HeadingList.TIER,
    HeadingList.STEP,
    HeadingList.PRINCIPLE,
)
_SEVERAL: Final[Mapping[HeadingList, str]] = {
    HeadingList.AUDIENCE: "audiences",
    HeadingList.STRAND: "strands",
    HeadingList.PRINCIPLE: "principles",
}


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for: words, and at most one term of each list, by its slug (a level by its number)."""

    text: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """From an address; what nobody offers there is left out."""
        return cls(
            text=" ".join(query.get("q", "").split())[:LONGEST_SEARCH],
            terms={name.value: term for name in LISTS if (term := query.get(name))},
        )

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.terms

    def address(self, **changes: str) -> str:
        """The end of the address for these wishes with `changes`; an empty term takes a wish back."""
        terms = {**self.terms, **changes}
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name.value, terms[name]) for name in LISTS if terms.get(name)]
        return "?" + urlencode(pairs)


@dataclass(frozen=True, slots=True)
class Choice:
    """One term: how many modules carry it beside all other wishes, and where a click leads."""

    title: str
    description: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The terms of one list that any module carries."""

    name: str
    title: str | Promise
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Card:
    """One module in the catalogue."""

    page: ModulePage
    audiences: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Modules that stand together: those of one level, or without a title those that a search found, best first."""

    title: str
    description: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Catalogue:
    wanted: Wanted
    groups: list[Group]
    lists: list[Choices]
    total: int

    @property
    def cards(self) -> list[Card]:
        return [card for group in self.groups for card in group.cards]

    @property
    def has_more_lists(self) -> bool:
        return any(choices.name != HeadingList.LEVEL.value for choices in self.lists)

    @property
    def narrowed_further(self) -> bool:
        """Whether anything but the level is chosen."""
        return bool(set(self.wanted.terms) - {HeadingList.LEVEL.value})

    def hidden_fields(self) -> Iterable[tuple[str, str]]:
        """What a search has to send along so that it narrows instead of starting afresh."""
        return self.wanted.terms.items()


def catalogue(parent: CataloguePage, wanted: Wanted, day: dt.date) -> Catalogue:
    """The modules below `parent` that are live and not retired on `day`, narrowed by the wishes."""
    offered = ModulePage.objects.child_of(parent).live().public()
    offered = offered.filter(Q(module__retired_on=None) | Q(module__retired_on__gt=day))
    pages = list(offered.defer_streamfields().select_related("module").order_by("level", "path"))
    headings = SubjectHeading.objects.in_bulk()
    terms = _terms_of(pages, headings)
    found = _found(offered, wanted.text) if wanted.text else None
    pool = [page for page in pages if found is None or page.pk in found]
    if found is not None:
        pool.sort(key=lambda page: found[page.pk])
    fitting = [page for page in pool if _fits(terms[page.pk], wanted.terms)]
    audiences = {page.pk: _titles(terms[page.pk].get(HeadingList.AUDIENCE, set()), headings) for page in fitting}
    cards = [Card(page, audiences[page.pk]) for page in fitting]
    groups = _by_level(cards, headings) if found is None else [Group("", "", cards)]
    return Catalogue(
        wanted, [group for group in groups if group.cards], _choices(pool, terms, headings, wanted), len(pages)
    )


def _by_level(cards: list[Card], headings: dict[int, SubjectHeading]) -> list[Group]:
    described = {heading.position: heading for _slug, heading in _of_list(HeadingList.LEVEL, headings)}
    groups = []
    for level, of_level in groupby(cards, key=lambda card: card.page.level):
        heading = described.get(level)
        named = heading.title if heading else Level(level).label
        title = _("Level %(level)s · %(name)s") % {"level": level, "name": named}
        groups.append(Group(title, heading.description if heading else "", list(of_level)))
    return groups


Terms = dict[str, set[str]]


def _terms_of(pages: list[ModulePage], headings: dict[int, SubjectHeading]) -> dict[int, Terms]:
    """By page, the slugs that it carries, by list. One query for each list of several."""
    terms: dict[int, Terms] = {
        page.pk: {
            HeadingList.LEVEL: {str(page.level)},
            HeadingList.TIER: _slugs([page.tier_id], headings),
            HeadingList.STEP: _slugs([page.public_health_step_id], headings),
        }
        for page in pages
    }
    for heading_list, name in _SEVERAL.items():
        rows = getattr(ModulePage, name).through.objects.filter(modulepage__in=terms)
        carried: dict[int, list[int]] = defaultdict(list)
        for page_id, heading_id in rows.values_list("modulepage_id", "subjectheading_id"):
            carried[page_id].append(heading_id)
        for page_id, heading_ids in carried.items():
            terms[page_id][heading_list] = _slugs(heading_ids, headings)
    return terms


def _slugs(heading_ids: Iterable[Any], headings: dict[int, SubjectHeading]) -> set[str]:
    return {headings[heading_id].slug for heading_id in heading_ids if heading_id is not None}


def _titles(slugs: set[str], headings: dict[int, SubjectHeading]) -> list[str]:
    carried = [heading for heading in headings.values() if heading.slug in slugs]
    return [heading.title for heading in sorted(carried, key=lambda heading: heading.position)]


def _found(offered: Any, text: str) -> dict[int, int]:
    """By key of a page that has the words, its rank; the search goes over the offered pages alone."""
    words = search_words(text)
    if not words:
        return {}
    allowed = ModulePage.objects.filter(pk__in=list(offered.values_list("pk", flat=True)))
    return {page.pk: rank for rank, page in enumerate(allowed.defer_streamfields().search(words, operator="and"))}


def _fits(terms: Terms, wanted: Mapping[str, str]) -> bool:
    return all(slug in terms.get(name, ()) for name, slug in wanted.items())


def _choices(
    pool: list[ModulePage], terms: dict[int, Terms], headings: dict[int, SubjectHeading], wanted: Wanted
) -> list[Choices]:
    """For each list the terms that are carried at all, with the count that choosing them would leave."""
    lists = []
    for heading_list in LISTS:
        others = {name: slug for name, slug in wanted.terms.items() if name != heading_list.value}
        counts: dict[str, int] = defaultdict(int)
        for page in pool:
            if _fits(terms[page.pk], others):
                for slug in terms[page.pk].get(heading_list, ()):
                    counts[slug] += 1
        chosen_slug = wanted.terms.get(heading_list.value, "")
        choices = []
        for slug, heading in _of_list(heading_list, headings):
            chosen = slug == chosen_slug
            if counts[slug] or chosen:
                href = wanted.address(**{heading_list.value: "" if chosen else slug})
                choices.append(Choice(_worded(heading), heading.description, counts[slug], chosen, href))
        if choices:
            lists.append(Choices(heading_list.value, heading_list.label, choices))
    return lists


def _of_list(heading_list: HeadingList, headings: dict[int, SubjectHeading]) -> list[tuple[str, SubjectHeading]]:
    """The terms of a list in its order, each with what stands in the address for it."""
    terms = sorted((h for h in headings.values() if h.list == heading_list), key=lambda heading: heading.position)
    by_number = heading_list == HeadingList.LEVEL
    return [(str(heading.position) if by_number else heading.slug, heading) for heading in terms]


def _worded(heading: SubjectHeading) -> str:
    by_number = heading.list in {HeadingList.LEVEL, HeadingList.STEP}
    return f"{heading.position} · {heading.title}" if by_number else heading.title
