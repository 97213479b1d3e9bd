"""The form by which an administrator sets a module's last day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from learning.modules.models import Module, ModulePage
from tests.signing_in import signed_in

from ..factories import module_page, published, publisher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = "2026-03-31"


@pytest.fixture
def old() -> ModulePage:
    return published(title="Short notes")


@pytest.fixture
def client() -> Client:
    return signed_in(publisher())


def address(page: ModulePage) -> str:
    return reverse("retire_module", args=[page.pk])


def module(page: ModulePage) -> Module:
    return Module.objects.get(pk=page.module_id)


def test_a_last_day_with_what_to_take_instead(client: Client, old: ModulePage) -> None:
    new = published(title="The whole module").module
    asked = client.get(address(old))
    assert asked.status_code == 200
    assert list(asked.context["form"].fields["replaced_by"].queryset) == [new], "never the module itself"
    given = {"day": DAY, "replaced_by": str(new.pk), "note": "The whole one says it better."}
    answer = client.post(address(old), given)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[old.pk])
    stored = module(old)
    assert (stored.retired_on, stored.replaced_by, stored.retirement_note) == (dt.date(2026, 3, 31), new, given["note"])
    again = " ".join(client.get(address(old)).content.decode().split())
    assert "Its end is set: nobody starts it from 31 March 2026 on." in again
    assert 'value="2026-03-31"' in again


def test_keeping_it_after_all_asks_for_nothing(client: Client, old: ModulePage) -> None:
    assert "Keep it after all" not in client.get(address(old)).content.decode()
    client.post(address(old), {"day": DAY})
    assert "Keep it after all" in client.get(address(old)).content.decode()
    assert client.post(address(old), {"keep": "1"}).status_code == 302
    assert module(old).retired_on is None


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({}, "day", "Give a day, such as 3 March 2026."),
        ({"day": "2026-02-27"}, "day", "This day has passed. Choose today or a later day."),
        ({"day": DAY, "note": "x" * 301}, "note", "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, old: ModulePage, given: dict[str, Any], field: str, sentence: str
) -> None:
    answer = client.post(address(old), {"note": "Written with care.", **given})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {field: [sentence]}
    assert sentence in answer.content.decode()
    assert given.get("note", "Written with care.") in answer.content.decode()
    assert module(old).retired_on is None


def test_a_replacement_that_ends_before_is_refused(client: Client, old: ModulePage) -> None:
    new = published(title="The whole module")
    client.post(address(new), {"day": "2026-03-15"})
    answer = client.post(address(old), {"day": DAY, "replaced_by": str(new.module_id)})
    assert answer.context["form"].errors == {"replaced_by": ["Nobody can start “The whole module” on that day."]}
    assert module(old).retired_on is None


def test_a_day_that_was_set_before_may_stay_when_it_has_come(client: Client, old: ModulePage) -> None:
    Module.objects.filter(pk=old.module_id).update(retired_on=dt.date(2026, 1, 31))
    assert client.post(address(old), {"day": "2026-01-31", "note": "Said later."}).status_code == 302
    assert module(old).retirement_note == "Said later."


def test_what_was_never_published_has_no_such_form(client: Client) -> None:
    assert client.get(address(module_page())).status_code == 404
