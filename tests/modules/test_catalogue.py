import datetime as dt

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from learning.modules.catalogue import Catalogue, Wanted, catalogue
from learning.modules.facets import NAMES, band_of
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

    @pytest.mark.parametrize(
        "query", ["level=2&tier=primary&q=data", "q=data&tier=primary&level=2", "tier=primary&x=1&q=++data&level=2"]
    )
    @pytest.mark.usefixtures("three")
    def test_whatever_the_order_it_is_one_address(self, query: str) -> None:
        assert Wanted.read(QueryDict(query)).address() == "?q=data&level=2&tier=primary"

    @pytest.mark.usefixtures("three")
    def test_every_wish_can_be_taken_back_and_says_what_is_there_without_it(self) -> None:
        found = seen("level=2&strand=data&tier=nonsense")
        assert [(wish.title, wish.without, wish.count) for wish in found.wishes] == [
            ("Level: 2 · Skilled", "?tier=nonsense&strand=data", 0),
            ("Prevention tier: nonsense", "?level=2&strand=data", 1),
            ("Strand of connection: Data", "?level=2&tier=nonsense", 0),
        ]

    @pytest.mark.usefixtures("three")
    def test_modules_stand_by_level(self) -> None:
        assert [group.title for group in seen().groups] == ["Level 1 · Informed", "Level 2 · Skilled"]


class TestEveryFacet:
    @pytest.fixture(autouse=True)
    def one(self) -> None:
        lists = {
            "tier": HeadingList.TIER,
            "public_health_step": HeadingList.STEP,
            "ecological_level": HeadingList.ECOLOGICAL_LEVEL,
        }
        several = {
            "strands": HeadingList.STRAND,
            "principles": HeadingList.PRINCIPLE,
            "audiences": HeadingList.AUDIENCE,
            "forms_of_violence": HeadingList.VIOLENCE,
            "life_stages": HeadingList.LIFE_STAGE,
        }
        page = module_page("Full", level=3)
        for name, list_ in lists.items():
            setattr(page, name, heading(list_, f"{list_.value}-x".replace("_", "-")))
        for name, list_ in several.items():
            setattr(page, name, [heading(list_, f"{list_.value}-x".replace("_", "-"))])
        page.tags.add("County lines")
        page.save_revision()
        published(page)
        published(title="Bare", level=1)

    @pytest.mark.parametrize(
        "query",
        [
            "level=3",
            "audience=audience-x",
            "violence=violence-x",
            "life_stage=life-stage-x",
            "tier=tier-x",
            "step=step-x",
            "ecological_level=ecological-level-x",
            "strand=strand-x",
            "principle=principle-x",
            "tag=county-lines",
        ],
    )
    def test_each_list_narrows_and_is_counted(self, query: str) -> None:
        assert titles(query) == ["Full"]
        name, code = query.split("=")
        (choice,) = [c for found in seen().lists if found.name == name for c in found.choices if c.code == code]
        assert choice.count == 1
        assert choice.href == f"?{query}"

    def test_every_list_that_there_is_can_be_wished_for(self) -> None:
        assert {list_.value for list_ in HeadingList} < set(NAMES)
        assert {list_.name for list_ in seen().lists} == set(NAMES)

    @pytest.mark.parametrize(
        ("minutes", "code"), [(0, "up-to-10"), (10, "up-to-10"), (11, "up-to-25"), (25, "up-to-25"), (26, "over-25")]
    )
    def test_minutes_fall_into_bands(self, minutes: int, code: str) -> None:
        assert band_of(minutes) == code
        assert len(titles(f"minutes={band_of(1)}")) == 2


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

    def test_what_has_the_words_in_its_title_stands_first(self) -> None:
        published(title="Zebra", level=1, summary="About policy.")
        published(title="Policy", level=4)
        call_command("update_index", verbosity=0)
        assert titles("q=policy") == ["Policy", "Zebra"]

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
        html = " ".join(client.get(reverse("catalogue"), {"level": "4", "tier": "primary"}).content.decode().split())
        assert "Take one wish away" in html
        assert "Without Level: 4 · Specialist: 2 modules" in html
        assert 'href="/catalogue/?tier=primary"' in html
        assert "Without Prevention tier: Primary: 0 modules" in html

    @pytest.mark.usefixtures("three")
    def test_it_says_its_one_address(self, client: Client) -> None:
        html = client.get("/catalogue/?strand=data&x=1&level=2").content.decode()
        assert '<link rel="canonical" href="http://testserver/catalogue/?level=2&amp;strand=data">' in html
        assert (
            '<link rel="canonical" href="http://testserver/catalogue/">' in client.get("/catalogue/").content.decode()
        )

    @pytest.mark.usefixtures("three")
    def test_htmx_gets_the_piece_alone_with_what_to_say(self, client: Client) -> None:
        answer = client.get("/catalogue/?level=2", headers={"HX-Request": "true", "HX-Trigger": "level-2"})
        html = " ".join(answer.content.decode().split())
        assert "<html" not in html
        assert 'hx-swap-oob="innerHTML"> <strong>2 modules of 3</strong>' in html
        assert "HX-Request" in answer["Vary"]
        assert "HX-Request" in client.get("/catalogue/")["Vary"]

    @pytest.mark.usefixtures("three")
    def test_going_back_gets_the_whole_page(self, client: Client) -> None:
        headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
        assert "<html" in client.get("/catalogue/?level=2", headers=headers).content.decode()

    @pytest.mark.parametrize(("pressed", "is_open"), [("strand-data", True), ("level-2", False), ("", False)])
    @pytest.mark.usefixtures("three")
    def test_the_other_ways_stay_open_under_the_finger(self, client: Client, pressed: str, is_open: bool) -> None:
        html = client.get("/catalogue/", headers={"HX-Request": "true", "HX-Trigger": pressed}).content.decode()
        assert ('<details class="more" open>' in html) is is_open

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
