"""Factories of the case library. Cases are published by their action, as everywhere."""

import datetime as dt
import json
from typing import Any

from django.core.management import call_command
from wagtail.models import Page

from learning.cases.actions.publish_learning_case import publish_learning_case
from learning.cases.models import AgeBand, CaseLibraryPage, LearningCasePage
from learning.modules.models import SubjectHeading

TODAY = dt.date(2026, 2, 28)


def library() -> CaseLibraryPage:
    """The one library, made at its first use below the root of the site."""
    found = CaseLibraryPage.objects.first()
    if found is None:
        root = Page.objects.get(depth=2)
        found = root.add_child(instance=CaseLibraryPage(title="Learning cases", slug="cases"))
    return found


def stream(kind: str, *values: Any) -> str:
    return json.dumps([{"type": kind, "value": value} for value in values])


def draft(title: str = "The open door", headings: tuple[SubjectHeading, ...] = (), **fields: Any) -> LearningCasePage:
    """A complete, invented case that nobody has published yet."""
    ready: dict[str, Any] = {
        "context": "A young person waited in a corridor.",
        "what_happened": "<p>Somebody asked whether the door should stay open.</p>",
        "analysis": stream("principle", {"principle": "choice", "note": "The door was theirs."}),
        "what_helped": stream("point", "A chair near the door"),
        "learning_points": stream("point", "Ask before you close a door"),
        "questions": stream("point", "Who chooses where people sit?"),
        "content_note": "Waiting and fear.",
        "age_band": AgeBand.FROM_16,
        "sector": "health",
        "is_invented": True,
        "anonymisation_basis": "Invented.",
    }
    case = LearningCasePage(title=title, live=False, **(ready | fields))
    library().add_child(instance=case)
    case.headings = list(headings)
    case.save_revision()
    return case


def published(title: str = "The open door", **fields: Any) -> LearningCasePage:
    return publish_learning_case(draft(title, **fields), TODAY)


def heading(list_: str, slug: str, title: str = "", position: int = 0) -> SubjectHeading:
    found, _made = SubjectHeading.objects.get_or_create(
        slug=slug, defaults={"list": list_, "title": title or slug.capitalize(), "position": position}
    )
    return found


def index_everything() -> None:
    """What the worker does after each change of a page."""
    call_command("update_index", verbosity=0)
