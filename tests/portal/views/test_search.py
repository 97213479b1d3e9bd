"""One search over the site, that finds for each reader only what they may read."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.cases.models import Audience
from learning.modules.content import content_file
from learning.portal.actions.load_programme import load_programme
from learning.portal.search import MOST, search_site
from tests.cases.factories import TODAY, index_everything, published
from tests.workforce.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def pages() -> None:
    load_programme(content_file())
    published("Open to all", audience=Audience.PUBLIC)
    published("For the network")
    index_everything()


def found(client: Client, text: str) -> str:
    answer = client.get(reverse("search"), {"q": text})
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    return answer.content.decode()


@pytest.mark.usefixtures("pages")
def test_pages_of_the_network_are_found(client: Client) -> None:
    html = found(client, "ecological")
    assert "About the network" in html
    assert "/network/public-health-approach/" in html


@pytest.mark.usefixtures("pages")
def test_each_reader_finds_the_cases_they_may_read(client: Client) -> None:
    assert "Open to all" in found(client, "corridor")
    assert "For the network" not in found(client, "corridor")
    client.force_login(UserFactory())
    assert "For the network" in found(client, "corridor")


@pytest.mark.usefixtures("pages")
def test_a_hidden_page_is_not_found(client: Client) -> None:
    from learning.portal.models import ProgrammePage

    ProgrammePage.objects.get(slug="public-health-approach").unpublish()
    assert "/network/public-health-approach/" not in found(client, "ecological")


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("text", ["zebra", '"', "'; DROP TABLE", "%_", "(((", "a\x00b", "x" * 5000])
def test_whatever_is_typed_is_answered(client: Client, text: str) -> None:
    assert "Nothing found" in found(client, text)


def test_without_words_it_says_what_it_looks_through(client: Client) -> None:
    html = found(client, "   ")
    assert "It looks through modules" in html
    assert "Nothing found" not in html


def test_what_was_typed_is_shown_as_text(client: Client) -> None:
    html = found(client, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_nothing_is_posted_to_it(client: Client) -> None:
    assert client.post(reverse("search"), {"q": "x"}).status_code == 405


def test_a_kind_shows_a_bounded_number() -> None:
    for n in range(MOST + 5):
        published(f"Case {n}")
    index_everything()
    groups = {group.key: group for group in search_site("corridor", UserFactory(), TODAY)}
    assert len(groups["cases"].found) == MOST


@pytest.mark.parametrize("size", [2, 12])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int) -> None:
    load_programme(content_file())
    for n in range(size):
        published(f"Case {n}")
    index_everything()
    client.force_login(UserFactory())
    client.get(reverse("search"), {"q": "corridor"})
    with django_assert_num_queries(10):
        client.get(reverse("search"), {"q": "corridor"})
