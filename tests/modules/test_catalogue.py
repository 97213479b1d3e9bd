import datetime as dt

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from learning.modules.catalogue import Catalogue, Wanted, catalogue
from learning.modules.models import HeadingList, Module

from .factories import catalogue_page, heading, module_page, published

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 2, 28)


@pytest.fixture(autouse=True)
def levels() -> None:
    for position, name in enumerate(["Informed", "Skilled", "Enhanced", "Specialist"], 1):
        heading(HeadingList.LEVEL, f"level-{position}", title=name, position=position)


def seen(query: str = "") -> Catalogue:
    return catalogue(catalogue_page(), Wanted.read(QueryDict(query)), TODAY)


def titles(query: str = "") -> list[str]:
    return [card.page.title for card in seen(query).cards]


def counts(query: str, name: str) -> dict[str, int]:
    return {choice.title: choice.count for list_ in seen(query).lists if list_.name == name for choice in list_.choices}


@pytest.fixture
def three() -> None:
    data, policy = (heading(HeadingList.STRAND, slug) for slug in ("data", "policy"))
    leaders = heading(HeadingList.AUDIENCE, "leaders")
    primary = heading(HeadingList.TIER, "primary")
    published(title="Trauma", level=1, tier=primary, strands=[data])
    published(title="Adultification", level=2, strands=[data, policy], audiences=[leaders])
    published(title="Data", level=2, tier=primary, strands=[policy])


class TestNarrowing:
    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("", ["Trauma", "Adultification", "Data"]),
            ("level=2", ["Adultification", "Data"]),
            ("strand=data", ["Trauma", "Adultification"]),
            ("level=2&strand=data", ["Adultification"]),
            ("tier=primary&strand=policy", ["Data"]),
            ("audience=leaders", ["Adultification"]),
            ("level=4", []),
            ("strand=nonsense", []),
            ("colour=red", ["Trauma", "Adultification", "Data"]),
            ("level=", ["Trauma", "Adultification", "Data"]),
        ],
    )
    @pytest.mark.usefixtures("three")
    def test_all_wishes_hold_together(self, query: str, left: list[str]) -> None:
        assert titles(query) == left

    @pytest.mark.usefixtures("three")
    def test_a_count_says_what_a_click_would_leave(self) -> None:
        assert counts("", "level") == {"1 · Informed": 1, "2 · Skilled": 2}
        assert counts("strand=policy", "level") == {"2 · Skilled": 2}
        assert counts("level=2&strand=data", "strand") == {"Data": 1, "Policy": 2}
        for list_ in seen("level=2").lists:
            for choice in list_.choices:
                if not choice.chosen:
                    assert len(titles(choice.href[1:])) == choice.count, choice.title

    @pytest.mark.usefixtures("three")
    def test_a_chosen_term_leads_back_to_without_it(self) -> None:
        (chosen,) = [c for list_ in seen("level=2&strand=data").lists for c in list_.choices if c.title == "Data"]
        assert chosen.chosen
        assert chosen.href == "?level=2"

    @pytest.mark.usefixtures("three")
    def test_modules_stand_by_level(self) -> None:
        assert [group.title for group in seen().groups] == ["Level 1 · Informed", "Level 2 · Skilled"]


class TestWhoStandsThere:
    def test_drafts_and_unpublished_pages_do_not(self) -> None:
        module_page("A draft")
        published(title="Gone").unpublish()
        assert titles() == []

    @pytest.mark.parametrize(("retired_on", "left"), [(TODAY, []), (TODAY + dt.timedelta(days=1), ["Old"])])
    def test_retired_modules_do_not_from_their_day_on(self, retired_on: dt.date, left: list[str]) -> None:
        published(title="Old")
        Module.objects.update(retired_on=retired_on)
        assert titles() == left

    def test_pages_that_need_signing_in_do_not(self) -> None:
        page = published(title="Inside")
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert titles() == []


class TestSearch:
    @pytest.fixture(autouse=True)
    def indexed(self, three: None) -> None:
        module_page("A draft about trauma")
        call_command("update_index", verbosity=0)

    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("q=adultification", ["Adultification"]),
            ("q=trauma&level=1", ["Trauma"]),
            ("q=adultification&level=1", []),
            ("q=nothing+like+it", []),
            ("q=%22%27%29+OR+1", []),
        ],
    )
    def test_words_narrow_like_a_wish(self, query: str, left: list[str]) -> None:
        assert titles(query) == left

    def test_a_search_has_no_levels_and_counts_only_what_it_found(self) -> None:
        found = seen("q=adultification")
        assert [group.title for group in found.groups] == [""]
        assert counts("q=adultification", "level") == {"2 · Skilled": 1}

    def test_a_long_search_is_cut(self) -> None:
        assert len(Wanted.read(QueryDict("q=" + "word+" * 100)).text) <= 100


class TestPage:
    @pytest.mark.usefixtures("three")
    def test_anybody_may_read_it(self, client: Client) -> None:
        answer = client.get(reverse("catalogue"), {"level": "2", "strand": "data"})
        assert answer.status_code == 200
        html = answer.content.decode()
        assert "1 module of 3" in html
        assert reverse("overview", args=["adultification"]) in html
        assert reverse("overview", args=["trauma"]) not in html
        assert '<input type="hidden" name="strand" value="data">' in html

    def test_an_empty_one_says_so(self, client: Client) -> None:
        catalogue_page()
        assert "No modules yet" in client.get(reverse("catalogue")).content.decode()

    @pytest.mark.usefixtures("three")
    def test_no_match_says_what_to_do(self, client: Client) -> None:
        assert "Take one wish away" in client.get(reverse("catalogue"), {"level": "4"}).content.decode()

    def test_what_somebody_typed_is_never_markup(self, client: Client) -> None:
        catalogue_page()
        html = client.get(reverse("catalogue"), {"q": "<script>x</script>", "strand": '"><script>'}).content.decode()
        assert "<script>x" not in html
        assert '"><script>' not in html

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_for_reading(self, client: Client, method: str) -> None:
        assert getattr(client, method)(reverse("catalogue")).status_code == 405

    def test_more_modules_ask_no_more_of_the_database(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        strand = heading(HeadingList.STRAND, "data")
        asked = []
        for size in (2, 9):
            for number in range(size):
                published(title=f"Module {size} {number}", strands=[strand])
            client.get(reverse("catalogue"))
            with django_assert_max_num_queries(20) as captured:
                assert client.get(reverse("catalogue")).status_code == 200
            asked.append(len(captured))
        assert asked[0] == asked[1]
