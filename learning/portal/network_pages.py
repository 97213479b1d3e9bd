"""What the network says of itself, from its published programme: one page a subject, as an editor would make them.

Sentences of the programme stand as published; introductions and notes are the makers' own, and claim nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.text import slugify

from .models import NewsIndexPage, PartnershipsPage, ProgrammePage, ProjectPage
from .stored_blocks import stored_blocks

if TYPE_CHECKING:
    from learning.modules.models import SubjectHeading

    from .models import NetworkPage

TOP: Final = "network"
PROJECTS: Final = "projects"
TIERS: Final = {
    "Primary prevention": "Before violence happens, for everybody: what keeps people safe and well.",
    "Secondary prevention": "Early, with people for whom the risk has risen.",
    "Tertiary prevention": "After violence: care, safety, and keeping it from happening again.",
}
BENEATH: Final = "What people and places can already do for each other. It carries the three tiers."
RINGS: Final = {
    "Individual": "What one person has lived through, and what they can draw on.",
    "Relationship": "Family, partners, friends, adults who can be trusted.",
    "Community": "Schools, workplaces and neighbourhoods: where relationships happen.",
    "Societal": "Norms, laws and inequalities that make violence more or less likely.",
}
STEPS: Final = {
    "Define the problem": "Who, where, when, and what nobody has counted yet.",
    "Identify risk and protective factors": "What raises the risk, and what lowers it.",
    "Develop and test prevention strategies": "Try with care, and measure honestly.",
    "Assure widespread adoption": "What works reaches everybody it could help.",
}
# To which strand a project belongs by its name; the makers' own reading.
STRANDS: Final = {
    "Leadership and governance": "leadership",
    "Network development": "relationships",
    "Community engagement": "communities",
    "Service mapping": "services",
    "Analysis and evaluation": "data",
    "Service design and implementation": "services",
    "Workforce development": "workforce",
    "Policy integration": "policy",
}
PROJECT_INTRO: Final = "One of the nine projects of the network’s programme."


@dataclass(frozen=True)
class Entry:
    """One page to make: its lasting key, and that of the page above it (empty: the front page)."""

    key: str
    parent: str
    page: NetworkPage


def network_pages(
    programme: Mapping[str, Any], strands: Mapping[str, SubjectHeading], steps: Mapping[int, SubjectHeading]
) -> Iterator[Entry]:
    """All pages, each behind the one above it; `strands` by code and `steps` by number, as far as they are loaded."""
    yield Entry(TOP, "", _network(programme))
    for page in (
        _vision_and_mission(programme),
        _definition(programme),
        _scope(programme),
        _approach(programme),
        _home_office(programme),
        _assessment(programme, steps),
        _strategy(programme, steps),
        _measures(programme),
        _interventions(programme, steps),
        _evaluation(programme, strands),
        _governance(programme, strands),
        _projects(),
    ):
        yield Entry(page.slug, TOP, page)
    for name in programme["projects"]:
        yield Entry(f"project/{slugify(name)}", PROJECTS, _project(name, strands))
    yield Entry("partnerships", TOP, _partnerships(programme))
    yield Entry("news", TOP, _news(programme))


def _network(programme: Mapping[str, Any]) -> ProgrammePage:
    what = programme["what"]
    return ProgrammePage(
        title="The network",
        slug=TOP,
        search_description="Vision and mission, the public-health approach to violence, and how the network is run.",
        intro="Prevention through connection: who we are, what we want, and how we work.",
        body=stored_blocks(
            TOP,
            ("points", {"title": what["title"], "points": what["points"]}),
            ("statement", {"title": "Vision", "text": programme["vision"]}),
        ),
    )


def _vision_and_mission(programme: Mapping[str, Any]) -> ProgrammePage:
    return _page(
        "Vision and mission",
        "Where the network wants to get to, and what it does about it.",
        ("statement", {"title": "Vision", "text": programme["vision"]}),
        ("statement", {"title": "Mission", "text": programme["mission"]}),
    )


def _definition(programme: Mapping[str, Any]) -> ProgrammePage:
    return _page(
        "What we mean by violence",
        "More than what leaves a mark: the definition that the network works by.",
        ("definition", {"title": "The definition", **programme["definition"]}),
    )


def _scope(programme: Mapping[str, Any]) -> ProgrammePage:
    return _page(
        "Where we begin",
        "No network can do everything at once. This is where this one starts, and why it looks further.",
        ("points", {"title": "Scope", "points": programme["scope"]}),
    )


def _approach(programme: Mapping[str, Any]) -> ProgrammePage:
    approach = programme["approach"]
    tiers = [{"title": tier["name"], "note": TIERS.get(tier["name"], "")} for tier in reversed(programme["tiers"])]
    strands = {
        "title": approach["title"],
        "text": "Eight strands hold the work together.",
        "names": approach["strands"],
    }
    steps = {"title": "Four steps", "text": "", "steps": _noted(programme["steps"], STEPS), "numbered": True}
    layers = {
        "title": "Three tiers, and what carries them",
        "text": "",
        "layers": tiers,
        "beneath": {"title": programme["beneath_tiers"], "note": BENEATH},
    }
    rings = {
        "title": "Four rings around a person",
        "text": "The ecological model: nothing about violence lies in one person alone.",
        "rings": _noted(programme["ecological_model"], RINGS),
    }
    return _page(
        "A public-health approach",
        "Violence can be prevented. We look for causes, not only consequences; work early; and learn what helps.",
        ("strands", strands),
        ("text", _ways("strands", "The eight strands, with their modules and cases")),
        ("steps", steps),
        ("text", _ways("steps", "The four steps, with their modules and cases")),
        ("layers", layers),
        ("text", _ways("tiers", "The tiers, with their modules and cases")),
        ("rings", rings),
        ("text", _ways("rings", "The four rings, with their modules and cases")),
    )


def _home_office(programme: Mapping[str, Any]) -> ProgrammePage:
    asked = programme["home_office"]
    conditions = [asked["approach"], asked["interventions_share"], asked["evaluation"]]
    return _page(
        "What the Home Office asks",
        "The products and conditions that are set for a Violence Reduction Unit.",
        ("points", {"title": "Products", "points": asked["products"]}),
        ("points", {"title": "Conditions", "points": conditions}),
    )


def _assessment(programme: Mapping[str, Any], steps: Mapping[int, SubjectHeading]) -> ProgrammePage:
    return _page(
        "Strategic Needs Assessment",
        "The first of the two products: what the problem is, before anything is said about answers.",
        ("points", {"title": "", "points": [programme["home_office"]["products"][0]]}),
        *_to_learn(steps.get(1)),
    )


def _strategy(programme: Mapping[str, Any], steps: Mapping[int, SubjectHeading]) -> ProgrammePage:
    return _page(
        "Response Strategy",
        "The second of the two products: what the network does about what it has found.",
        ("points", {"title": "", "points": [programme["home_office"]["products"][1]]}),
        *_to_learn(steps.get(3)),
    )


def _measures(programme: Mapping[str, Any]) -> ProgrammePage:
    asked = programme["home_office"]
    measures = _noted(asked["success_measures"], {})
    return _page(
        "Measures of success",
        "What is to become less.",
        ("steps", {"title": "Three measures", "text": "", "steps": measures, "numbered": False}),
        ("honesty", {"text": asked["honesty"]}),
    )


def _interventions(programme: Mapping[str, Any], steps: Mapping[int, SubjectHeading]) -> ProgrammePage:
    return _page(
        "Interventions",
        "What is tried with and for people, and what part of the money goes there.",
        ("points", {"title": "", "points": [programme["home_office"]["interventions_share"]]}),
        *_to_learn(steps.get(3)),
    )


def _evaluation(programme: Mapping[str, Any], strands: Mapping[str, SubjectHeading]) -> ProgrammePage:
    asked = programme["home_office"]
    return _page(
        "Evaluation",
        "Somebody else looks at what came of it.",
        ("points", {"title": "", "points": [asked["evaluation"]]}),
        ("honesty", {"text": asked["honesty"]}),
        *_to_learn(strands.get("data")),
    )


def _governance(programme: Mapping[str, Any], strands: Mapping[str, SubjectHeading]) -> ProgrammePage:
    return _page(
        "Governance",
        "Who decides, and whom they answer to.",
        ("statement", {"title": "How the network is governed", "text": programme["governance"]}),
        *_to_learn(strands.get("leadership")),
    )


def _projects() -> ProgrammePage:
    return ProgrammePage(title="Projects", slug=PROJECTS, intro="Nine projects carry the programme.")


def _project(name: str, strands: Mapping[str, SubjectHeading]) -> ProjectPage:
    return ProjectPage(title=name, slug=slugify(name), intro=PROJECT_INTRO, strand=strands.get(STRANDS.get(name, "")))


def _partnerships(programme: Mapping[str, Any]) -> PartnershipsPage:
    said = programme["csps"]
    return PartnershipsPage(
        title="Community Safety Partnerships",
        slug="community-safety-partnerships",
        intro="A partnership is where the services of one place meet: a grouping of places, not an employer.",
        body=stored_blocks("partnerships", ("points", {"title": said["title"], "points": said["points"]})),
    )


def _news(programme: Mapping[str, Any]) -> NewsIndexPage:
    progress = _noted(programme["progress"], {})
    return NewsIndexPage(
        title="Progress and news",
        slug="news",
        intro="How far the programme has come, and what happened when.",
        body=stored_blocks(
            "news", ("steps", {"title": "Progress so far", "text": "", "steps": progress, "numbered": False})
        ),
    )


def _page(title: str, intro: str, *blocks: tuple[str, Any]) -> ProgrammePage:
    slug = {"A public-health approach": "public-health-approach", "What the Home Office asks": "home-office"}.get(
        title, slugify(title)
    )
    return ProgrammePage(title=title, slug=slug, intro=intro, body=stored_blocks(slug, *blocks))


def _to_learn(heading: SubjectHeading | None) -> Iterator[tuple[str, Any]]:
    """The way to a term's modules and cases; nothing where the term is not loaded."""
    if heading is not None:
        yield "subject", {"subject": heading.pk}


def _ways(address: str, words: str) -> str:
    return f'<p><a href="/{address}/">{words}</a></p>'


def _noted(titles: list[str], notes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"title": title, "note": notes.get(title, "")} for title in titles]
