"""Every kind of block, by keyboard alone and found by its accessible name: with scripts, without, and with the
connection cut in the middle of every section.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.conftest import PHONE, OpenPage, Server, assert_accessible, assert_accessible_everywhere, sign_in
from tests.browser.device import kept_elsewhere, raw, readable
from tests.browser.keyboard import choose, press, reach, write

WITH_SCRIPT = "bashir.winterbourne@network.example"
WITHOUT = "tobias.achterberg@acute.example"
WITH_A_BAD_LINE = "leopold.sangha@network.example"
SLUG = "sharing-information-safely"
MODULE = f"/learn/{SLUG}/"
KINDS = {
    "text", "key_point", "example", "video", "document", "table", "check", "question", "true_false", "own_words",
    "scenario", "reflection", "confidence", "linked_case", "team_activity", "image",
}  # fmt: skip
SEVERAL = "Which two belong in a note of what you decided?"
PICTURE = "Two open hands, each holding one piece of paper"
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
from learning.records.models import Answer, Completion, ConfidenceRating, Reading, Reflection
from learning.records.note import unpack
mine = {{"attempt__person__user__email": {email!r}, "attempt__module__slug": {slug!r}}}
answers = Answer.objects.filter(**mine)
written = Reflection.objects.filter(**mine)
cases = CaseReflection.objects.filter(person__user__email={email!r})
print(json.dumps({{
    "answers": {{one.block_id: [one.kind, one.correct, one.is_final] for one in answers}},
    "rows": answers.count(),
    "keys": answers.values("idempotency_key").distinct().count(),
    "ratings": sorted(ConfidenceRating.objects.filter(**mine).values_list("block_id", flat=True)),
    "readings": Reading.objects.filter(**mine).count(),
    "notes": {{one.block_id: unpack(bytes(one.sealed_text)).text for one in written}},
    "cases": [unpack(bytes(one.sealed_text)).text for one in cases],
    "finished": Completion.objects.filter(person__user__email={email!r}, module__slug={slug!r}).count(),
}}))
"""


@pytest.fixture(scope="module")
def sections(server: Server) -> list[dict[str, Any]]:
    """The body of the version that a learner starts now."""
    code = ADD_WHAT_IS_MISSING.format(slug=SLUG, several=SEVERAL, picture=PICTURE)
    told = json.loads(server.manage("shell", "--no-imports", "-c", code).splitlines()[-1])
    assert set(told["kinds"]) == KINDS
    server.until_the_worker_is_done()
    return told["sections"]


def stored(server: Server, email: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        server.manage("shell", "--no-imports", "-c", STORED.format(email=email, slug=SLUG)).splitlines()[-1]
    )
    return found


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

    def to_the_next_page(self, button: Locator) -> None:
        reach(self.page, button)
        with self.page.expect_navigation(wait_until="networkidle" if self.script else "load"):
            self.page.keyboard.press("Enter")

    def send(self, place: Locator, name: str | re.Pattern[str]) -> None:
        button = place.get_by_role("button", name=name)
        if self.script:
            press(self.page, button)
        else:
            self.to_the_next_page(button)

    def only_read(self, value: Any) -> None:
        """Nothing to do."""

    def do_key_point(self, value: dict[str, Any]) -> None:
        note = self.page.get_by_role("main").get_by_text(value["text"], exact=True).first
        expect(note).to_be_visible()

    def do_image(self, value: dict[str, Any]) -> None:
        shown = self.page.get_by_role("img", name=value["alt"])
        expect(shown).to_be_visible()
        assert shown.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 0

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
        for _ in range(len(value["steps"])):
            if place.get_by_text("An ending:").count():
                break
            taken = place.get_by_text("You chose").count()
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
            self.to_the_next_page(self.page.get_by_role("button", name=name))
            expect(self.page.get_by_role("button", name=name)).to_have_count(0)

    def on(self, last: bool) -> Locator:
        return self.page.get_by_role("button", name="Finish" if last else re.compile("^Next"))

    def begin(self, server: Server, email: str) -> None:
        sign_in(self.page, server, email)
        self.page.goto(MODULE)
        self.to_the_next_page(self.page.get_by_role("main").get_by_role("button", name=re.compile("^Start")))

    def arrive(self, number: int, section: dict[str, Any]) -> list[dict[str, Any]]:
        """At a section, by its other way where it has one: the blocks that stand there."""
        assert self.page.url.endswith(f"{MODULE}{number}/")
        expect(self.page.get_by_role("heading", level=1, name=section["value"]["title"])).to_be_visible()
        if not self.page.get_by_role("button", name="Take the other way").count():
            return blocks_of(section)
        self.take_the_other_way()
        return blocks_of(section, other=True)


def blocks_of(section: dict[str, Any], *, other: bool = False) -> list[dict[str, Any]]:
    value = section["value"]
    found: list[dict[str, Any]] = value["alternative"]["blocks"] if other else value["blocks"]
    return found


@dataclass
class Cut(Learner):
    """The same without a connection: each answer is kept on the device, and its block says so."""

    def keep(self, place: Locator, name: str | re.Pattern[str]) -> None:
        self.send(place, name)
        expect(place.get_by_text(re.compile(r"^Kept on this device, \d\d:\d\d"))).to_be_visible()

    def give(self, block: dict[str, Any]) -> bool:
        """Answer a block; False where there is nothing to answer."""
        by_kind = getattr(self, f"give_{block['type']}", None)
        if by_kind is None:
            return False
        by_kind(block["value"])
        return True

    def give_check(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["question"])
        for option in value["options"]:
            if option["value"]["correct"]:
                choose(self.page, place, option["value"]["text"])
        self.keep(place, re.compile("^(See the reasons|This is my answer)$"))
        expect(place.get_by_text("Kept on this device")).to_be_focused()

    give_question = give_check

    def give_true_false(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["statement"])
        choose(self.page, place, "True" if value["answer"] == "true" else "False")
        self.keep(place, "This is my answer")

    def give_scenario(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["title"])
        reach(self.page, place.get_by_role("radio").first)
        self.page.keyboard.press("Space")
        self.keep(place, "See what happens")

    def give_own_words(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["question"])
        write(self.page, place.get_by_role("textbox", name="Your answer"), WORDS)
        self.keep(place, "Save and compare")

    def give_reflection(self, value: dict[str, Any]) -> None:
        self.write_for_myself(self.page.get_by_role("textbox", name=value["prompt"]), THOUGHT)

    def give_linked_case(self, value: dict[str, Any]) -> None:
        self.write_for_myself(self.page.get_by_role("textbox", name="One thing for your own work"), CASE_NOTE)

    def write_for_myself(self, box: Locator, words: str) -> None:
        write(self.page, box, words)
        self.keep(self.page.get_by_role("region").filter(has=box), "Save for myself")

    def give_confidence(self, value: dict[str, Any]) -> None:
        place = region(self.page, value["statement"])
        choose(self.page, place, "Mostly")
        self.keep(place, "Save my answer")

    def answer(self, asked: str, options: list[dict[str, Any]], button: str) -> None:
        """It was answered without a connection: what is right about it has come since."""
        expect(region(self.page, asked).get_by_text("Yes, that is it.")).to_be_visible()

    def do_true_false(self, value: dict[str, Any]) -> None:
        self.answer(value["statement"], [], "")

    def do_confidence(self, value: dict[str, Any]) -> None:
        expect(region(self.page, value["statement"]).get_by_text(re.compile(r"^\s*Saved"))).to_be_visible()

    def says_what_waits(self, answers: int) -> None:
        waits = "1 answer waits to be sent" if answers == 1 else f"{answers} answers wait to be sent"
        expect(self.page.get_by_text(f"{waits}. Safe on this device, sealed for you alone.").first).to_be_visible()

    def says_that_all_is_saved(self) -> None:
        expect(self.page.get_by_text(re.compile(r"^\s*Everything is saved, \d\d:\d\d\s*$")).first).to_be_visible()
        assert raw(self.page) == []


def test_with_a_script(open_page: OpenPage, server: Server, sections: list[dict[str, Any]]) -> None:
    page = open_page(PHONE)
    learner = Learner(page, script=True)
    learner.begin(server, WITH_SCRIPT)
    for number, section in enumerate(sections, 1):
        blocks = learner.arrive(number, section)
        assert_accessible_everywhere(page)
        for block in blocks:
            learner.do(block)
        assert_accessible_everywhere(page)
        learner.to_the_next_page(learner.on(number == len(sections)))
    assert_finished(learner, server, WITH_SCRIPT, sections)
    assert_accessible_everywhere(page)


def test_without_a_script(open_page: OpenPage, server: Server, sections: list[dict[str, Any]]) -> None:
    learner = Learner(open_page(PHONE, javascript=False), script=False)
    learner.begin(server, WITHOUT)
    for number, section in enumerate(sections, 1):
        for block in learner.arrive(number, section):
            learner.do(block)
        learner.to_the_next_page(learner.on(number == len(sections)))
    assert_finished(learner, server, WITHOUT, sections)


def test_with_the_connection_cut_in_the_middle_of_every_section(
    open_page: OpenPage, server: Server, sections: list[dict[str, Any]]
) -> None:
    page = open_page(PHONE, bad_line=True)
    learner = Cut(page, script=True)
    learner.begin(server, WITH_A_BAD_LINE)
    for number, section in enumerate(sections, 1):
        blocks = learner.arrive(number, section)
        arrived = cut_in_the_middle(learner, blocks, learner.on(number == len(sections)))
        assert len(arrived) == len(set(arrived)), "each was sent once"
        for block in blocks:
            learner.do(block)
        learner.to_the_next_page(learner.on(number == len(sections)))
    assert_finished(learner, server, WITH_A_BAD_LINE, sections)


def cut_in_the_middle(learner: Cut, blocks: list[dict[str, Any]], on: Locator) -> list[str]:
    """Everything is answered and "Next" pressed without a connection; then it is back. What was sent: where to."""
    page, arrived = learner.page, []

    def note(answer: Response) -> None:
        if answer.request.method == "POST" and not answer.url.endswith("/device-keys/"):
            arrived.append(answer.url)
            assert answer.status in {200, 204}, answer.url

    page.on("response", note)
    page.context.set_offline(True)
    given = sum(learner.give(block) for block in blocks)
    if given:
        learner.says_what_waits(given)
    press(page, on)
    expect(page.get_by_role("alert")).to_contain_text("That you read this is kept")
    assert_nothing_can_be_read(page, given + 1)
    assert_accessible_everywhere(page)
    page.context.set_offline(False)
    learner.says_that_all_is_saved()
    page.remove_listener("response", note)
    assert len(arrived) == given + 1
    return arrived


def assert_nothing_can_be_read(page: Page, records: int) -> None:
    assert len(raw(page)) == records
    assert all(set(row) == {"id", "key", "iv", "sealed"} for row in raw(page))
    told = readable(page)
    for secret in (WORDS, CASE_NOTE, THOUGHT, SLUG, WITH_A_BAD_LINE, "option", "sequence"):
        assert secret not in told
    assert kept_elsewhere(page) == []


def assert_finished(learner: Learner, server: Server, email: str, sections: list[dict[str, Any]]) -> None:
    """The page says so, and the database holds each thing once."""
    expect(learner.page.get_by_role("heading", level=1, name=re.compile("^You have finished"))).to_be_visible()
    aid = learner.page.get_by_role("link", name=re.compile("^One page to print ?: ")).first
    learner.look_at_sheet(str(aid.get_attribute("href")), aid.inner_text().partition(":")[2].strip())
    stood = [block for one in sections for block in blocks_of(one, other=bool(one["value"]["alternative"]["blocks"]))]
    of = {kind: [block["id"] for block in stood if block["type"] == kind] for kind in sorted(KINDS)}
    marked = {block: [kind, True, True] for kind in ("check", "question", "true_false") for block in of[kind]}
    unmarked = {block: [kind, None, True] for kind in ("scenario", "own_words") for block in of[kind]}
    kept = stored(server, email)
    assert kept["answers"] == marked | unmarked
    assert kept["rows"] == kept["keys"] == len(marked | unmarked)
    assert kept["ratings"] == sorted(of["confidence"])
    assert kept["notes"] == dict.fromkeys(of["reflection"], THOUGHT) | dict.fromkeys(of["own_words"], WORDS)
    assert kept["cases"] == [CASE_NOTE] * len(of["linked_case"])
    assert kept["readings"] == len(sections)
    assert kept["finished"] == 1
