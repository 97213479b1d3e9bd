"""What stands on the shelf of the case library for one reader and one set of wishes, all in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.modules.models import HeadingList, SubjectHeading

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from learning.workforce.models import User

    from .models import LearningCasePage
    from .querysets import LearningCaseQuerySet

LONGEST_SEARCH: Final = 100
MOST_WISHES: Final = 12
ON_ONE_PAGE: Final = 24


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for: words, and the slugs of subject headings and tags that must all be there."""

    text: str = ""
    headings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    page: str = "1"

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """From an address, in whatever order it names things; what is too long is cut, what is too much is left out."""
        return cls(
            text=query.get("q", "").strip()[:LONGEST_SEARCH],
            headings=_in_order(query.getlist("heading")),
            tags=_in_order(query.getlist("tag")),
            page=query.get("page", "1")[:6],
        )

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.headings or self.tags)

    @property
    def query(self) -> str:
        """The wishes without the page, as the end of an address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [("heading", slug) for slug in self.headings] + [("tag", slug) for slug in self.tags]
        return "?" + urlencode(pairs)

    def toggled(self, *, heading: str = "", tag: str = "") -> str:
        """The end of the address that adds the wish, or takes it away where it stands."""
        return replace(self, headings=_toggled(self.headings, heading), tags=_toggled(self.tags, tag)).query


def _toggled(there: tuple[str, ...], slug: str) -> tuple[str, ...]:
    if not slug:
        return there
    return tuple(kept for kept in there if kept != slug) if slug in there else _in_order((*there, slug))


def _in_order(slugs: Iterable[str]) -> tuple[str, ...]:
    """Each once and in one order, so that the same wishes have the same address."""
    return tuple(sorted(list(dict.fromkeys(slugs))[:MOST_WISHES]))


@dataclass(frozen=True)
class Choice:
    """One subject heading or tag that can be wished for: how many cases carry it, and where a click leads."""

    title: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True)
class Choices:
    """The choices of one list of headings."""

    title: str | Promise
    choices: list[Choice]

    @property
    def chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Shelf:
    """The cases that fit, and what else could be wished for."""

    wanted: Wanted
    cases: PageOfList[LearningCasePage]
    groups: list[Choices]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for group in self.groups for choice in group.choices if choice.chosen]


def shelf(user: User | AnonymousUser, day: dt.date, wanted: Wanted) -> Shelf:
    """The shelf for this reader on `day`. Counts are of all cases the reader may see, whatever else is wished for."""
    from .models import LearningCasePage

    visible = LearningCasePage.objects.visible_to(user, day)
    fitting = visible.carrying(wanted.headings, wanted.tags)
    if wanted.text:
        found = fitting.matching(wanted.text)
    else:
        found = list(fitting.order_by("title").prefetch_related("headings"))
    cases = Paginator(found, ON_ONE_PAGE).get_page(wanted.page)
    return Shelf(wanted, cases, [*_headings(visible, wanted), *_tags(visible, wanted)])


def _headings(visible: LearningCaseQuerySet, wanted: Wanted) -> list[Choices]:
    """Every subject heading that any of the cases carries, by its list."""
    from .models import LearningCasePage

    carried = LearningCasePage.headings.through.objects.filter(learningcasepage__in=visible.values("pk"))
    counts = dict(carried.values_list("subjectheading").annotate(cases=Count("pk")).order_by())
    lists: dict[str, Choices] = {}
    places = {code: place for place, code in enumerate(HeadingList.values)}
    carried_headings = SubjectHeading.objects.filter(pk__in=counts)
    for heading in sorted(carried_headings, key=lambda heading: (places[heading.list], heading.position)):
        group = lists.setdefault(heading.list, Choices(heading.get_list_display(), []))
        href = wanted.toggled(heading=heading.slug)
        group.choices.append(Choice(heading.title, counts[heading.pk], heading.slug in wanted.headings, href))
    return list(lists.values())


def _tags(visible: LearningCaseQuerySet, wanted: Wanted) -> list[Choices]:
    """Every free tag that any of the cases carries."""
    from .models import LearningCaseTag

    rows = LearningCaseTag.objects.filter(content_object__in=visible.values("pk")).values_list("tag__slug", "tag__name")
    choices = [
        Choice(name, count, slug in wanted.tags, wanted.toggled(tag=slug))
        for slug, name, count in rows.annotate(cases=Count("pk")).order_by("tag__name")
    ]
    return [Choices(_("Tags"), choices)] if choices else []
