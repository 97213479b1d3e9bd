"""The library's shelf: wishes in the address, counts, search, and a bounded number of queries."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.cases.library import LONGEST_SEARCH, MOST_WISHES, Wanted, shelf
from learning.cases.models import Audience, LearningCasePage
from tests.workforce.factories import PersonFactory, UserFactory

from .factories import TODAY, heading, index_everything, library, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def titles(query: str) -> list[str]:
    return [case.title for case in shelf(UserFactory(), TODAY, Wanted.read(QueryDict(query))).cases]


@pytest.fixture
def three() -> None:
    safety, trust = heading("principle", "safety"), heading("principle", "trust")
    early = heading("tier", "secondary", "Secondary")
    published("A", headings=(safety, early))
    case = published("B", headings=(safety, trust))
    case.tags.add("corridor work")
    case.save()
    published("C", headings=(trust,), context="A bench by the canal.", what_happened="<p>Nothing else.</p>")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "B", "C"]),
        ("heading=safety", ["A", "B"]),
        ("heading=safety&heading=trust", ["B"]),
        ("heading=safety&heading=no-such-heading", []),
        ("tag=corridor-work", ["B"]),
        ("q=canal", ["C"]),
        ("q=canal&heading=safety", []),
        ("q=+++", ["A", "B", "C"]),
        ("page=999", ["A", "B", "C"]),
        ("page=none", ["A", "B", "C"]),
        ("q=%25_%27%22%28", []),
    ],
)
def test_wishes_narrow_the_shelf(query: str, found: list[str]) -> None:
    index_everything()
    assert titles(query) == found


@pytest.mark.usefixtures("three")
def test_choices_are_counted_over_what_the_reader_may_see_and_toggle() -> None:
    hidden = published("Hidden", headings=(heading("principle", "safety"),))
    hidden.unpublish()
    wanted = Wanted.read(QueryDict("heading=safety&q=door"))
    groups = shelf(UserFactory(), TODAY, wanted).groups
    choices = {choice.title: choice for group in groups for choice in group.choices}
    assert (choices["Safety"].count, choices["Trust"].count, choices["corridor work"].count) == (2, 2, 1)
    assert choices["Safety"].chosen
    assert choices["Safety"].href == "?q=door"
    assert choices["Trust"].href == "?q=door&heading=safety&heading=trust"


def test_whatever_the_order_it_is_one_address() -> None:
    one, other = (
        Wanted.read(QueryDict(query)) for query in ("heading=trust&heading=safety", "heading=safety&heading=trust")
    )
    assert one == other
    assert one.toggled(heading="choice") == "?heading=choice&heading=safety&heading=trust"


def test_long_wishes_are_cut() -> None:
    many = "&".join(f"heading=h{n}" for n in range(50))
    wanted = Wanted.read(QueryDict(f"q={'x' * 500}&page={'9' * 50}&{many}"))
    assert len(wanted.text) == LONGEST_SEARCH
    assert len(wanted.headings) == MOST_WISHES
    assert len(wanted.page) < 10


def test_an_empty_library_says_what_would_be_here(client: Client) -> None:
    library()
    assert "No cases for you to read yet" in client.get(reverse("case_library")).content.decode()


@pytest.mark.usefixtures("three")
def test_a_search_without_finds_says_what_to_do(client: Client) -> None:
    client.force_login(UserFactory())
    answer = client.get(reverse("case_library"), {"q": "zebra"}).content.decode()
    assert "Nothing fits all of that" in answer


def test_without_a_library_page_the_address_is_not_found(client: Client) -> None:
    assert client.get(reverse("case_library")).status_code == 404


@pytest.mark.parametrize("address", ["case_library", "case"])
def test_no_search_engine_may_keep_it(client: Client, address: str) -> None:
    case = published(audience=Audience.PUBLIC)
    answer = client.get(reverse(address, args=[case.slug] if address == "case" else []))
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    assert LearningCasePage.objects.get(pk=case.pk).get_sitemap_urls() == []
    assert library().get_sitemap_urls() == []


@pytest.mark.parametrize("cases", [2, 20])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries, cases: int) -> None:
    headings = (heading("principle", "safety"), heading("tier", "secondary"))
    for n in range(cases):
        published(f"Case {n}", headings=headings)
    client.force_login(PersonFactory(with_login=True).user)
    client.get(reverse("case_library"))
    with django_assert_num_queries(9):
        client.get(reverse("case_library"))
