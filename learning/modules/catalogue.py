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

from .facets import NAMES, Carried, Facets, facets_of
from .models import HeadingList, ModulePage
from .search_words import search_words

if TYPE_CHECKING:
    from .models import CataloguePage

LONGEST_SEARCH: Final = 100
LONGEST_TERM: Final = 100
LEVEL: Final = HeadingList.LEVEL.value


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for: words, and at most one term of each facet, by its code."""

    text: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """From an address, in whatever order it names things; what nobody offers there is left out."""
        return cls(
            text=" ".join(query.get("q", "").split())[:LONGEST_SEARCH],
            terms={name: term[:LONGEST_TERM] for name in NAMES if (term := query.get(name))},
        )

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.terms

    def address(self, **changes: str) -> str:
        """The end of the one address for these wishes with `changes`; an empty term takes a wish back.

        "?" for no wish at all: a link to nothing would stay on the page as it is.
        """
        text = changes.pop("q", self.text)
        terms = {**self.terms, **changes}
        pairs = [("q", text)] if text else []
        pairs += [(name, terms[name]) for name in NAMES if terms.get(name)]
        return "?" + urlencode(pairs)


@dataclass(frozen=True, slots=True)
class Choice:
    """One term: how many modules carry it beside all other wishes, and where a click leads."""

    code: str
    title: str
    description: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The terms of one facet that any module carries."""

    name: str
    title: str | Promise
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish that was made: in words, where taking it back leads, and how many modules there are without it."""

    title: str
    without: str
    count: int


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
    wishes: list[Wish]
    total: int

    @property
    def cards(self) -> list[Card]:
        return [card for group in self.groups for card in group.cards]

    @property
    def levels(self) -> Choices | None:
        return next((choices for choices in self.lists if choices.name == LEVEL), None)

    @property
    def more_lists(self) -> list[Choices]:
        return [choices for choices in self.lists if choices.name != LEVEL]

    @property
    def narrowed_further(self) -> bool:
        """Whether anything but the level is chosen."""
        return bool(set(self.wanted.terms) - {LEVEL})

    def hidden_fields(self) -> Iterable[tuple[str, str]]:
        """What a search has to send along so that it narrows instead of starting afresh."""
        return self.wanted.terms.items()


def catalogue(parent: CataloguePage, wanted: Wanted, day: dt.date) -> Catalogue:
    """The modules below `parent` that are live and not retired on `day`, narrowed by the wishes."""
    offered = ModulePage.objects.child_of(parent).live().public()
    offered = offered.filter(Q(module__retired_on=None) | Q(module__retired_on__gt=day))
    pages = list(offered.defer_streamfields().select_related("module").order_by("level", "path"))
    facets = facets_of(pages)
    pool = _found(offered, pages, wanted.text) if wanted.text else pages
    fitting = [page for page in pool if _fits(facets.carried[page.pk], wanted.terms)]
    cards = [Card(page, facets.titles(page, HeadingList.AUDIENCE)) for page in fitting]
    groups = [Group("", "", cards)] if wanted.text else _by_level(cards, facets)
    return Catalogue(
        wanted,
        [group for group in groups if group.cards],
        _choices(pool, facets, wanted),
        _wishes(pages, pool, facets, wanted),
        len(pages),
    )


def _by_level(cards: list[Card], facets: Facets) -> list[Group]:
    described = {term.code: term for term in facets.terms[LEVEL]}
    groups = []
    for level, of_level in groupby(cards, key=lambda card: card.page.level):
        term = described.get(str(level))
        named = term.title if term else f"{level} · {Level(level).label}"
        title = _("Level %(name)s") % {"name": named}
        groups.append(Group(title, term.description if term else "", list(of_level)))
    return groups


def _found(offered: Any, pages: list[ModulePage], text: str) -> list[ModulePage]:
    """The pages that have all the words: those with them in the title first, then in the summary, then by level.

    The search goes over the offered pages alone. Databases rank differently; this order is the same on all of them.
    """
    words = search_words(text)
    if not words:
        return []
    allowed = ModulePage.objects.filter(pk__in=list(offered.values_list("pk", flat=True)))
    found = {page.pk for page in allowed.defer_streamfields().search(words, operator="and")}
    asked = words.casefold().split()

    def place(page: ModulePage) -> int:
        title, summary = page.title.casefold(), page.summary.casefold()
        return 0 if all(word in title for word in asked) else 1 if all(word in summary for word in asked) else 2

    return sorted((page for page in pages if page.pk in found), key=place)


def _fits(carried: Carried, wanted: Mapping[str, str]) -> bool:
    return all(code in carried.get(name, ()) for name, code in wanted.items())


def _choices(pool: list[ModulePage], facets: Facets, wanted: Wanted) -> list[Choices]:
    """For each facet the terms that are carried at all, with the count that choosing them would leave."""
    lists = []
    for name, title in NAMES.items():
        others = {other: code for other, code in wanted.terms.items() if other != name}
        counts: dict[str, int] = defaultdict(int)
        for page in pool:
            if _fits(facets.carried[page.pk], others):
                for code in facets.carried[page.pk].get(name, ()):
                    counts[code] += 1
        chosen_code = wanted.terms.get(name, "")
        choices = []
        for term in facets.terms[name]:
            chosen = term.code == chosen_code
            if counts[term.code] or chosen:
                href = wanted.address(**{name: "" if chosen else term.code})
                choices.append(Choice(term.code, term.title, term.description, counts[term.code], chosen, href))
        if choices:
            lists.append(Choices(name, title, choices))
    return lists


def _wishes(pages: list[ModulePage], pool: list[ModulePage], facets: Facets, wanted: Wanted) -> list[Wish]:
    wishes = []
    if wanted.text:
        count = sum(_fits(facets.carried[page.pk], wanted.terms) for page in pages)
        wishes.append(Wish(_("“%(words)s”") % {"words": wanted.text}, wanted.address(q=""), count))
    for name, code in wanted.terms.items():
        others = {other: kept for other, kept in wanted.terms.items() if other != name}
        count = sum(_fits(facets.carried[page.pk], others) for page in pool)
        title = _("%(list)s: %(term)s") % {"list": NAMES[name], "term": facets.title_of(name, code)}
        wishes.append(Wish(title, wanted.address(**{name: ""}), count))
    return wishes
