"""A trainer writes a module with every block; it goes out as 1.0 and as 2.0, and each learner keeps what they began."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from learning.blocks.section import SectionBlocks
from tests.browser.conftest import DESK, PHONE, OpenPage, Server, sign_in
from tests.browser.editor import Editor
from tests.browser.test_every_kind import Learner, blocks_of

AUTHOR = "imogen.thackeray@network.example"
PEER = "nadia.fairweather@network.example"
LIVED = "corin.ellery@network.example"
GOVERNANCE = "leopold.sangha@network.example"
# Sam is in the middle of it when it changes; the other two have finished it, one at the author's own partner.
SAM = "sam.oyelaran@police.example"
DILYS = "dilys.marchbank@police.example"
TOBIAS = "tobias.achterberg@acute.example"
OURS, THEIRS = "Midshire Police", "Midshire Acute Hospitals NHS Trust"

TITLE = "Listening after a hard day (a test)"
SLUG = "listening-after-a-hard-day-a-test"
CASE = "Flat number four"
FILES = Path("learning/modules/content/files")
CLIPBOARD = Path(__file__).parent / "clipboard"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:20.000\n[No sound: a drawing of two people, one piece of paper each.]\n"
CHANGED = "The law changed. (Invented for this test.)"

VERSIONS = """
import json
from learning.modules.models import Module
found = Module.objects.filter(slug={slug!r}).first()
rows = found.versions.order_by("pk") if found else []
print(json.dumps([[v.number, v.earlier_completions, v.what_changed, v.body] for v in rows]))
"""
DONE = """
import json
from learning.records.models import Attempt, Completion
of = {{"module__slug": {slug!r}, "person__user__email": {email!r}}}
print(json.dumps([
    [[attempt.version.number, attempt.state] for attempt in Attempt.objects.filter(**of).order_by("pk")],
    [completion.version.number for completion in Completion.objects.filter(**of)],
]))
"""
# What an administrator does: the police lend the author to the network, and two partners ask for the module.
ASK_FOR_IT = """
import datetime, json
from django.utils import timezone
from learning.modules.models import Module
from learning.requirements.actions.rebuild_statuses import rebuild_statuses
from learning.requirements.actions.set_requirement import set_requirement
from learning.requirements.models import Requirement, StatusSpan
from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import Employment, Organisation, Person, RoleGroup
module, day, asked = Module.objects.get(slug={slug!r}), timezone.localdate(), {{}}
author, group = Person.objects.get(user__email={author!r}), RoleGroup.objects.get(slug="corporate")
ours = Organisation.objects.get(name={names!r}[0])
record_statement(None, Employment(
    person=author, organisation=ours, role_group=group, start=day - datetime.timedelta(30), post="Lent to the network"))
for organisation in Organisation.objects.filter(name__in={names!r}):
    set_requirement(None, Requirement(level=1, module=module, organisation=organisation, starts_on=day))
    rebuild_statuses(Employment.objects.in_post(day).filter(organisation=organisation).values_list("person", flat=True))
    spans = StatusSpan.objects.on(day).required().filter(module=module, organisation=organisation)
    asked[organisation.name] = spans.count()
print(json.dumps(asked))
"""


def told(server: Server, code: str, **names: Any) -> Any:
    """What a script says of the server's own database."""
    return json.loads(server.manage("shell", "--no-imports", "-c", code.format(slug=SLUG, **names)).splitlines()[-1])


def numbers(server: Server) -> list[str]:
    return [number for number, *_ in told(server, VERSIONS)]


@pytest.fixture
def desk_of(open_page: OpenPage, server: Server) -> Any:
    """Who works in the editor, each in a browser of their own, at their first screen."""
    pages: dict[str, Page] = {}

    def of(email: str) -> Page:
        if email not in pages:
            pages[email] = open_page(DESK)
            sign_in(pages[email], server, email)
        pages[email].goto("/cms/")
        return pages[email]

    return of


def agree(page: Page) -> None:
    """A reviewer reads what waits on their first screen, and lets it out."""
    page.get_by_role("link", name=TITLE).first.click()
    assert "What to look for" in page.locator("main").inner_text()
    page.get_by_label("Your comment").fill("Clear and kind.")
    with page.expect_navigation(wait_until="networkidle"):
        page.get_by_role("button", name="I agree: it can go out").click()
    assert "Thank you" in page.locator("body").inner_text()


def start_from_the_example(page: Page) -> Editor:
    assert "Your modules, and what waits for you" in page.locator("main").inner_text()
    page.get_by_role("link", name="Start a module").click()
    with page.expect_navigation(url="**/edit/", wait_until="networkidle"):
        page.get_by_role("button", name="Start from the example").click()
    assert "Nothing is missing" in page.locator("[data-checks]").inner_text()
    page.locator("#id_title").fill(TITLE)
    page.keyboard.press("Tab")
    expect(page.locator("#id_slug")).to_have_value(SLUG)  # the address follows the title until it is out
    # Leads past all three reviewers.
    page.locator("#id_content_note").fill("Speaks of a sudden death.")
    return Editor(page)


def paste_from_other_programs(editor: Editor) -> None:
    """Headings stay headings, and lists lists."""
    box = editor.writes(editor.add("Text", 0))
    word = (CLIPBOARD / "word.html").read_text()
    assert editor.paste(box, word, "What helps\nSit down together before anything else.\nListen first.") == [
        ["h2", "What helps"],
        ["p", "Sit down together before anything else."],
        ["h2", "Two things to do"],
        ["ul li", "Ask"],
        ["ul li", "Listen first."],
    ]
    assert box.locator("[style*=bold]").all_inner_texts() == ["together"]
    box = editor.writes(editor.add("Text", 0))
    slide = (CLIPBOARD / "powerpoint.html").read_text()
    assert editor.paste(box, slide, "Afterwards\nRing a colleague\nRest") == [
        ["h2", "Afterwards"],
        ["ul li", "Ring a colleague"],
        ["ul li", "Rest"],
    ]


def add_a_picture(editor: Editor, tmp_path: Path) -> None:
    Image.new("RGB", (640, 360), "#7a3b52").save(tmp_path / "hands.png")
    block = editor.add("Image", 0)
    editor.upload(block, "Choose an image", tmp_path / "hands.png", "Two hands")
    block.get_by_label("What it shows").fill("Two open hands")


def add_another_route(editor: Editor) -> None:
    """Round the first section, for those who would rather not read it."""
    section = editor.page.locator("[data-streamfield-child]:has(> input[name=body-0-type])")
    section.get_by_label("Content note").fill("Speaks of the day when somebody died.")
    editor.page.locator("[name=body-0-value-alternative-title]").fill("Without the story")
    box = editor.writes(editor.add("Text", 0, "alternative-blocks"))
    box.click()
    editor.page.keyboard.type("What helps is the same on any hard day.")


def add_a_film(editor: Editor, tmp_path: Path) -> None:
    """A draft may lack what it likes: the checklist says what, and where, and leads there."""
    block = editor.add("Video", 1)
    film, hours_of_film = FILES / "one-piece-each.mp4", tmp_path / "hours.mp4"
    with hours_of_film.open("wb") as file:
        file.truncate(2 * 1024**3)
    editor.upload(block, "Choose a document", film, "One piece each, the film", too_large=hours_of_film)
    block.get_by_label("Title").fill("One piece each")
    block.get_by_label("Minutes").fill("1")
    editor.save()
    checks = editor.page.locator("[data-checks]")
    assert "2 things are missing" in checks.inner_text()
    checks.get_by_role("link", name="Video, Whose it is, and licence").click()
    expect(block.get_by_label("Title")).to_be_focused()
    block.get_by_label("Whose it is, and licence").fill("Made for this test, CC BY 4.0")
    (tmp_path / "film.vtt").write_text(CAPTIONS)
    block.get_by_label("Fill it from a .vtt file").set_input_files(tmp_path / "film.vtt")
    expect(block.locator("textarea")).to_have_value(CAPTIONS)
    editor.writes(block).click()
    for words in ("Two people hold one piece of paper each.", "They lay them side by side.", "Now it can be read."):
        editor.page.keyboard.type(words)
        editor.page.keyboard.press("Enter")


def add_what_to_take_away(editor: Editor) -> None:
    block = editor.add("Document", 1)
    editor.upload(block, "Choose a document", FILES / "decision-note.pdf", "A note of a decision")
    block.get_by_label("What it is called").fill("A note of a decision")
    block.get_by_label("What it is for").fill("To fill in after a hard call.")
    block = editor.add("Linked case", 1)
    editor.choose_page(block, "Choose a page (Learning case)", CASE)
    block.get_by_label("Learning point").fill("Somebody noticed, and said so.")


def change_it(editor: Editor, asked: dict[str, int]) -> None:
    """A major change: one sees whom it touches, and what is missing is said at its field."""
    page = editor.page
    page.locator("#id_summary").fill("What helps a team in the first days, with the new law.")
    page.get_by_role("tab", name="Finishing and changes").click()
    page.get_by_label("Major: the learning has changed").check()
    page.get_by_label("People take it again by a day").check()
    by = dt.datetime.now(dt.UTC).date() + dt.timedelta(120)
    with page.expect_response(lambda answer: f"redo_by={by}" in answer.url):
        page.get_by_label("by this day").fill(by.isoformat())
        page.keyboard.press("Tab")
    impact = page.locator("[data-impact]")
    expect(impact).to_contain_text(f"(b) People take it again by {by.day} {by:%B %Y}.")
    cells = {row[0]: row[1:] for row in rows_of(impact)}
    one = f"1 of {asked[OURS]}"
    assert cells[f"{OURS} yours, exact"] == [one, "nobody", one]
    assert cells[THEIRS] == ["few", "nobody", "few"]
    assert "in the middle of an earlier version" in impact.inner_text()
    editor.press("action-submit")
    for field, sentence in (
        ("what_changed", "Say what changed. People who finished an earlier version read it."),
        ("impact_seen", "Look at whom this touches, then tick the box."),
    ):
        place = page.locator(f".w-field__wrapper:has(#id_{field})").last
        assert sentence in place.locator(".error-message").inner_text()
    page.get_by_role("tab", name="Finishing and changes").click()
    assert page.locator("#id_redo_by").input_value() == by.isoformat()
    page.locator("#id_what_changed").fill(CHANGED)
    page.get_by_label("I have seen whom this touches").check()


def rows_of(impact: Locator) -> list[list[str]]:
    """The table's cells, row by row."""
    rows = impact.locator("tbody tr").all()
    return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows]


def beginner(open_page: OpenPage, server: Server, email: str) -> Learner:
    # Without a script: with one, each kind of block has its own journey in test_every_kind.
    learner = Learner(open_page(PHONE, javascript=False), script=False)
    sign_in(learner.page, server, email)
    learner.page.goto(f"/learn/{SLUG}/")
    learner.to_the_next_page(learner.page.get_by_role("main").get_by_role("button", name=re.compile("^Start")))
    return learner


def take(learner: Learner, body: list[dict[str, Any]], *, first: int = 1) -> None:
    """From section `first` to the end, every block of it."""
    for number, section in enumerate(body[first - 1 :], first):
        assert learner.page.url.endswith(f"/learn/{SLUG}/{number}/")
        for block in blocks_of(section):
            learner.do(block)
        learner.to_the_next_page(learner.on(number == len(body)))
    expect(learner.page.get_by_role("heading", level=1, name=re.compile("^You have finished"))).to_be_visible()


def test_a_module_is_written_reviewed_published_and_changed(
    open_page: OpenPage, server: Server, desk_of: Any, tmp_path: Path
) -> None:
    editor = start_from_the_example(desk_of(AUTHOR))
    address = editor.page.url
    editor.open_section(0)
    paste_from_other_programs(editor)
    add_a_picture(editor, tmp_path)
    add_another_route(editor)
    editor.open_section(1)
    add_a_film(editor, tmp_path)
    add_what_to_take_away(editor)
    editor.save()
    assert "Nothing is missing" in editor.page.locator("[data-checks]").inner_text()
    editor.press("action-submit")
    expect(editor.page.get_by_text("has been submitted for moderation").first).to_be_visible()
    for email in (PEER, LIVED, GOVERNANCE):
        assert numbers(server) == []
        agree(desk_of(email))
    assert numbers(server) == ["1.0"]
    body = told(server, VERSIONS)[0][3]
    kinds = {block["type"] for section in body for block in section["value"]["blocks"]}
    assert kinds == set(SectionBlocks().child_blocks), "a module with every block"

    # Two finish 1.0, every block of it; a third stops after the first section, by its other route.
    for email in (DILYS, TOBIAS):
        learner = beginner(open_page, server, email)
        take(learner, body)
        assert told(server, DONE, email=email) == [[["1.0", "passed"]], ["1.0"]]
        learner.page.context.close()
    sam = beginner(open_page, server, SAM)
    sam.take_the_other_way()
    sam.to_the_next_page(sam.on(last=False))
    asked = told(server, ASK_FOR_IT, author=AUTHOR, names=[OURS, THEIRS])

    editor.page.goto(address, wait_until="networkidle")
    change_it(editor, asked)
    editor.press("action-submit")
    expect(editor.page.get_by_text("has been submitted for moderation").first).to_be_visible()
    for email in (PEER, LIVED, GOVERNANCE):
        assert numbers(server) == ["1.0"]
        agree(desk_of(email))
    assert [version[:3] for version in told(server, VERSIONS)] == [["1.0", "stand", ""], ["2.0", "redo", CHANGED]]

    # Who was in the middle finishes the version they began.
    sam.page.goto(f"/learn/{SLUG}/", wait_until="networkidle")
    take(sam, body, first=2)
    assert told(server, DONE, email=SAM) == [[["1.0", "passed"]], ["1.0"]]
    # Who had finished reads what changed, and by when they are asked again.
    theirs = open_page(PHONE)
    sign_in(theirs, server, DILYS)
    for place in (f"/catalogue/{SLUG}/", "/my-learning/"):
        theirs.goto(place)
        for more in theirs.locator("summary", has_text="New since you finished").all():
            more.click()
        expect(theirs.get_by_text(CHANGED).first).to_be_visible()
        expect(theirs.get_by_text("You are asked to take the module again by then.").first).to_be_visible()
