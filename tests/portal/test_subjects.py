"""Pages of strands, steps, tiers and rings: their words, their modules, and the cases that a reader may see."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.cases.actions.link_case_to_module import link_case_to_module
from learning.cases.models import Audience
from learning.modules.actions.load_headings import load_headings
from learning.modules.content import content_file
from learning.modules.models import HeadingList, SubjectHeading
from learning.portal.subjects import ADDRESSES, family_of
from tests.cases.factories import TODAY
from tests.cases.factories import published as published_case
from tests.modules.factories import published
from tests.workforce.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def lists() -> None:
    content = content_file()
    load_headings(content["taxonomies"], content["editorial"])


def words(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def data() -> SubjectHeading:
    return SubjectHeading.objects.get(list=HeadingList.STRAND, slug="data")


@pytest.mark.parametrize(("address", "count"), [("strands", 8), ("steps", 4), ("tiers", 4), ("rings", 4)])
def test_each_list_has_a_page_with_all_its_terms(address: str, count: int) -> None:
    family = family_of(ADDRESSES[address])
    assert len(family.members) == count
    html = words(f"/{address}/")
    for member in family.members:
        assert f'href="{member.href}"' in html
        assert member.description in html


@pytest.mark.parametrize("list_", ADDRESSES.values())
def test_each_term_has_a_page_with_its_introduction_and_its_family(list_: HeadingList) -> None:
    for term in SubjectHeading.objects.filter(list=list_):
        html = words(reverse("subject", kwargs={"list_": list_, "slug": term.slug}))
        assert f"<h1>{term.title}</h1>" in html
        assert term.description in html
        assert re.sub(r"<p[^>]*>", "", term.introduction.split("</p>")[0]) in html
        assert html.count('aria-current="page"') == 2


def test_addresses_read_plainly() -> None:
    assert reverse("subject", kwargs={"list_": HeadingList.TIER, "slug": "community-capacity"}) == (
        "/tiers/community-capacity/"
    )


@pytest.mark.parametrize("address", ["/strands/nothing/", "/strands/primary/", "/knots/", "/tiers/data/"])
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ["/strands/", "/strands/data/"])
def test_they_are_only_for_reading(address: str) -> None:
    assert Client().post(address).status_code == 405


class TestWhatCarriesIt:
    def test_its_modules_and_the_way_into_the_catalogue(self) -> None:
        published(title="Counting", strands=[data()])
        published(title="Other")
        html = words("/strands/data/")
        assert 'href="/catalogue/counting/"' in html
        assert "/catalogue/other/" not in html
        assert 'href="/catalogue/?strand=data"' in html

    def test_its_cases_and_those_of_its_modules_each_once(self) -> None:
        module = published(title="Counting", strands=[data()]).module
        own = published_case("Own case", headings=(data(),), audience=Audience.PUBLIC)
        linked = published_case("Linked case", audience=Audience.PUBLIC)
        published_case("Unrelated", audience=Audience.PUBLIC)
        for case in (own, linked):
            link_case_to_module(case, module, "Counting together", TODAY)
        html = words("/strands/data/")
        assert html.count(">Own case</a>") == html.count(">Linked case</a>") == 1
        assert "Linked to the modules above:" in html
        assert "Unrelated" not in html

    def test_cases_of_the_network_are_for_people_of_the_network(self) -> None:
        published_case("Inside", headings=(data(),))
        assert "Inside" not in words("/strands/data/")
        client = Client()
        client.force_login(PersonFactory(with_login=True).user)
        assert ">Inside</a>" in words("/strands/data/", client)

    def test_with_nothing_it_says_where_to_go(self) -> None:
        html = words("/strands/data/")
        assert "No module carries this yet." in html
        assert "See the case library" in html


def test_an_introduction_is_what_an_editor_wrote() -> None:
    SubjectHeading.objects.filter(pk=data().pk).update(introduction="<p>In <b>our</b> words.</p>")
    assert "<p>In <b>our</b> words.</p>" in words("/strands/data/").replace(' data-block-key="x"', "")


def test_without_lists_the_page_says_so() -> None:
    SubjectHeading.objects.filter(list=HeadingList.STEP).delete()
    assert "Nothing stands here yet" in words("/steps/")


def test_queries_do_not_grow(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    counts = []
    for size in (1, 6):
        for number in range(size):
            module = published(title=f"Module {size} {number}", strands=[data()]).module
            published_case(f"Own {size} {number}", headings=(data(),), audience=Audience.PUBLIC)
            linked = published_case(f"Linked {size} {number}", audience=Audience.PUBLIC)
            link_case_to_module(linked, module, "Counting", TODAY)
        client.get("/strands/data/")
        with django_assert_max_num_queries(25) as captured:
            client.get("/strands/data/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
