"""What comes before a module, as its page says it and as it holds."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from learning.modules.models import Module, ModulePage, Prerequisite, UnfinishedModule
from learning.modules.order import Order
from tests.signing_in import signed_in

from .factories import form_of, module_page, published, publisher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 2, 28)


def module(title: str, **fields: object) -> Module:
    found = published(title=title, **fields).module
    assert found is not None
    return found


def rows() -> set[tuple[str, str, bool]]:
    return set(Prerequisite.objects.values_list("module__title", "first__title", "is_required"))


def page_of(of: Module) -> ModulePage:
    return ModulePage.objects.get(module=of)


class TestPublishing:
    def test_a_publication_says_what_comes_before(self) -> None:
        a, b = module("A"), module("B")
        module("C", helps_first=[a], required_first=[b])
        assert rows() == {("C", "A", False), ("C", "B", True)}

    def test_the_next_one_says_it_anew(self) -> None:
        a, b = module("A"), module("B")
        c = module("C", helps_first=[a], required_first=[b])
        published(page_of(c), helps_first=[b], required_first=[])
        assert rows() == {("C", "B", False)}

    def test_a_draft_changes_nothing(self) -> None:
        a = module("A")
        b = module("B", required_first=[a])
        page = page_of(b).get_latest_revision_as_object()
        page.required_first = []
        page.save_revision()
        assert rows() == {("B", "A", True)}

    def test_it_outlives_the_page(self) -> None:
        a = module("A")
        b = module("B", required_first=[a])
        Page.objects.get(pk=page_of(b).pk).delete()
        assert Order.on(TODAY).required == {b.pk: [a.pk]}

    def test_what_is_needed_is_not_advice_as_well(self) -> None:
        a = module("A")
        module("B", helps_first=[a], required_first=[a])
        assert rows() == {("B", "A", True)}


class TestWhatHolds:
    def test_what_can_be_taken_stands_in_the_way(self) -> None:
        a, b = module("A"), module("B")
        c = module("C", helps_first=[a], required_first=[b])
        assert Order.on(TODAY) == Order({c.pk: [a.pk, b.pk]}, {c.pk: [b.pk]})

    @pytest.mark.parametrize("days", [0, 1])
    def test_a_retired_one_does_not_from_its_day_on(self, days: int) -> None:
        a = module("A", slug="a")
        b = module("B", required_first=[a])
        Module.objects.filter(pk=a.pk).update(retired_on=TODAY + dt.timedelta(days=days))
        assert (b.pk in Order.on(TODAY).required) is bool(days)

    def test_one_whose_page_is_gone_does_not(self) -> None:
        a = module("A")
        b = module("B", required_first=[a])
        page_of(a).unpublish()
        assert b.pk not in Order.on(TODAY).required

    def test_modules_are_sorted_by_it(self) -> None:
        a, b = module("A"), module("B")
        c = module("C", helps_first=[b])
        assert Order.on(TODAY).sort([c, a, b]) == [b, c, a]


class TestCircles:
    def test_the_editor_names_it_at_the_field_and_keeps_the_draft(self) -> None:
        a = module("A")
        b = module("B", helps_first=[a])
        module_page_of_a = page_of(a)
        browser = signed_in(publisher())
        answer = browser.post(
            reverse("wagtailadmin_pages:edit", args=[module_page_of_a.pk]),
            form_of(module_page_of_a) | {"required_first": [b.pk]} | {"action-publish": "1"},
        )
        assert answer.status_code == 200
        assert "“A” → “B” → “A”" in answer.content.decode()
        assert rows() == {("B", "A", False)}

    def test_a_longer_one_is_named_whole(self) -> None:
        a = module("A")
        b = module("B", helps_first=[a])
        c = module("C", required_first=[b])
        page = page_of(a)
        answer = signed_in(publisher()).post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            form_of(page) | {"helps_first": [c.pk]} | {"action-publish": "1"},
        )
        assert "“A” → “B” → “C” → “A”" in answer.content.decode()

    def test_a_draft_may_go_round(self) -> None:
        a = module("A")
        b = module("B", helps_first=[a])
        page = page_of(a)
        answer = signed_in(publisher()).post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page) | {"required_first": [b.pk]}
        )
        assert answer.status_code == 302

    def test_no_other_road_publishes_it(self) -> None:
        a = module("A")
        b = module("B", required_first=[a])
        with pytest.raises(UnfinishedModule):
            published(page_of(a), required_first=[b])
        assert rows() == {("B", "A", True)}

    def test_a_module_is_not_offered_before_itself(self) -> None:
        a, b = module("A"), module("B")
        html = signed_in(publisher()).get(reverse("wagtailadmin_pages:edit", args=[page_of(a).pk])).content.decode()
        offered = re.findall(r'name="(?:helps|required)_first" value="(\d+)"', html)
        assert offered == [str(b.pk)] * 2

    def test_what_is_needed_wins_over_advice_in_the_form(self) -> None:
        a, b = module("A"), module("B")
        page = page_of(b)
        signed_in(publisher()).post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            form_of(page) | {"helps_first": [a.pk], "required_first": [a.pk]} | {"action-publish": "1"},
        )
        assert rows() == {("B", "A", True)}


def test_a_new_draft_can_be_previewed_with_an_order_that_is_not_saved() -> None:
    a = module("A")
    page = module_page("B")
    page.required_first = [a]
    html = page.make_preview_request(preview_mode="overview").content.decode()
    assert "Needed first" in html
