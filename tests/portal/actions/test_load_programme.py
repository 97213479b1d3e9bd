"""The network's own pages: made where they are missing, never overwritten, each at its lasting address."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageLogEntry, Site

from learning.modules.content import content_file
from learning.portal.actions.load_programme import load_programme
from learning.portal.blocks import drawn_rings
from learning.portal.models import (
    HomePage,
    NetworkPage,
    NewsIndexPage,
    NoticePage,
    PartnershipsPage,
    ProgrammePage,
    ProjectPage,
)
from learning.portal.support import NETWORK_WIDE
from learning.workforce.models import SupportLine

PROGRAMME = content_file()["programme"]
AT_LASTING_ADDRESSES = ["support", "accessibility", "privacy", "complaints"]


@pytest.fixture
def home(db: None) -> HomePage:
    return load_programme(content_file())


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def everything(client: Client) -> str:
    return " ".join(words(client, page.url) for page in Page.objects.type(NetworkPage).live())


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in texts(part)]


def test_the_front_page_takes_the_place_of_the_welcome_page(home: HomePage) -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.pk == home.pk
    assert not Page.objects.filter(slug="home").exists()


def test_every_sentence_of_the_programme_is_on_a_page(home: HomePage, client: Client) -> None:
    shown = everything(client)
    programme = {key: value for key, value in PROGRAMME.items() if key != "note"}
    missing = [text for text in texts(programme) if text.replace("'", "&#x27;") not in shown]
    assert missing == []


def test_figures_of_success_say_what_they_do_not_show(home: HomePage, client: Client) -> None:
    html = words(client, reverse("wagtail_serve", args=["network/measures-of-success/"]))
    assert "What this does not show:" in html
    assert PROGRAMME["home_office"]["honesty"] in html


def test_loading_again_changes_nothing(home: HomePage) -> None:
    before = list(Page.objects.order_by("path").values_list("pk", "latest_revision", "last_published_at"))
    load_programme(content_file())
    assert list(Page.objects.order_by("path").values_list("pk", "latest_revision", "last_published_at")) == before


def test_what_an_editor_changed_or_hid_stays(home: HomePage) -> None:
    page = ProgrammePage.objects.get(slug="network")
    page.title = "Our own words"
    page.save_revision().publish()
    NoticePage.objects.get(slug="privacy").unpublish()
    load_programme(content_file())
    assert ProgrammePage.objects.get(slug="network").title == "Our own words"
    assert not NoticePage.objects.get(slug="privacy").live


def test_an_editor_renames_moves_and_deletes_and_loading_again_brings_nothing_back(home: HomePage) -> None:
    top = ProgrammePage.objects.get(slug="network")
    renamed = ProgrammePage.objects.get(slug="governance")
    renamed.slug, renamed.title = "who-decides", "Who decides"
    renamed.save_revision().publish()
    moved = ProjectPage.objects.get(slug="service-mapping")
    moved.move(top, pos="last-child")
    Page.objects.get(slug="interventions").delete()
    ProgrammePage.objects.get(slug="projects").delete()
    before = sorted(Page.objects.values_list("pk", "path", "slug", "title"))
    load_programme(content_file())
    assert sorted(Page.objects.values_list("pk", "path", "slug", "title")) == before
    assert not ProjectPage.objects.filter(slug="network-development").exists()


def test_a_page_that_was_there_under_its_address_is_not_made_twice(db: None) -> None:
    home = load_programme(content_file())
    Page.objects.filter(slug="governance").update(translation_key=uuid.uuid4())
    PageLogEntry.objects.all().delete()
    load_programme(content_file())
    assert Page.objects.filter(slug="governance").count() == 1
    assert home.get_children().filter(slug="support").count() == 1


def test_every_subject_of_the_programme_has_its_page(home: HomePage) -> None:
    top = ProgrammePage.objects.get(slug="network")
    assert list(top.get_children().values_list("title", flat=True)) == [
        "Vision and mission",
        "What we mean by violence",
        "Where we begin",
        "A public-health approach",
        "What the Home Office asks",
        "Strategic Needs Assessment",
        "Response Strategy",
        "Measures of success",
        "Interventions",
        "Evaluation",
        "Governance",
        "Projects",
        "Community Safety Partnerships",
        "Progress and news",
    ]
    projects = ProgrammePage.objects.get(slug="projects")
    assert list(projects.get_children().values_list("title", flat=True)) == PROGRAMME["projects"]
    assert PartnershipsPage.objects.get().get_parent() == NewsIndexPage.objects.get().get_parent() == top.page_ptr


@pytest.mark.parametrize("name", AT_LASTING_ADDRESSES)
def test_lasting_addresses(home: HomePage, client: Client, name: str) -> None:
    assert words(client, reverse(name))
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", AT_LASTING_ADDRESSES)
def test_before_anything_is_loaded_they_are_not_found(db: None, client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 404


def test_a_notice_without_a_contact_says_so(home: HomePage, client: Client) -> None:
    assert "has not entered its contact here yet" in words(client, reverse("complaints"))
    notice = NoticePage.objects.get(slug="complaints")
    notice.contact = "The network’s team, team@network.example"
    notice.save_revision().publish()
    assert 'href="mailto:team@network.example"' in words(client, reverse("complaints"))


def test_every_line_of_support_can_be_dialled(home: HomePage, client: Client) -> None:
    html = words(client, reverse("support"))
    numbers = re.findall(r'href="(tel|sms):(\d+)"', html)
    assert ("tel", "999") in numbers
    assert ("tel", "116123") in numbers
    assert ("sms", "85258") in numbers
    assert len(set(numbers)) == len(NETWORK_WIDE) + SupportLine.objects.count()


def test_the_front_page_counts_what_this_visitor_can_read(home: HomePage, client: Client) -> None:
    html = words(client, "/")
    assert PROGRAMME["vision"] in html
    assert "0 modules, free to look through" in html
    assert f'href="{reverse("account_login")}"' in html


def test_the_front_page_sends_who_is_signed_in_to_their_learning(home: HomePage, client: Client) -> None:
    from tests.workforce.factories import UserFactory

    client.force_login(UserFactory())
    assert "Go to my learning" in words(client, "/")


@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_of_the_front_page(
    home: HomePage, client: Client, django_assert_num_queries: DjangoAssertNumQueries, signed_in: bool
) -> None:
    from tests.workforce.factories import UserFactory

    if signed_in:
        client.force_login(UserFactory())
    client.get("/")
    with django_assert_num_queries(10 if signed_in else 7):
        client.get("/")


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_rings_touch_at_the_foot_and_lie_inside_each_other(count: int) -> None:
    rings = drawn_rings([f"Ring {n}" for n in range(count)])
    assert rings[0]["title"] == f"Ring {count - 1}", "the outermost is drawn first, under the others"
    assert {ring["y"] + ring["radius"] for ring in rings} == {316}
    assert [ring["radius"] for ring in rings] == sorted((ring["radius"] for ring in rings), reverse=True)
    assert all(ring["y"] - ring["radius"] >= 0 for ring in rings)
