"""Bad input in the editor's own form: publishing says at the field what is wrong, and saving a draft keeps it all."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from learning.modules.models import ModulePage, ModuleVersion
from tests.signing_in import signed_in

from .factories import form_of, module_page, publisher

pytestmark = pytest.mark.django_db

Block = tuple[str, dict[str, Any]]
PLAIN = "Write plain words here: readers would see tags such as <b> letter by letter. Take them out."


def film(**changes: Any) -> Block:
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


def true_false(**changes: Any) -> Block:
    value = {"statement": "It takes consent.", "answer": "", "rationale": "No.", "sources": streamfield([])}
    return "true_false", value | changes


def options(*texts: str, right: str = "") -> dict[str, Any]:
    """A list of options as the form sends it; a box that is not ticked is not sent."""
    rows = [{"text": text, "why": "So."} | ({"correct": "on"} if text == right else {}) for text in texts]
    return in_a_list(rows)


def in_a_list(rows: list[Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {"count": str(len(rows))}
    for at, row in enumerate(rows):
        sent[str(at)] = {"value": row, "deleted": "", "order": str(at), "id": ""}
    return sent


def question(**changes: Any) -> Block:
    value = {
        "question": "Which?",
        "options": options("One", "Another", right="One"),
        "rationale": "Because.",
        "sources": in_a_list([]),
    }
    return "question", value | changes


def check(**changes: Any) -> Block:
    return "check", {"question": "Which?", "options": options("One", "Another", right="One")} | changes


def scenario(*steps: tuple[str, str, str], start: str = "door") -> Block:
    """`steps`: a short name, where its one choice leads, and its ending."""
    rows = [
        {
            "key": key,
            "text": f"At {key}.",
            "choices": in_a_list([{"text": "Go on", "next": leads_to, "feedback": "So be it."}] if leads_to else []),
            "ending": ending,
        }
        for key, leads_to, ending in steps
    ]
    return "scenario", {"title": "The closed door", "start": start, "steps": in_a_list(rows)}


BAD = {
    "a foreign host": (
        film(link="https://example.org/film"),
        "link",
        "Films come from YouTube or Vimeo here, by the https address of one film. This is none.",
    ),
    "captions that are no WebVTT": (
        film(captions="Hello."),
        "captions",
        "These are no WebVTT captions: the first line has to be WEBVTT. Save them as .vtt, not as .srt or .docx.",
    ),
    "html in a title": (film(title="<b>A film</b>"), "title", PLAIN),
    "html in a question": (question(question="<script>alert(1)</script>Which?"), "question", PLAIN),
    "html in an option": (
        question(options=options("One", "<i>Another</i>", right="One")),
        "options-1-value-text",
        PLAIN,
    ),
    "no film": (film(link=""), "file", "Give one film: a file of our own, or the address of one elsewhere."),
    "neither true nor false": (true_false(), "answer", "This field is required."),
    "a question without a right answer": (
        question(options=options("One", "Another")),
        "options",
        "Mark the right option; mark several if they belong together.",
    ),
    "a check without a right answer": (
        check(options=options("One", "Another")),
        "options",
        "Mark the right option; mark several if they belong together.",
    ),
    "a scenario with a dead end": (
        scenario(("door", "hall", ""), ("hall", "", "")),
        "steps-1-value-choices",
        "Nobody can go on from here. Add choices, or say how it ends.",
    ),
    "a step that nobody reaches": (
        scenario(("door", "good", ""), ("good", "", "good"), ("cellar", "good", "")),
        "steps-2-value-key",
        "No choice leads to this step, so nobody will see it.",
    ),
}


def sent(page: ModulePage, *blocks: Block, **action: str) -> dict[str, Any]:
    section = {
        "title": "What we mean",
        "content_note": "",
        "blocks": streamfield(list(blocks)),
        "alternative": {"title": "", "blocks": streamfield([])},
    }
    return form_of(page, body=streamfield([("section", section)])) | action


def said_at(errors: Any, field: str) -> list[str]:
    """The sentences at a field of the one block, named as the form names it: `options-1-value-text`."""
    for name in ["0", "blocks", "0", *(part for part in field.split("-") if part != "value")]:
        errors = errors.block_errors[int(name) if name.isdigit() else name]
    messages: list[str] = errors.messages
    return messages


def typed(value: Any) -> Iterator[str]:
    """All words that an author typed into a block."""
    for key, part in value.items() if isinstance(value, dict) else ():
        if isinstance(part, dict):
            yield from typed(part)
        elif part and key not in {"count", "order", "deleted", "id", "transcript"} and part != "on":
            yield str(part)


def kept(stored: Any) -> Iterator[str]:
    """All words that are stored of a block."""
    if isinstance(stored, dict | list):
        for part in stored.values() if isinstance(stored, dict) else stored:
            yield from kept(part)
    elif stored is not None:
        yield str(stored)


@pytest.mark.parametrize(("block", "field", "sentence"), BAD.values(), ids=BAD)
def test_it_is_refused_at_its_field_and_the_draft_is_kept(block: Block, field: str, sentence: str) -> None:
    editor: Client = signed_in(publisher())
    page = module_page()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = editor.post(address, sent(page, block, **{"action-publish": "1"}))
    assert refused.status_code == 200
    (error,) = refused.context["form"].errors.as_data()["body"]
    assert said_at(error, field) == [sentence]
    assert sentence.partition(":")[0] in refused.content.decode(), "and the author reads it"
    assert not ModulePage.objects.get(pk=page.pk).live
    assert not ModuleVersion.objects.exists()
    saved = editor.post(address, sent(page, block))
    assert saved.status_code == 302, "a draft may be as unfinished as it likes"
    (section,) = ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object().stored_body
    (stored,) = section["value"]["blocks"]
    name, given = block
    assert stored["type"] == name
    assert set(typed(given)) <= set(kept(stored["value"]))


@pytest.mark.parametrize("block", [film(), question(), check(), scenario(("door", "good", ""), ("good", "", "good"))])
def test_the_same_form_without_the_fault_goes_out(block: Block) -> None:
    page = module_page()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent_well = signed_in(publisher()).post(address, sent(page, block, **{"action-publish": "1"}))
    assert sent_well.status_code == 302
    assert ModuleVersion.objects.get().number == "1.0"
