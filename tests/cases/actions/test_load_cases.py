"""The cases of the content file: all of them, once, each saying that it is invented."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from learning.cases.actions.end_link import end_link
from learning.cases.actions.load_cases import link_loaded_cases, load_cases
from learning.cases.models import LearningCasePage, ModuleLink
from learning.modules.actions.load_headings import load_headings, slug_of
from learning.modules.content import content_file
from learning.modules.models import HeadingList, Module, Principle, SubjectHeading
from tests.requirements.factories import ModuleFactory
from tests.workforce.factories import UserFactory

from ..factories import TODAY

pytestmark = pytest.mark.django_db
CONTENT = content_file()


def load(*, live: bool = True) -> dict[str, int]:
    load_headings(CONTENT["taxonomies"])
    return load_cases(CONTENT, Page.objects.get(depth=2), TODAY, live=live)


@pytest.fixture
def modules() -> dict[str, Module]:
    return {entry["id"]: ModuleFactory(slug=entry["slug"], title=entry["title"]) for entry in CONTENT["modules"]}


def test_every_case_is_there_and_says_that_it_is_invented(client: Client) -> None:
    load()
    client.force_login(UserFactory())
    for entry in CONTENT["cases"]:
        html = client.get(reverse("case", args=[entry["slug"]])).content.decode()
        assert "This case is invented, not drawn from any person’s record." in html
        said = [entry["context"], entry["content_note"], *entry["what_helped"], *entry["learning_points"]]
        said += entry["discussion_questions"] + [finding["note"] for finding in entry["trauma_informed_analysis"]]
        missing = [text for text in said if text.replace("'", "&#x27;") not in html]
        assert missing == [], entry["id"]


def test_of_where_a_case_comes_from_only_the_sector_is_kept() -> None:
    pages = load()
    case = LearningCasePage.objects.get(pk=pages["CASE01"])
    assert case.sector == "health"
    assert [kind.slug for kind in case.agencies.order_by("slug")] == sorted(CONTENT["cases"][0]["agencies_involved"])


def test_headings_are_those_of_the_file() -> None:
    case = LearningCasePage.objects.get(pk=load()["CASE01"])
    assert (case.facts["tier"].title, case.facts["ecological_level"].title) == ("Tertiary", "Individual")
    principles = {heading.title for heading in case.headings.filter(list="principle")}
    assert principles == {"Safety", "Trust", "Choice", "Collaboration"}


def test_the_principles_of_the_file_are_those_of_the_product() -> None:
    assert [slug_of(name) for name in CONTENT["taxonomies"]["principles"]] == Principle.values
    load()
    terms = SubjectHeading.objects.filter(list=HeadingList.PRINCIPLE).order_by("position")
    assert list(terms.values_list("slug", "title")) == Principle.choices


def test_in_a_real_network_they_are_drafts() -> None:
    load(live=False)
    assert LearningCasePage.objects.count() == len(CONTENT["cases"])
    assert not LearningCasePage.objects.live().exists()


def test_loading_again_leaves_every_case_as_it_is() -> None:
    pages = load()
    hidden = LearningCasePage.objects.get(pk=pages["CASE02"])
    hidden.unpublish()
    before = list(LearningCasePage.objects.order_by("pk").values_list("pk", "live", "latest_revision"))
    assert load() == pages
    assert list(LearningCasePage.objects.order_by("pk").values_list("pk", "live", "latest_revision")) == before


def test_links_are_those_of_the_file_with_their_learning_points(modules: dict[str, Module]) -> None:
    pages = load()
    made = link_loaded_cases(CONTENT, pages, modules, TODAY)
    expected = {
        (pages[entry["id"]], modules[link["module"]].pk, link["learning_point"])
        for entry in CONTENT["cases"]
        for link in entry["links"]
    }
    assert set(ModuleLink.objects.values_list("case_id", "module_id", "learning_point")) == expected
    assert made == len(expected)


def test_a_link_that_was_ended_is_not_made_again(modules: dict[str, Module]) -> None:
    pages = load()
    made = link_loaded_cases(CONTENT, pages, modules, TODAY)
    ended = end_link(ModuleLink.objects.earliest("pk"), TODAY + dt.timedelta(days=1))
    assert link_loaded_cases(CONTENT, pages, modules, TODAY + dt.timedelta(days=1)) == made - 1
    assert ModuleLink.objects.standing().filter(case=ended.case, module=ended.module).count() == 1
