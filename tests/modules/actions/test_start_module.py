"""A module begun from the example or a copy is one of its own, down to its blocks."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from learning.modules.actions.start_module import start_from_copy, start_from_example
from learning.modules.checklist import checklist
from learning.modules.models import Module, ModulePage
from tests.signing_in import signed_in
from tests.workforce.factories import UserFactory

from ..factories import catalogue_page, published, trainer

pytestmark = pytest.mark.django_db


def ids(stored: Any) -> set[str]:
    if isinstance(stored, dict):
        own = {stored["id"]} if stored.get("id") else set()
        return own.union(*(ids(part) for part in stored.values()))
    if isinstance(stored, (list, tuple)):
        return set[str]().union(*(ids(part) for part in stored))
    return set()


def test_the_example_could_go_out_as_it_stands() -> None:
    page = start_from_example(trainer(), catalogue_page(), "A new module")
    draft = page.get_latest_revision_as_object()
    assert checklist(draft).missing == []
    published(page)
    assert Module.objects.get().current_version is not None


def test_two_examples_have_addresses_and_blocks_of_their_own() -> None:
    one, two = (start_from_example(trainer(), catalogue_page(), "A new module") for _ in range(2))
    assert one.slug != two.slug
    assert not ids(one.stored_body) & ids(two.stored_body)


def test_a_copy_is_a_module_of_its_own() -> None:
    original, author = published(), trainer()
    copy = start_from_copy(author, original, "Another")
    assert (copy.live, copy.module, copy.owner) == (False, None, author)
    assert copy.translation_key != original.translation_key
    newest = ModulePage.objects.get(pk=copy.pk).get_latest_revision_as_object()
    assert ids(newest.stored_body)
    assert not ids(newest.stored_body) & ids(original.stored_body)
    published(copy)
    assert Module.objects.count() == 2


def test_wagtails_own_copying_gives_new_ids_too() -> None:
    original, author = published(), trainer()
    address = reverse("wagtailadmin_pages:copy", args=[original.pk])
    form = {"new_title": "Copied", "new_slug": "copied", "new_parent_page": original.get_parent().pk}
    assert signed_in(author).post(address, form).status_code == 302
    newest = ModulePage.objects.get(slug="copied").get_latest_revision_as_object()
    assert not ids(newest.stored_body) & ids(original.stored_body)


def test_somebody_who_writes_no_modules_starts_none() -> None:
    stranger = UserFactory()
    with pytest.raises(PermissionDenied):
        start_from_example(stranger, catalogue_page(), "A new module")
    with pytest.raises(PermissionDenied):
        start_from_copy(stranger, published(), "Another")
