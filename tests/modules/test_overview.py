import datetime as dt

import pytest
from django.dispatch import Signal
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.safestring import mark_safe
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from learning.modules.models import CataloguePage, HeadingList, Module, ModulePage
from learning.modules.overview import Overview
from learning.modules.signals import overview_action, overview_parts
from learning.workforce.models import User
from tests.forgetting import forget_everything
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory

from . import bodies
from .factories import heading, module_page, published, source, trainer

pytestmark = pytest.mark.django_db


def key_point(number: int, key: int) -> dict[str, object]:
    sources = [{"type": "item", "id": f"src{number}", "value": key}]
    return {"type": "key_point", "id": f"k{number}", "value": {"text": f"Key point {number}.", "sources": sources}}


def rich_page(title: str = "Adultification", size: int = 1) -> ModulePage:
    """Everything that an overview can show, `size` times."""
    warned = bodies.section("s0", bodies.text("t0", "<p>Inside alone.</p>"), other=[bodies.text("t9")])
    warned["value"]["content_note"] = "A case about a fight."
    sections = [
        bodies.section(
            f"s{number}",
            key_point(number, source(f"source-{number}").pk),
            bodies.scenario(f"sc{number}"),
            bodies.reflection(f"r{number}"),
        )
        for number in range(1, size + 1)
    ]
    quiz = bodies.section("quiz", *(bodies.question(f"q{n}") for n in range(5)))
    return published(
        title=title,
        level=2,
        body=[warned, *sections, quiz],
        audiences=[heading(HeadingList.AUDIENCE, f"audience-{n}") for n in range(size)],
        helps_first=[published(title=f"Before {title} {n}").module for n in range(size)],
        content_note="Discusses racism.",
        job_aid_title="Age first",
        job_aid_points=[{"type": "point", "id": "p1", "value": "Put the age at the top."}],
        review_note="Needs review.",
    )


def html_of(page: ModulePage, client: Client | None = None) -> str:
    answer = (client or Client()).get(page.get_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def learner() -> User:
    user = PersonFactory(with_login=True).user
    assert user is not None
    return user


class TestWhatItSays:
    def test_everything_before_starting_for_anybody(self) -> None:
        html = html_of(rich_page())
        for said in (
            "Say what trauma is",
            "2 · Skilled",
            "Audience 0",
            "3 years",
            "Read the three sections.",
            "Get four of the five questions right.",
            "Your employer sees that you finished and when; not answers, tries, time or reflections.",
            "Discusses racism.",
            "A case about a fight.",
            "There is another route, “Another way”.",
            "Nobody asks why, and nobody is told.",
            "Content note; another route is there",
            "With the scenario “The closed door”",
            "5 questions at the end",
            "Key point 1.",
            "A definition</a>, OHID.",
            "Before Adultification 0",
            "Put the age at the top.",
            "Needs review.",
            "Version 1.0",
        ):
            assert said in html, said

    def test_bodies_are_read_in_the_player_alone(self) -> None:
        html = html_of(rich_page())
        assert "Inside alone." not in html
        assert "Which?" not in html
        assert "Option a" not in html
        assert "Scene a" not in html

    @pytest.mark.parametrize(
        ("months", "said"), [(36, "3 years"), (12, "1 year"), (18, "18 months"), (1, "1 month"), (None, "Always")]
    )
    def test_how_long_it_counts(self, months: int | None, said: str) -> None:
        assert f"<dd>{said}</dd>" in html_of(published(refresh_months=months))

    def test_titles_are_never_markup(self) -> None:
        page = published(title="<script>x</script>", slug="x", summary="<script>y</script>")
        assert "<script>x" not in html_of(page)
        assert "<script>y" not in html_of(page)


class TestStarting:
    def test_signed_out_one_signs_in_and_comes_back(self) -> None:
        page = rich_page()
        html = html_of(page)
        assert f"{reverse('account_login')}?next={page.get_url()}" in html.replace("%2F", "/")
        assert "Start the module" not in html

    def test_signed_in_one_starts_by_a_form(self) -> None:
        page = rich_page()
        html = html_of(page, signed_in(learner(), second_factor=False))
        assert f'method="post" action="{reverse("player", args=[page.slug])}"' in html
        assert "csrfmiddlewaretoken" in html

    def test_a_retired_module_cannot_be_started(self) -> None:
        page = rich_page()
        Module.objects.update(retired_on=dt.date(2026, 1, 31))
        html = html_of(page, signed_in(learner(), second_factor=False))
        assert "This module was retired on 31 January 2026." in html
        assert reverse("player", args=[page.slug]) not in html


def answering(signal: Signal, html: str) -> object:
    def answer(**kwargs: object) -> object:
        return html

    signal.connect(answer, weak=False)
    return answer


class TestPartsOfOtherApps:
    def test_they_stand_beside_it(self) -> None:
        page = rich_page()
        receiver = answering(overview_parts, mark_safe("<p>Linked here</p>"))
        try:
            assert "<p>Linked here</p>" in html_of(page)
        finally:
            overview_parts.disconnect(receiver)

    def test_an_app_that_knows_more_says_how_to_go_on(self) -> None:
        page = rich_page()
        receivers = overview_action.receivers
        overview_action.receivers = []
        receiver = answering(overview_action, mark_safe("<p>Carry on: section 2</p>"))
        try:
            html = html_of(page, signed_in(learner(), second_factor=False))
        finally:
            overview_action.disconnect(receiver)
            overview_action.receivers = receivers
            overview_action.sender_receivers_cache.clear()
        assert "Carry on: section 2" in html
        assert "Start the module" not in html


class TestWhatComesBefore:
    def test_what_is_needed_and_what_helps_stand_apart(self) -> None:
        needed, helping = published(title="Needed").module, published(title="Helping").module
        page = published(title="Later", required_first=[needed], helps_first=[helping, needed])
        shown = Overview(page, RequestFactory().get("/"))
        assert shown.needed_first == [needed]
        assert shown.helps_first == [helping]

    def test_a_draft_is_shown_with_what_it_names_though_nothing_of_it_is_stored(self) -> None:
        needed = published(title="Needed").module
        page = published(title="Later")
        page.required_first = [needed]
        shown = Overview(page, RequestFactory().get("/"))
        assert shown.needed_first == [needed]
        assert shown.helps_first == []
        assert Overview(ModulePage.objects.get(pk=page.pk), RequestFactory().get("/")).needed_first == []


class TestARestrictedModule:
    """A page that is not for everybody keeps its title to itself where others name it."""

    @pytest.fixture(params=["its page", "a page above it"])
    def later(self, request: pytest.FixtureRequest) -> ModulePage:
        held = published(title="Held back")
        page = published(title="Later", required_first=[held.module], helps_first=[published(title="Open").module])
        restricted = held if request.param == "its page" else _moved_below_a_page_of_its_own(held)
        PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
        return page

    def test_it_is_not_named_among_what_comes_before_another(self, later: ModulePage) -> None:
        html = html_of(later)
        assert "Open" in html
        assert "Held back" not in html

    def test_nor_where_the_page_is_asked_itself(self, later: ModulePage) -> None:
        shown = Overview(later, RequestFactory().get("/"))
        assert shown.needed_first == []
        assert [module.title for module in shown.helps_first] == ["Open"]

    def test_it_is_named_to_somebody_who_has_to_take_it_first(self, later: ModulePage) -> None:
        assert "Held back" in html_of(later, signed_in(learner(), second_factor=False))

    def test_what_was_drawn_before_the_restriction_is_drawn_anew(self) -> None:
        held = published(title="Held back")
        page = published(title="Later", required_first=[held.module])
        assert "Held back" in html_of(page)
        PageViewRestriction.objects.create(page=held, restriction_type=PageViewRestriction.LOGIN)
        assert "Held back" not in html_of(page)


def _moved_below_a_page_of_its_own(page: ModulePage) -> CataloguePage:
    catalogue = page.get_parent()
    other = catalogue.add_sibling(instance=CataloguePage(title="For some", slug="for-some"))
    page.move(other, pos="last-child")
    return other


class TestWhoMayRead:
    def test_a_page_that_is_not_there_is_not_found(self, client: Client) -> None:
        page = module_page("A draft")
        assert client.get(reverse("overview", args=[page.slug])).status_code == 404
        assert client.get(reverse("overview", args=["nothing"])).status_code == 404

    def test_a_page_for_people_who_sign_in_leads_to_signing_in(self, client: Client) -> None:
        page = rich_page()
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        answer = client.get(reverse("overview", args=[page.slug]))
        assert answer.status_code == 302
        assert "What finishing takes" in html_of(page, signed_in(learner(), second_factor=False))

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_for_reading(self, client: Client, method: str) -> None:
        assert getattr(client, method)(reverse("overview", args=[rich_page().slug])).status_code == 405


class TestPreview:
    def test_a_trainer_sees_all_sections_with_answers_and_sources(self) -> None:
        page = rich_page()
        client = signed_in(trainer())
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        assert client.get(address).status_code == 200
        html = page.make_preview_request(preview_mode="sections").content.decode()
        assert "Inside alone." in html
        assert "A definition</a>, OHID." in html
        assert html.count('data-kind="right"') == 5

    def test_a_draft_that_was_never_published_has_an_overview(self) -> None:
        html = module_page().make_preview_request(preview_mode="overview").content.decode()
        assert "Once this page is published, people start here." in html

    def test_an_unfinished_draft_can_be_looked_at(self) -> None:
        page = module_page(body=[], outcomes=[])
        for mode in ("overview", "sections"):
            assert page.make_preview_request(preview_mode=mode).status_code == 200


def test_an_overview_asks_as_many_things_of_the_database_whatever_its_size(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    asked: dict[str, list[int]] = {"first in a new process": [], "first of this page": [], "again": []}
    for size in (1, 6):
        page, client = rich_page(f"Module {size}", size), signed_in(learner(), second_factor=False)
        other = rich_page(f"Other {size}", size)
        for one in (page, other):
            client.post(reverse("player", args=[one.slug]))  # somebody in the middle of it sees most
        forget_everything()
        for when, visited in zip(asked, (page, other, other), strict=True):
            with django_assert_max_num_queries(14) as captured:
                assert client.get(visited.get_url()).status_code == 200
            asked[when].append(len(captured))
    # A new process asks once where the sites begin and which support lines there are; the first to open a page fetches
    # its long fields and its version for everybody.
    assert asked == {"first in a new process": [14, 14], "first of this page": [12, 12], "again": [10, 10]}
