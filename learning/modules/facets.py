"""By what modules can be narrowed down: every controlled list, how long they take, and free tags.

The name of a facet and the code of a term stand in the address, as in `?tier=primary&level=2`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from .models import HeadingList, ModulePage, ModuleTag, SubjectHeading

MINUTES: Final = "minutes"
TAG: Final = "tag"

# In the order of the page.
NAMES: Final[Mapping[str, str | Promise]] = {
    HeadingList.LEVEL.value: HeadingList.LEVEL.label,
    HeadingList.AUDIENCE.value: HeadingList.AUDIENCE.label,
    MINUTES: _lazy("How long it takes"),
    HeadingList.VIOLENCE.value: HeadingList.VIOLENCE.label,
    HeadingList.LIFE_STAGE.value: HeadingList.LIFE_STAGE.label,
    HeadingList.TIER.value: HeadingList.TIER.label,
    HeadingList.STEP.value: HeadingList.STEP.label,
    HeadingList.ECOLOGICAL_LEVEL.value: HeadingList.ECOLOGICAL_LEVEL.label,
    HeadingList.STRAND.value: HeadingList.STRAND.label,
    HeadingList.PRINCIPLE.value: HeadingList.PRINCIPLE.label,
    TAG: _lazy("Tag"),
}
# The last minute of each band but the longest.
BANDS: Final = (10, 25)
_ONE: Final = {
    HeadingList.TIER: "tier_id",
    HeadingList.STEP: "public_health_step_id",
    HeadingList.ECOLOGICAL_LEVEL: "ecological_level_id",
}
_SEVERAL: Final = {
    HeadingList.AUDIENCE: "audiences",
    HeadingList.STRAND: "strands",
    HeadingList.PRINCIPLE: "principles",
    HeadingList.VIOLENCE: "forms_of_violence",
    HeadingList.LIFE_STAGE: "life_stages",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that can be wished for, by the code that stands in the address."""

    code: str
    title: str
    description: str = ""


Carried = dict[str, set[str]]
"""By the name of a facet, the codes that a module carries."""


@dataclass(frozen=True)
class Facets:
    """All terms by the name of their facet, in order, and what each of some pages carries."""

    terms: Mapping[str, Sequence[Term]]
    carried: Mapping[int, Carried]

    def titles(self, page: ModulePage, name: str) -> list[str]:
        """The terms of one facet that a page carries, in words and in order."""
        codes = self.carried[page.pk].get(name, ())
        return [term.title for term in self.terms[name] if term.code in codes]

    def title_of(self, name: str, code: str) -> str:
        """A term in words; what nobody offers stands as it was written."""
        return next((term.title for term in self.terms[name] if term.code == code), code)


def facets_of(pages: Iterable[ModulePage]) -> Facets:
    """What these pages can be narrowed down by; seven queries, however many pages there are."""
    headings = SubjectHeading.objects.in_bulk()
    carried: dict[int, Carried] = {page.pk: _of_page(page, headings) for page in pages}
    for heading_list, name in _SEVERAL.items():
        rows = getattr(ModulePage, name).through.objects.filter(modulepage__in=carried)
        for page_id, heading_id in rows.values_list("modulepage_id", "subjectheading_id"):
            carried[page_id][heading_list].add(headings[heading_id].slug)
    tags: dict[str, str] = {}
    tagged = ModuleTag.objects.filter(content_object__in=carried)
    for page_id, slug, name in tagged.values_list("content_object_id", "tag__slug", "tag__name"):
        carried[page_id][TAG].add(slug)
        tags[slug] = name
    return Facets(_terms(headings, tags), carried)


def band_of(minutes: int) -> str:
    """The code of the band into which so many minutes fall."""
    return next((_band(longest).code for longest in BANDS if minutes <= longest), _longest_band().code)


def _of_page(page: ModulePage, headings: Mapping[int, SubjectHeading]) -> Carried:
    carried: Carried = defaultdict(set)
    carried[HeadingList.LEVEL] = {str(page.level)}
    carried[MINUTES] = {band_of(page.minutes)}
    for heading_list, name in _ONE.items():
        heading = headings.get(getattr(page, name))
        if heading is not None:
            carried[heading_list] = {heading.slug}
    return carried


def _terms(headings: Mapping[int, SubjectHeading], tags: Mapping[str, str]) -> dict[str, Sequence[Term]]:
    terms: dict[str, list[Term]] = {name: [] for name in NAMES}
    for heading in sorted(headings.values(), key=lambda heading: heading.position):
        terms[heading.list].append(_term(heading))
    terms[MINUTES] = [*map(_band, BANDS), _longest_band()]
    terms[TAG] = [Term(slug, name) for slug, name in sorted(tags.items(), key=lambda tag: slugify(tag[1]))]
    return dict(terms)


def _term(heading: SubjectHeading) -> Term:
    if heading.list == HeadingList.LEVEL:
        return Term(str(heading.position), f"{heading.position} · {heading.title}", heading.description)
    if heading.list == HeadingList.STEP:
        return Term(heading.slug, f"{heading.position} · {heading.title}", heading.description)
    return Term(heading.slug, heading.title, heading.description)


def _band(longest: int) -> Term:
    return Term(f"up-to-{longest}", _("Up to %(minutes)s minutes") % {"minutes": longest})


def _longest_band() -> Term:
    return Term(f"over-{BANDS[-1]}", _("More than %(minutes)s minutes") % {"minutes": BANDS[-1]})
