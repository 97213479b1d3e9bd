"""Bad input in the editor's own form: publishing says at the field what is wrong, and saving a draft keeps it all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from learning.modules.models import ModulePage
from tests.signing_in import signed_in

from .factories import form_of, module_page, publisher

pytestmark = pytest.mark.django_db


def film(**changes: Any) -> tuple[str, dict[str, Any]]:
    value = {
        "title": "A film",
        "file": "",
        "link": "https://youtu.be/abc",
        "minutes": "2",
        "captions": "",
        "captioned_there": "on",
        "transcript": rich_text("<p>Hello.</p>"),
        "licence": "CC BY 4.0",
    }
    return "video", value | changes


def true_false(**changes: Any) -> tuple[str, dict[str, Any]]:
    value = {"statement": "It takes consent.", "answer": "", "rationale": "No.", "sources": streamfield([])}
    return "true_false", value | changes


def sent(page: ModulePage, *blocks: tuple[str, dict[str, Any]], **action: str) -> dict[str, Any]:
    section = {
        "title": "What we mean",
        "content_note": "",
        "blocks": streamfield(list(blocks)),
        "alternative": {"title": "", "blocks": streamfield([])},
    }
    return form_of(page, body=streamfield([("section", section)])) | action


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (film(link="https://example.org/film"), "Films come from YouTube or Vimeo here"),
        (film(captions="Hello."), "These are no WebVTT captions"),
        (film(title="<b>A film</b>"), "Write plain words here"),
        (film(link=""), "Give one film"),
        (true_false(), "This field is required."),
    ],
    ids=["a foreign host", "no captions", "html in text", "no film", "no right answer"],
)
def test_it_is_refused_at_its_field_and_the_draft_is_kept(block: tuple[str, dict[str, Any]], sentence: str) -> None:
    editor: Client = signed_in(publisher())
    page = module_page()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = editor.post(address, sent(page, block, **{"action-publish": "1"}))
    assert refused.status_code == 200
    assert sentence in refused.content.decode()
    assert not ModulePage.objects.get(pk=page.pk).live
    kept = editor.post(address, sent(page, block))
    assert kept.status_code == 302, "a draft may be as unfinished as it likes"
    (section,) = ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object().stored_body
    (stored,) = section["value"]["blocks"]
    name, given = block
    assert stored["type"] == name
    for field in {"title", "link", "captions", "statement", "answer"} & set(given):
        assert (stored["value"][field] or "") == given[field]
