"""The pages of the programme's own terms: its strands, steps, tiers and rings, each with its modules and cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.cases.models import LearningCasePage
from learning.modules.catalogue import Card, Wanted, catalogue
from learning.modules.models import CataloguePage, HeadingList, SubjectHeading

from .blocks import drawn_rings
from .models import ProjectPage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

# The first part of each address.
ADDRESSES: Final[Mapping[str, HeadingList]] = {
    "strands": HeadingList.STRAND,
    "steps": HeadingList.STEP,
    "tiers": HeadingList.TIER,
    "rings": HeadingList.ECOLOGICAL_LEVEL,
}
TITLES: Final[Mapping[HeadingList, str | Promise]] = {
    HeadingList.STRAND: _("Strands of connection"),
    HeadingList.STEP: _("The public-health steps"),
    HeadingList.TIER: _("Tiers of prevention, and what carries them"),
    HeadingList.ECOLOGICAL_LEVEL: _("Rings around a person"),
}
WORDS: Final[Mapping[HeadingList, str | Promise]] = {
    HeadingList.STRAND: _("What holds the network together. Pull at one and the others move."),
    HeadingList.STEP: _("How a public-health approach goes from a worry to something that helps everybody."),
    HeadingList.TIER: _(
        "When prevention happens: before, early or after. All of it stands on what communities can do."
    ),
    HeadingList.ECOLOGICAL_LEVEL: _("The ecological model: nothing about violence lies in one person alone."),
}


class SubjectListConverter:
    """`strands` in an address is the list of strands."""

    regex = "|".join(ADDRESSES)

    def to_python(self, value: str) -> HeadingList:
        return ADDRESSES[value]

    def to_url(self, value: HeadingList | str) -> str:
        return next(address for address, list_ in ADDRESSES.items() if list_ == value)


@dataclass(frozen=True)
class Member:
    """One term as its family shows it."""

    title: str
    description: str
    href: str
    here: bool


@dataclass(frozen=True)
class Family:
    """All terms of a list, as they are drawn: strung on a thread, as numbered knots, as layers or as rings."""

    of: HeadingList
    members: list[Member]

    @property
    def kind(self) -> str:
        return str(self.of.value)

    @property
    def title(self) -> str | Promise:
        return TITLES[self.of]

    @property
    def layers(self) -> list[Member]:
        """From the top; the first tier lies on what carries them all, which is the last of the list."""
        *tiers, beneath = self.members
        return [*reversed(tiers), beneath]

    @property
    def rings(self) -> list[dict[str, Any]]:
        here = {member.title for member in self.members if member.here}
        return [ring | {"here": ring["title"] in here} for ring in drawn_rings([one.title for one in self.members])]


def address_of(heading: SubjectHeading) -> str:
    """Where what carries the term is found: its own page, or the catalogue narrowed down to it."""
    if heading.list in TITLES:
        return reverse("subject", kwargs={"list_": heading.list, "slug": heading.slug})
    if heading.list == HeadingList.LEVEL:
        return reverse("pathway", args=[heading.position])
    return reverse("catalogue") + Wanted(terms={heading.list: heading.slug}).address()


def family_of(list_: HeadingList, here: SubjectHeading | None = None) -> Family:
    """One query."""
    terms = SubjectHeading.objects.filter(list=list_).order_by("position")
    return Family(
        list_,
        [
            Member(
                term.title,
                term.description,
                address_of(term),
                here is not None and term.pk == here.pk,
            )
            for term in terms
        ],
    )


@dataclass(frozen=True)
class Subject:
    """One term with everything that carries it and that this reader may see."""

    heading: SubjectHeading
    cards: list[Card]
    cases: list[LearningCasePage]
    """Cases that carry the term themselves."""
    linked: list[LearningCasePage]
    """Cases that do not, and teach one of the modules."""
    narrow: str
    projects: list[ProjectPage]


def subject_of(heading: SubjectHeading, user: User | AnonymousUser, day: dt.date) -> Subject:
    """What carries the term on `day`; the number of queries does not depend on how much that is."""
    list_ = HeadingList(heading.list)
    wanted = Wanted(terms={list_.value: heading.slug})
    parent = CataloguePage.objects.live().first()
    cards = catalogue(parent, wanted, day).cards if parent else []
    modules = [card.page.module_id for card in cards if card.page.module_id]
    visible = LearningCasePage.objects.visible_to(user, day).order_by("title").prefetch_related("headings")
    own = list(visible.carrying([heading.slug]))
    linked = visible.teaching(modules, day).exclude(pk__in=[case.pk for case in own])
    projects = ProjectPage.objects.live().public().filter(strand=heading).order_by("path")
    return Subject(heading, cards, own, list(linked), reverse("catalogue") + wanted.address(), list(projects))
