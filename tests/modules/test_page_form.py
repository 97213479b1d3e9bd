"""What a publication has to say, asked in the editor; a draft need not say it."""

from typing import Any

import pytest
from django.urls import reverse

from learning.modules.models import ModulePage, ModuleVersion
from tests.signing_in import signed_in

from .factories import form_of, published, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ModulePage:
    return published()


def sent(page: ModulePage, publish: bool = True, **changes: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    button = {"action-publish": "1"} if publish else {}
    return signed_in(publisher()).post(address, form_of(page, summary="Other learning.", **changes) | button)


MAJOR = {"change": "major", "what_changed": "The law changed.", "impact_seen": "on"}


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (MAJOR | {"earlier_completions": "redo"}, "redo_by", "Say by which day people take it again."),
        (
            MAJOR | {"earlier_completions": "redo", "redo_by": "2020-01-01"},
            "redo_by",
            "This day has passed. Give people time: choose a later one.",
        ),
        (MAJOR | {"earlier_completions": "bridge"}, "bridge", "Choose the short module that counts instead."),
    ],
)
def test_a_major_change_says_what_it_means_for_earlier_completions(
    page: ModulePage, given: dict[str, Any], field: str, sentence: str
) -> None:
    answer = sent(page, **given)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field] == [sentence]
    assert ModuleVersion.objects.count() == 1


def test_a_draft_need_not_say_it(page: ModulePage) -> None:
    assert sent(page, publish=False, **MAJOR, earlier_completions="redo").status_code == 302


def test_a_module_is_neither_its_own_bridge_nor_its_own_forerunner(page: ModulePage) -> None:
    answer = sent(page, **MAJOR, earlier_completions="bridge", bridge=str(page.module_id))
    assert answer.context["form"].errors["bridge"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert page.module not in answer.context["form"].fields["helps_first"].queryset


def test_another_module_can_be_the_bridge(page: ModulePage) -> None:
    bridge = published(title="In short").module
    assert sent(page, **MAJOR, earlier_completions="bridge", bridge=str(bridge.pk)).status_code == 302
    version = ModuleVersion.objects.get(module=page.module, major=2)
    assert (version.earlier_completions, version.bridge) == ("bridge", bridge)


def test_what_does_not_apply_is_dropped(page: ModulePage) -> None:
    assert sent(page, change="minor", earlier_completions="redo", redo_by="2020-01-01").status_code == 302
    page.refresh_from_db()
    assert (page.earlier_completions, page.redo_by) == ("stand", None)
    assert ModuleVersion.objects.get(minor=1).change == "minor"


def test_the_next_publication_starts_from_a_clean_form(page: ModulePage) -> None:
    assert sent(page, **MAJOR, earlier_completions="redo", redo_by="2030-01-01").status_code == 302
    client = signed_in(publisher())
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert [form[name].value() for name in ("change", "earlier_completions", "redo_by", "bridge")] == [
        "minor",
        "stand",
        None,
        None,
    ]


def test_a_draft_keeps_what_was_chosen(page: ModulePage) -> None:
    assert sent(page, publish=False, **MAJOR).status_code == 302
    form = signed_in(publisher()).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form["change"].value() == "major"
