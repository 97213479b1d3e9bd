"""The learning cases of a content file, as pages of the library with their links to modules."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page

from learning.modules.actions.load_headings import slug_of
from learning.modules.content import marked
from learning.modules.models import HeadingList, Module, SubjectHeading
from learning.workforce.models.organisation import Sector

from ..models import AgeBand, AgencyKind, Audience, CaseLibraryPage, LearningCasePage, ModuleLink
from .link_case_to_module import link_case_to_module
from .publish_learning_case import publish_learning_case

LIBRARY_SLUG: Final = "cases"
INTRO: Final = (
    "Short accounts of practice to learn from together: what happened, what it shows about trauma-informed work, what "
    "helped, and questions for a team."
)

KINDS: Final[dict[str, tuple[str, str]]] = {
    "acute_hospital_trust": ("hospital trust", Sector.HEALTH),
    "adult_social_care": ("adult social care", Sector.LOCAL_GOVERNMENT),
    "ambulance_trust": ("ambulance trust", Sector.HEALTH),
    "appropriate_adult_vcs": ("appropriate adult service", Sector.VCS),
    "childrens_social_care": ("children’s social care", Sector.LOCAL_GOVERNMENT),
    "city_council_education": ("council education service", Sector.LOCAL_GOVERNMENT),
    "county_council": ("county council", Sector.LOCAL_GOVERNMENT),
    "district_council": ("district council", Sector.LOCAL_GOVERNMENT),
    "fire_and_rescue": ("fire and rescue", Sector.FIRE),
    "housing_association": ("housing association", Sector.HOUSING),
    "local_business": ("local businesses", ""),
    "mental_health_trust": ("mental health trust", Sector.HEALTH),
    "police": ("police", Sector.POLICE),
    "probation": ("probation", Sector.JUSTICE),
    "public_health_team": ("public health team", Sector.LOCAL_GOVERNMENT),
    "secondary_school": ("secondary school", Sector.EDUCATION),
    "university": ("university", Sector.EDUCATION),
    "vcs_substance_use": ("substance-use charity", Sector.VCS),
    "vcs_youth": ("youth charity", Sector.VCS),
    "youth_justice": ("youth justice", Sector.JUSTICE),
}
AGE_BANDS: Final = {
    "10-12": AgeBand.FROM_10,
    "13-15": AgeBand.FROM_13,
    "16-17": AgeBand.FROM_16,
    "18-24": AgeBand.FROM_18,
    "13-17 (group)": AgeBand.GROUP,
    "under 25 (counts)": AgeBand.COUNTS,
    "staff": AgeBand.STAFF,
}
# Open to everybody, so that a visitor sees what a learning case is.
OPEN_TO_ALL: Final = frozenset({"CASE01", "CASE03"})

STATEMENTS: Final = {
    "names": "Names",
    "dates": "Dates",
    "place": "Places",
    "age": "Age",
    "rare_combinations": "Rare combinations",
    "status": "Still to do",
}
_IDS: Final = uuid.UUID("7f0d5d9c-5f55-4c4e-9d1e-3a3a0a8f6f5a")


def load_cases(content: Mapping[str, Any], home: Page, day: dt.date, *, live: bool) -> dict[str, int]:
    """Make the library below `home` and its cases, as far as they are missing; returns page ids by the file's ids.

    With `live` each invented case is published, else it is a draft. A case that is there already is left as it is,
    whether an editor has changed it or it was withdrawn.
    """
    library = _library(home)
    kinds = _kinds()
    headings = {(heading.list, heading.slug): heading for heading in SubjectHeading.objects.all()}
    there = dict(LearningCasePage.objects.child_of(library).values_list("slug", "pk"))
    pages: dict[str, int] = {}
    for entry in content["cases"]:
        if entry["slug"] not in there:
            case = _make(entry, library, kinds, headings, content.get("editorial", {}))
            there[entry["slug"]] = (publish_learning_case(case, day) if live else case).pk
        pages[entry["id"]] = there[entry["slug"]]
    return pages


def link_loaded_cases(
    content: Mapping[str, Any], pages: Mapping[str, int], modules: Mapping[str, Module], day: dt.date
) -> int:
    """Link the loaded cases to the loaded modules from `day` on; returns how many links there are now.

    `pages` and `modules` are by the file's ids. A link that there was before stays as it is, also when it has ended.
    """
    cases = LearningCasePage.objects.in_bulk(pages.values())
    before = set(ModuleLink.objects.values_list("case_id", "module_id"))
    for entry in content["cases"]:
        case = cases[pages[entry["id"]]]
        for link in entry["links"]:
            module = modules[link["module"]]
            if (case.pk, module.pk) not in before:
                link_case_to_module(case, module, link["learning_point"], day)
    return ModuleLink.objects.on(day).count()


def _library(home: Page) -> CaseLibraryPage:
    library = CaseLibraryPage.objects.first()
    if library is None:
        library = home.add_child(instance=CaseLibraryPage(title="Learning cases", slug=LIBRARY_SLUG, intro=INTRO))
    return library


def _kinds() -> dict[str, AgencyKind]:
    there = {kind.slug: kind for kind in AgencyKind.objects.all()}
    new = [
        AgencyKind(slug=slug, title=title, sector=sector)
        for slug, (title, sector) in KINDS.items()
        if slug not in there
    ]
    AgencyKind.objects.bulk_create(new)
    return there | {kind.slug: kind for kind in new}


@transaction.atomic
def _make(
    entry: Mapping[str, Any],
    library: CaseLibraryPage,
    kinds: Mapping[str, AgencyKind],
    headings: Mapping[tuple[str, str], SubjectHeading],
    editorial: Mapping[str, Any],
) -> LearningCasePage:
    case = LearningCasePage(
        title=entry["title"],
        slug=entry["slug"],
        context=entry["context"],
        what_happened=f"<p>{escape(entry['what_happened'], quote=False)}</p>",
        analysis=_stream(
            entry,
            "principle",
            (
                {"principle": slug_of(finding["principle"]), "note": finding["note"]}
                for finding in entry["trauma_informed_analysis"]
            ),
        ),
        what_helped=_stream(entry, "point", entry["what_helped"], "helped"),
        learning_points=_stream(entry, "point", entry["learning_points"], "learnt"),
        questions=_stream(entry, "point", entry["discussion_questions"], "asked"),
        content_note=entry["content_note"],
        age_band=AGE_BANDS[entry["age_band"]],
        sector=kinds[entry["originating_org_type"]].sector,
        audience=Audience.PUBLIC if entry["id"] in OPEN_TO_ALL else Audience.NETWORK,
        is_invented=entry["fictional"],
        live=False,
        **_anonymisation(entry),
    )
    library.add_child(instance=case)
    case.agencies = [kinds[kind] for kind in entry["agencies_involved"]]
    case.headings = [headings[list_, slug_of(name)] for list_, name in _carried(entry, editorial)]
    case.save_revision()
    return case


def _anonymisation(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Why nobody can be recognised, as the fields of a case have it."""
    notes = entry["anonymisation"]
    statements = [(STATEMENTS[key], notes[key]) for key in STATEMENTS if notes.get(key)]
    statements.append(("Asked by its reviewers", " ".join(notes["intruder_checklist"])))
    return {
        "anonymisation_basis": notes["basis"][0].upper() + notes["basis"][1:] + ".",
        "anonymisation": _stream(entry, "statement", ({"about": about, "how": how} for about, how in statements)),
    }


def _carried(entry: Mapping[str, Any], editorial: Mapping[str, Any]) -> Iterable[tuple[HeadingList, str]]:
    """The terms by which the case is found, each with its list."""
    yield HeadingList.TIER, entry["tier"]
    yield HeadingList.ECOLOGICAL_LEVEL, entry["ecological_level"]
    for finding in entry["trauma_informed_analysis"]:
        yield HeadingList.PRINCIPLE, finding["principle"]
    for name in marked(editorial, "cases", entry["id"], "forms_of_violence"):
        yield HeadingList.VIOLENCE, name
    stage = editorial.get("life_course_by_age_band", {}).get(entry["age_band"])
    if stage:
        yield HeadingList.LIFE_STAGE, stage


def _stream(entry: Mapping[str, Any], kind: str, values: Iterable[Any], part: str = "") -> list[dict[str, Any]]:
    """Raw blocks of a StreamField; ids depend on the case and the place alone, so loading twice makes the same."""
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(_IDS, f"{entry['id']}/{part or kind}/{at}"))}
        for at, value in enumerate(values)
    ]
