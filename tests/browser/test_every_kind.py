"""Every kind of block, by keyboard alone and found by its accessible name, without a script."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, OpenPage, Server, assert_accessible, sign_in

WITHOUT = "tobias.achterberg@acute.example"
SLUG = "sharing-information-safely"
MODULE = f"/learn/{SLUG}/"
KINDS = {
    "text", "key_point", "example", "video", "document", "table", "check", "question", "true_false", "own_words",
    "scenario", "reflection", "confidence", "linked_case", "team_activity", "image",
}  # fmt: skip
SEVERAL = "Which two belong in a note of what you decided?"
PICTURE = "Two open hands, each holding one piece of paper"
MOST_TABS = 90
WORDS = "I would write down what was asked, and why I held it back."
CASE_NOTE = "I would ask first what the other service needs to know."
THOUGHT = "I held back out of worry, and could have rung the duty line."

# The demonstration's own module shows every kind but a picture and a question with several right answers.
ADD_WHAT_IS_MISSING = """
import io, json, uuid
from PIL import Image as Drawn
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from learning.modules.models import ModulePage
from learning.records.body import every_block
page = ModulePage.objects.get(slug={slug!r})
drawn = io.BytesIO()
Drawn.new("RGB", (320, 160), "#7a3b52").save(drawn, "PNG")
image = get_image_model().objects.create(title="Hands", file=ContentFile(drawn.getvalue(), "hands.png"))
draft = page.get_latest_revision_as_object()
body = list(draft.body.get_prep_value())
def item(value): return {{"type": "item", "id": str(uuid.uuid4()), "value": value}}
body[-1]["value"]["blocks"].append({{"type": "question", "id": str(uuid.uuid4()), "value": {{
    "question": {several!r}, "rationale": "Both can be looked at again later.", "sources": [],
    "options": [item({{"text": text, "correct": right, "why": ""}}) for text, right in (
        ("Who decided", True), ("When you will look again", True), ("What you think of the family", False))]}}}})
body[0]["value"]["blocks"].insert(1, {{"type": "image", "id": str(uuid.uuid4()), "value": {{
    "image": image.pk, "alt": {picture!r}, "decorative": False, "caption": ""}}}})
draft.body = body
draft.change = "minor"
draft.what_changed = "A picture, and one more question. (Invented for this test.)"
page.publish(draft.save_revision(), skip_permission_checks=True)
page.refresh_from_db()
version = page.module.current_version
kinds = sorted({{one.block["type"] for one in every_block(version.body)}})
print(json.dumps({{"sections": version.body, "kinds": kinds}}))
"""
STORED = """
import json
from learning.cases.models import CaseReflection
from learning.records.models import Answer, Completion, Reflection
from learning.records.note import unpack
mine = {{"attempt__person__user__email": {email!r}, "attempt__module__slug": {slug!r}}}
answers = Answer.objects.filter(**mine)
notes = [*Reflection.objects.filter(**mine), *CaseReflection.objects.filter(person__user__email={email!r})]
print(json.dumps({{
    "answers": answers.count(),
    "keys": len(set(answers.values_list("idempotency_key", flat=True))),
    "notes": sorted({{unpack(bytes(one.sealed_text)).text for one in notes}} - {{""}}),
    "finished": Completion.objects.filter(person__user__email={email!r}, module__slug={slug!r}).count(),
}}))
"""


@pytest.fixture(scope="module")
def sections(server: Server) -> list[dict[str, Any]]:
    """The body of the version that a learner starts now."""
    code = ADD_WHAT_IS_MISSING.format(slug=SLUG, several=SEVERAL, picture=PICTURE)
    told = json.loads(server.manage("shell", "--no-imports", "-c", code).splitlines()[-1])
    assert set(told["kinds"]) == KINDS
    return told["sections"]


def stored(server: Server, email: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        server.manage("shell", "--no-imports", "-c", STORED.format(email=email, slug=SLUG)).splitlines()[-1]
    )
    return found


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus: from where the focus is, and once around at most."""
    expect(wanted).to_be_visible()
    target = wanted.element_handle()
    for _ in range(MOST_TABS):
        if target.evaluate("""(one) => {
            const here = document.activeElement;
            return here === one || (one.type === "radio" && here.type === "radio" && here.form === one.form
                && here.name === one.name);
        }"""):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def press(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    page.keyboard.press("Enter")


def choose(page: Page, place: Locator, name: str | re.Pattern[str]) -> None:
    """One radio of a group by its arrows, or a tick by Space."""
    wanted = place.get_by_role("radio", name=name, exact=True).or_(place.get_by_role("checkbox", name=name, exact=True))
    reach(page, wanted)
    if wanted.get_attribute("type") == "checkbox":
        page.keyboard.press("Space")
        return
    page.keyboard.press("Space")
    for _ in range(place.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def write(page: Page, box: Locator, words: str) -> None:
    reach(page, box)
    page.keyboard.type(words)


def region(page: Page, name: str) -> Locator:
    """The block with this name. Two blocks of a page may not share one."""
    return page.get_by_role("region", name=name, exact=True)


@dataclass
class Learner:
    """Goes through each kind as somebody does who sees names and has a keyboard. `script`: whether scripts run."""

    page: Page
    script: bool

    def do(self, block: dict[str, Any]) -> None:
        getattr(self, f"do_{block['type']}", self.only_read)(block["value"])

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle" if self.script else "load")

    def send(self, place: Locator, name: str) -> None:
        press(self.page, place.get_by_role("button", name=name))
        self.settle()

    def only_read(self, value: Any) -> None:
        """Nothing to do."""

    def do_key_point(self, value: dict[str, Any]) -> None:
        note = self.page.get_by_role("main").get_by_text(value["text"], exact=True).first
        expect(note).to_be_visible()

    def do_image(self, value: dict[str, Any]) -> None:
        expect(self.page.get_by_role("img", name=value["alt"])).to_be_visible()

    def do_video(self, value: dict[str, Any]) -> None:
        film = region(self.page, value["title"])
        reach(self.page, film.get_by_label(value["title"]))
        assert self.page.evaluate("document.querySelector('video track[kind=captions]').srclang") == "en"
        press(self.page, film.get_by_text("Read it instead"))
        expect(film.get_by_role("paragraph").filter(visible=True).nth(2)).to_be_visible()

    def do_document(self, value: dict[str, Any]) -> None:
        link = self.page.get_by_role("link", name=f"Download {value['title']}")
        reach(self.page, link)
        assert self.page.request.get(str(link.get_attribute("href"))).body().startswith(b"%PDF")

    def do_table(self, value: dict[str, Any]) -> None:
        reach(self.page, region(self.page, value["cells"]["caption"]))

    def do_check(self, value: dict[str, Any]) -> None:
        self.answer(value["question"], value["options"], "See the reasons")

    def do_question(self, value: dict[str, Any]) -> None:
        self.answer(value["question"], value["options"], "This is my answer")

    def do_true_false(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["statement"])
        choose(self.page, place, "True" if value["answer"] == "true" else "False")
        self.send(place, "This is my answer")
        expect(place.get_by_text("Yes, that is it.")).to_be_visible()

    def answer(self, asked: str, options: list[dict[str, Any]], button: str) -> None:
        place = region(self.page, asked)
        for option in options:
            if option["value"]["correct"]:
                choose(self.page, place, option["value"]["text"])
        self.send(place, button)
        expect(place.get_by_text("Yes, that is it.")).to_be_visible()
        if self.script:
            expect(place.locator(":focus")).to_have_count(1)  # nobody is thrown back to the top of the page

    def do_scenario(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["title"])
        for taken in range(len(value["steps"])):
            if place.get_by_text("An ending:").count():
                break
            choice = place.get_by_role("radio").first
            reach(self.page, choice)
            self.page.keyboard.press("Space")
            self.send(place, "See what happens")
            expect(place.get_by_text("You chose")).to_have_count(taken + 1)
        expect(place.get_by_text("An ending:")).to_be_visible()

    def do_own_words(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["question"])
        if place.get_by_role("textbox").count():
            write(self.page, place.get_by_role("textbox", name="Your answer"), WORDS)
            self.send(place, "Save and compare")
        expect(place.get_by_text("A model answer")).to_be_visible()
        choice = place.get_by_role("radio").first
        reach(self.page, choice)
        self.page.keyboard.press("Space")
        self.send(place, "Save how it compares")
        expect(place.get_by_role("button", name="Change what I said")).to_be_visible()

    def do_reflection(self, value: dict[str, Any]) -> None:
        box = self.page.get_by_role("textbox", name=value["prompt"])
        place = self.page.get_by_role("region").filter(has=box)
        if not box.input_value():
            write(self.page, box, THOUGHT)
            self.send(place, "Save for myself")
        expect(place.get_by_text(re.compile(r"^\s*Saved"))).to_be_visible()

    def do_linked_case(self, value: dict[str, Any]) -> None:
        expect(self.page.get_by_text(value["learning_point"]).first).to_be_visible()
        for box in self.page.get_by_role("textbox", name="One thing for your own work").all():
            place = self.page.get_by_role("region").filter(has=box)
            if not box.input_value():
                write(self.page, box, CASE_NOTE)
                self.send(place, "Save for myself")
            expect(place.get_by_text(re.compile(r"^\s*Saved"))).to_be_visible()

    def do_confidence(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["statement"])
        choose(self.page, place, "Mostly")
        self.send(place, "Save my answer")
        expect(place.get_by_text(re.compile(r"^\s*Saved"))).to_be_visible()

    def do_team_activity(self, value: dict[str, Any]) -> None:
        link = self.page.get_by_role("link", name=re.compile(f"^One page to print ?: {value['title']}$"))
        reach(self.page, link)
        self.look_at_sheet(str(link.get_attribute("href")), value["title"])

    def look_at_sheet(self, address: str, title: str) -> None:
        sheet = self.page.context.new_page()
        sheet.goto(address)
        expect(sheet.get_by_role("heading", name=title)).to_be_visible()
        if self.script:
            assert_accessible(sheet)
        sheet.close()

    def take_the_other_way(self) -> None:
        """There and back: what is heavy can be gone around, and returned to."""
        for name in ("Take the other way", "Go back to the first way", "Take the other way"):
            press(self.page, self.page.get_by_role("button", name=name))
            expect(self.page.get_by_role("button", name=name)).to_have_count(0)
            self.settle()

    def go_on(self, last: bool) -> None:
        before = self.page.url
        press(self.page, self.page.get_by_role("button", name="Finish" if last else re.compile("^Next")))
        self.page.wait_for_url(lambda address: address != before)
        self.settle()


def begin(page: Page, server: Server, email: str) -> None:
    sign_in(page, server, email)
    page.goto(MODULE)
    press(page, page.get_by_role("main").get_by_role("button", name=re.compile("^Start")))
    page.wait_for_url(f"**{MODULE}1/")


def blocks_now(section: dict[str, Any], other: bool) -> list[dict[str, Any]]:
    value = section["value"]
    found: list[dict[str, Any]] = value["alternative"]["blocks"] if other else value["blocks"]
    return found


def test_without_a_script(open_page: OpenPage, server: Server, sections: list[dict[str, Any]]) -> None:
    page = open_page(PHONE, javascript=False)
    learner = Learner(page, script=False)
    begin(page, server, WITHOUT)
    for number, section in enumerate(sections, 1):
        page.wait_for_url(f"**{MODULE}{number}/")
        other = bool(page.get_by_role("button", name="Take the other way").count())
        if other:
            learner.take_the_other_way()
        for block in blocks_now(section, other):
            learner.do(block)
        learner.go_on(number == len(sections))
    finished(page, learner)
    kept = stored(server, WITHOUT)
    assert kept["notes"] == sorted([CASE_NOTE, THOUGHT, WORDS])
    assert kept["finished"] == 1


def finished(page: Page, learner: Learner) -> None:
    expect(page.get_by_role("heading", level=1, name=re.compile("^You have finished"))).to_be_visible()
    aid = page.get_by_role("link", name=re.compile("^One page to print ?: ")).first
    title = aid.inner_text().partition(":")[2].strip()
    learner.look_at_sheet(str(aid.get_attribute("href")), title)
