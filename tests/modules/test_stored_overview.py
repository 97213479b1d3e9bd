"""What everybody reads alike in an overview is drawn once, and anew as soon as anything that it says has changed.

What changes is written past the objects of this process (`update`), as another process would have done.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.modules.models import HeadingList, Module, ModulePage, Source, SubjectHeading
from learning.modules.stored_overview import stored_overview
from learning.portal.templatetags.kept import FRAME
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory

from . import bodies
from .factories import heading, published, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ModulePage:
    sources = [{"type": "item", "id": "i1", "value": source("guidance").pk}]
    key_point = {"type": "key_point", "id": "k1", "value": {"text": "Ask first.", "sources": sources}}
    return published(
        title="Adultification",
        body=[bodies.section("s1", key_point, bodies.question("q1"))],
        audiences=[heading(HeadingList.AUDIENCE, "officers")],
        helps_first=[published(title="Shared start").module],
    )


def read(page: ModulePage, client: Client | None = None) -> str:
    answer = (client or Client()).get(reverse("overview", args=[page.slug]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def row_changes(page: ModulePage) -> None:
    ModulePage.objects.filter(pk=page.pk).update(summary="Said better.")


def source_changes(page: ModulePage) -> None:
    Source.objects.update(publisher="Said better.")


def audience_is_renamed(page: ModulePage) -> None:
    SubjectHeading.objects.filter(list=HeadingList.AUDIENCE).update(title="Said better.")


def earlier_module_is_renamed(page: ModulePage) -> None:
    Module.objects.exclude(pk=page.module_id).update(title="Said better.")


@pytest.mark.parametrize(
    "change", [row_changes, source_changes, audience_is_renamed, earlier_module_is_renamed], ids=lambda f: f.__name__
)
def test_what_changed_anywhere_is_read_at_once(page: ModulePage, change: Callable[[ModulePage], None]) -> None:
    assert "Said better." not in read(page)
    change(page)
    assert "Said better." in read(page)


def test_a_republished_page_is_read_at_once(page: ModulePage) -> None:
    assert "Ask twice." not in read(page)
    page.refresh_from_db()
    stored = page.stored_body
    stored[0]["value"]["blocks"][0]["value"]["text"] = "Ask twice."
    page.body = stored
    page.save_revision().publish()
    now = read(page)
    assert "Ask twice." in now
    assert "Ask first." not in now


def test_a_module_that_ended_is_no_longer_said_to_come_before(page: ModulePage) -> None:
    assert "Shared start" in read(page)
    Module.objects.exclude(pk=page.module_id).update(retired_on=dt.date(2020, 1, 1))
    assert "Shared start" not in read(page)


def test_nothing_changed_is_nothing_drawn(page: ModulePage, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = read(page)
    with django_assert_num_queries(5):
        assert read(page) == first


def test_two_people_read_the_same_but_for_themselves(page: ModulePage) -> None:
    people = [PersonFactory(with_login=True).user for _ in range(2)]
    begun, fresh = (signed_in(user, second_factor=False) for user in people)
    begun.post(reverse("player", args=[page.slug]))
    theirs, mine = read(page, begun), read(page, fresh)
    assert "Carry on" in theirs
    assert "Carry on" not in mine
    assert "Start the module" in mine
    assert people[0].email not in mine


def test_nothing_of_a_visitor_stays_in_memory(page: ModulePage) -> None:
    user = PersonFactory(with_login=True).user
    said = read(page, signed_in(user, second_factor=False))
    assert "csrfmiddlewaretoken" in said
    kept = list(FRAME._pieces.values())
    assert any("Ask first." in piece for piece in kept), "the parts are kept at all"
    for piece in kept:
        assert "csrfmiddlewaretoken" not in piece
        assert user.email not in piece
        assert "nonce=" not in piece


def test_the_page_is_the_live_one_of_the_catalogue(page: ModulePage) -> None:
    today = dt.date(2026, 3, 2)
    assert stored_overview(page.slug, today) == page
    assert stored_overview("never-written", today) is None
    ModulePage.objects.filter(pk=page.pk).update(url_path="/elsewhere/adultification/")
    assert stored_overview(page.slug, today) is None
    ModulePage.objects.filter(pk=page.pk).update(url_path=page.url_path, live=False)
    assert stored_overview(page.slug, today) is None
