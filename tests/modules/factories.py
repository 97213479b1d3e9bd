"""Pages of the catalogue as trainers make them, and the people who may."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from learning.modules.actions.grant_editing import TRAINERS, grant_editing
from learning.modules.actions.set_up_review import name_reviewers, set_up_review
from learning.modules.groups import REVIEWERS
from learning.modules.models import REVIEWS, CataloguePage, HeadingList, ModulePage, Source, SubjectHeading
from learning.workforce.models import Role, User
from tests.workforce.factories import RoleAssignmentFactory

from . import bodies


def trainer() -> User:
    """A login that holds the role of a trainer and stands in the editor's group."""
    user: User = RoleAssignmentFactory(role=Role.TRAINER).user
    catalogue_page()
    trainers, _administrators = grant_editing()
    assert trainers.name == TRAINERS
    user.groups.add(trainers)
    return user


def publisher() -> User:
    """An administrator: the one login that publishes without a review."""
    user: User = RoleAssignmentFactory(administrator=True).user
    catalogue_page()
    _trainers, administrators = grant_editing()
    user.groups.add(administrators)
    return user


def reviewers() -> tuple[User, User, User, User]:
    """Peer, lived experience, information governance, and the deputy of all three, named for the review."""
    catalogue_page()
    set_up_review()
    peer, deputy = trainer(), trainer()
    lived = RoleAssignmentFactory(role=Role.LIVED_EXPERIENCE).user
    governance = RoleAssignmentFactory(role=Role.IG_LEAD).user
    for user in (lived, governance):
        user.groups.add(Group.objects.get(name=REVIEWERS))
    for kind, user in zip(REVIEWS, (peer, lived, governance), strict=True):
        name_reviewers(kind, user, deputy)
    return peer, lived, governance, deputy


def catalogue_page() -> CataloguePage:
    there = CataloguePage.objects.first()
    if there:
        return there
    home = Site.objects.get(is_default_site=True).root_page
    page = home.add_child(instance=CataloguePage(title="Catalogue", slug="catalogue", intro="Short modules."))
    page.save_revision().publish()
    return page


def heading(list_: HeadingList, slug: str, **fields: Any) -> SubjectHeading:
    title = slug.replace("-", " ").capitalize()
    made, _created = SubjectHeading.objects.get_or_create(slug=slug, defaults={"list": list_, "title": title} | fields)
    return made


def source(key: str = "ohid") -> Source:
    made, _created = Source.objects.get_or_create(
        key=key,
        defaults={"title": "A definition", "publisher": "OHID", "url": "https://example.org/d", "licence": "OGL v3"},
    )
    return made


def module_page(title: str = "Trauma and violence", slug: str = "", **fields: Any) -> ModulePage:
    """A draft below the catalogue, complete enough to publish."""
    several = {
        name: fields.pop(name)
        for name in ("audiences", "strands", "principles", "helps_first", "required_first")
        if name in fields
    }
    defaults: dict[str, Any] = {
        "summary": "What we mean by trauma.",
        "outcomes": [{"type": "outcome", "id": "o1", "value": "Say what trauma is"}],
        "level": 1,
        "body": [bodies.section("s1", bodies.text("t1"), bodies.question("q1"), bodies.question("q2"))],
        "live": False,
    }
    page = ModulePage(title=title, slug=slug or title.lower().replace(" ", "-"), **(defaults | fields))
    for name, values in several.items():
        setattr(page, name, values)
    catalogue_page().add_child(instance=page)
    page.save_revision()
    return page


def published(page: ModulePage | None = None, **fields: Any) -> ModulePage:
    """The page (or a new one) after publishing its newest revision, with `fields` changed before."""
    if page is None:
        page = module_page(**fields)
    elif fields:
        if fields.get("change") == "major":
            fields = {"what_changed": "The law changed.", **fields}
        page = page.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision()
    page.get_latest_revision().publish()
    return ModulePage.objects.get(pk=page.pk)


def form_of(page: ModulePage, **changes: Any) -> dict[str, Any]:
    """What the editor's form would send for this simple page."""
    given: dict[str, Any] = {
        "title": page.title,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "summary": page.summary,
        "outcomes": streamfield([("outcome", "Say what trauma is")]),
        "content_note": "",
        "body": streamfield(
            [
                (
                    "section",
                    {
                        "title": "What we mean",
                        "content_note": "",
                        "blocks": streamfield([("text", rich_text("<p>Read this.</p>"))]),
                        "alternative": {"title": "", "blocks": streamfield([])},
                    },
                )
            ]
        ),
        "job_aid_title": "",
        "job_aid_points": streamfield([]),
        "go_further": streamfield([]),
        "level": "1",
        "tier": "",
        "public_health_step": "",
        "ecological_level": "",
        "tags": "",
        "pass_mark_pct": "80",
        "refresh_months": "36",
        "change": "minor",
        "what_changed": "",
        "earlier_completions": "stand",
        "redo_by": "",
        "bridge": "",
        "review_note": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        "comment_notifications": "",
    }
    return nested_form_data(given | changes)


def days_later(moment: dt.datetime, days: int) -> dt.datetime:
    return moment + dt.timedelta(days=days)
