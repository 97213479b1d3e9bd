"""The connection drops inside a section, the server dies in mid-save, the browser crashes: nothing is lost, each answer
arrives once, and the next person at the same browser can neither read nor send what waits.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import prepared
from tests.browser.conftest import (
    PHONE,
    Server,
    assert_accessible,
    assert_accessible_everywhere,
    free_port,
    press_sign_out,
    sign_in,
    wait_until_it_answers,
)
from tests.browser.device import RAW, kept_elsewhere, raw, readable

SAM = "sam.oyelaran@police.example"
ROISIN = "roisin.calderbank@police.example"
SLUG = "looking-after-yourself-and-team"
MODULE = f"/learn/{SLUG}/"
FIRST, LAST = f"{MODULE}1/", f"{MODULE}7/"
THOUGHT = "I was short with a colleague, and I know why."

STORED = """
import json
from learning.records.models import Answer, Attempt, ConfidenceRating, Reading, Reflection
from learning.records.note import unpack
mine = {{"attempt__person__user__email": {email!r}, "attempt__module__slug": {slug!r}}}
print(json.dumps({{
    "answers": list(Answer.objects.filter(**mine).order_by("block_id").values_list("block_id", "kind", "response")),
    "keys": len(set(Answer.objects.filter(**mine).values_list("idempotency_key", flat=True))),
    "ratings": list(ConfidenceRating.objects.filter(**mine).values_list("value", flat=True)),
    "readings": Reading.objects.filter(**mine).count(),
    "notes": [unpack(bytes(one.sealed_text)).text for one in Reflection.objects.filter(**mine)],
}}))
"""


@dataclass
class Mortal(Server):
    """A server of this file alone, which can be killed in the middle of anything and started again."""

    folder: Path = field(default=Path(), repr=False)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        log = self.folder / "server.log"
        command = [sys.executable, "-m", "gunicorn", "--config", "site/gunicorn.conf.py"]
        with log.open("ab") as sink:
            self.process = subprocess.Popen(
                command, cwd=prepared.ROOT, env=self.environment, stdout=sink, stderr=sink, start_new_session=True
            )
        wait_until_it_answers(self.url, self.process, log)

    def kill(self) -> None:
        """As kill -9 does, to the server and to what it started."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def stored(self, email: str, slug: str = SLUG) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.manage("shell", "--no-imports", "-c", STORED.format(email=email, slug=slug))
        )
        return found


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mortal]:
    folder = tmp_path_factory.mktemp("mortal") / "var"
    shutil.copytree(prepared.demo_folder(), folder)
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    environment = kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "PUBLIC_BASE_URL": f"http://localhost:{port}",
        "DEMO": "1",
        "WEB_WORKERS": "1",
    }
    server = Mortal(f"http://localhost:{port}", environment, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
    errors = [line for line in (folder / "server.log").read_text().splitlines() if "Traceback" in line]
    assert not errors, (folder / "server.log").read_text()[-5000:]


OpenBrowser = Callable[..., BrowserContext]


@pytest.fixture
def open_browser(chromium: Browser, mortal: Mortal) -> Iterator[OpenBrowser]:
    """A browser of its own: storage and cookies begin empty, and last as long as the context."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(
            base_url=mortal.url,
            viewport=PHONE,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


def begun(context: BrowserContext, server: Server, email: str = SAM) -> Page:
    page = context.new_page()
    sign_in(page, server, email)
    page.goto(MODULE)
    start = page.locator("main").get_by_role("button", name=re.compile("Start"))
    if start.count():
        start.first.click()
        page.wait_for_load_state()
    return page


def opened(page: Page, address: str) -> Page:
    """A section, with the key of its session there: from now on the connection may go."""
    with page.expect_response("**/device-keys/"):
        page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#bar .waits")).to_have_text(words if isinstance(words, re.Pattern) else re.compile(words))


def open_questions(page: Page) -> list[str]:
    return [str(one.get_attribute("id")) for one in page.locator("section.check:has(input[name=option])").all()]


def answer(page: Page, anchor: str, number: int = 0) -> str:
    """Choose and send; answers the id of the option."""
    choice = page.locator(f"#{anchor} input[name=option]").nth(number)
    value = choice.get_attribute("value")
    choice.check()
    page.locator(f"#{anchor} button[type=submit]").click()
    return str(value)


def until_kept(page: Page, how_many: str) -> None:
    """Resolves when so many records are on the device."""
    pause = "new Promise((done) => setTimeout(done, 50))"
    page.evaluate(f"async () => {{ while (!((await ({RAW})()).length {how_many})) await {pause}; }}")


def test_a_section_goes_on_without_a_connection_and_everything_arrives_once(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    """By keyboard alone where the page is used, with the connection cut in the middle."""
    context = open_browser()
    page = opened(begun(context, mortal), LAST)
    asked = open_questions(page)
    assert len(asked) == 5
    first = answer(page, asked[0])
    page.locator(f"#{asked[0]} .answers").wait_for()
    says(page, r"Everything is saved, \d\d:\d\d")

    context.set_offline(True)
    says(page, "No connection")
    given = {asked[0]: first}
    for anchor in asked[1:3]:
        choice = page.locator(f"#{anchor} input[name=option]").nth(1)
        given[anchor] = str(choice.get_attribute("value"))
        choice.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{anchor} .held")).to_be_focused()
        expect(page.locator(f"#{anchor} .held")).to_contain_text("Kept on this device")
    says(page, "2 answers wait to be sent. Safe on this device")
    expect(page.locator("#said")).to_contain_text("2 answers wait to be sent")
    page.locator(".reflect:not([id$='-note']) textarea").fill(THOUGHT)
    page.locator(".reflect:not([id$='-note']) textarea").blur()
    expect(page.locator(".reflect:not([id$='-note']) .saved")).to_contain_text("Kept on this device")
    rating = page.locator("form:has(.scale)")
    rating.get_by_role("radio").nth(3).check()
    rating.get_by_role("button").click()
    expect(rating.locator(".saved")).to_contain_text("Kept on this device")
    says(page, "4 answers wait to be sent")
    assert_accessible(page)

    page.locator("#bar").get_by_role("button", name="Finish").click()
    expect(page.locator("#toast")).to_contain_text("That you read this is kept")
    page.get_by_role("link", name="Looking after yourself").first.click()
    expect(page.locator("#toast")).to_contain_text("other pages cannot be opened")
    assert page.url.endswith(LAST)
    assert mortal.stored(SAM)["answers"] != []
    assert not mortal.stored(SAM)["notes"]

    context.set_offline(False)
    says(page, r"Everything is saved, \d\d:\d\d")
    for anchor in asked[1:3]:
        expect(page.locator(f"#{anchor} .answers")).to_be_visible()
    assert raw(page) == []
    stored = mortal.stored(SAM)
    assert {f"b-{block}": response[0] for block, kind, response in stored["answers"] if kind == "question"} == given
    assert stored["keys"] == len(stored["answers"])
    assert stored["notes"] == [THOUGHT]
    assert stored["ratings"] == [4]
    assert stored["readings"] == 1
    assert_accessible_everywhere(page)
    page.reload()
    expect(page.locator(".reflect:not([id$='-note']) textarea")).to_have_value(THOUGHT)


def test_what_waits_is_sealed_and_the_next_person_can_neither_read_nor_send_it(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    context = open_browser()
    page = opened(begun(context, mortal), f"{MODULE}2/")
    before = mortal.stored(SAM)
    context.set_offline(True)
    page.locator(".reflect:not([id$='-note']) textarea").fill("Nobody else should ever read this sentence.")
    page.locator(".reflect:not([id$='-note']) textarea").blur()
    says(page, "1 answer waits to be sent")
    rows = raw(page)
    assert len(rows) == 1
    assert set(rows[0]) == {"id", "key", "iv", "sealed"}
    told = readable(page)
    for secret in ("Nobody else", SLUG, "reflections", "sam.oyelaran", "sequence"):
        assert secret not in told
    assert rows[0]["sealed"]["kind"] == "[object ArrayBuffer]"
    assert kept_elsewhere(page) == []

    # The phone is put down, the browser closed, the session's cookie gone with it; somebody else picks it up.
    page.close()
    context.set_offline(False)
    context.clear_cookies()
    other = begun(context, mortal, ROISIN)
    sent: list[str] = []
    other.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    opened(other, f"{MODULE}2/")
    assert raw(other) == rows, "still there, and still sealed"
    expect(other.locator("#bar .waits")).not_to_contain_text("wait")
    handed = other.evaluate(
        """async (key) => {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            const body = new URLSearchParams([["key", key]]);
            const answer = await fetch("/device-keys/", {method: "POST", headers: {"X-CSRFToken": token}, body});
            return Object.keys((await answer.json()).keys);
        }""",
        rows[0]["key"],
    )
    assert rows[0]["key"] not in handed
    assert not any("Nobody else" in body or "handed_in" in body for body in sent)
    assert mortal.stored(ROISIN)["notes"] == []
    press_sign_out(other)
    other.wait_for_url(f"{mortal.url}/")
    other.close()
    assert mortal.stored(SAM) == before

    # And when its person comes back to this browser, it is sent from whatever page they see first.
    back = context.new_page()
    sign_in(back, mortal, SAM)
    expect(back.locator("#said")).to_contain_text("Everything is saved")
    assert raw(back) == []
    assert "Nobody else should ever read this sentence." in mortal.stored(SAM)["notes"]


def test_a_page_left_open_sends_nothing_in_the_name_of_the_next_person(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    """Nobody signed out: a session ended under the page, and somebody else signed in beside it."""
    context = open_browser()
    page = opened(begun(context, mortal), f"{MODULE}2/")
    context.set_offline(True)
    box = page.locator(".reflect:not([id$='-note']) textarea")
    box.fill("This was written before the next shift began.")
    box.blur()
    says(page, "1 answer waits to be sent")
    context.clear_cookies()
    context.set_offline(False)
    says(page, "You were signed out: sign in again and it is sent.")
    other = opened(begun(context, mortal, ROISIN), f"{MODULE}2/")
    before = mortal.stored(ROISIN)
    sent: list[str] = []
    context.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    context.set_offline(True)
    says(other, "No connection")
    with page.expect_response("**/device-keys/"):
        context.set_offline(False)
    says(page, "Somebody else is signed in at this browser now, so nothing more is sent from this page. Close it.")
    page.get_by_role("button", name="Save for myself").first.click()
    expect(page.get_by_role("alert")).to_contain_text("so nothing was sent")
    assert not any("handed_in" in body for body in sent)
    assert mortal.stored(ROISIN) == before
    assert len(raw(page)) == 1
    page.close()
    context.clear_cookies()
    back = context.new_page()
    sign_in(back, mortal, SAM)
    until_kept(back, "=== 0")
    assert "This was written before the next shift began." in mortal.stored(SAM)["notes"]


def test_a_server_killed_in_the_middle_of_saving_takes_nothing_with_it(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    context = open_browser()
    page = opened(begun(context, mortal), LAST)
    asked = open_questions(page)
    before = len(mortal.stored(SAM)["answers"])
    killed: list[bool] = []

    def kill_after(route: Any) -> None:
        """The answer is stored, the server dies, and the browser never hears of it."""
        route.fetch()
        mortal.kill()
        killed.append(True)
        route.abort()

    page.route(re.compile("/answers/"), kill_after, times=1)
    answer(page, asked[0])
    says(page, "1 answer waits to be sent")
    assert killed
    answer(page, asked[1])
    says(page, "2 answers wait to be sent")
    mortal.start()
    says(page, r"Everything is saved, \d\d:\d\d")
    for anchor in asked[:2]:
        expect(page.locator(f"#{anchor} .answers")).to_be_visible()
    stored = mortal.stored(SAM)
    assert len(stored["answers"]) == stored["keys"] == before + 2


def test_after_a_crash_the_same_person_signs_in_and_what_was_typed_is_there(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    context = open_browser()
    page = opened(begun(context, mortal, ROISIN), f"{MODULE}2/")
    context.set_offline(True)
    page.locator(".reflect:not([id$='-note']) textarea").press_sequentially(
        "Half a thought, and then the battery went."
    )
    until_kept(page, "> 0")
    page.close(run_before_unload=False)
    context.clear_cookies()
    context.set_offline(False)
    page = context.new_page()
    sign_in(page, mortal, ROISIN)
    until_kept(page, "=== 0")
    page.goto(f"{MODULE}2/")
    expect(page.locator(".reflect:not([id$='-note']) textarea")).to_have_value(
        "Half a thought, and then the battery went."
    )
    assert raw(page) == []


def test_signing_out_sends_what_waits(open_browser: OpenBrowser, mortal: Mortal) -> None:
    context = open_browser()
    page = opened(begun(context, mortal), f"{MODULE}2/")
    page.locator(".reflect:not([id$='-note']) textarea").fill("Typed, and never left before signing out.")
    press_sign_out(page)
    page.wait_for_url(f"{mortal.url}/")
    assert raw(page) == []
    assert "Typed, and never left before signing out." in mortal.stored(SAM)["notes"]


def test_signing_out_asks_before_it_discards(open_browser: OpenBrowser, mortal: Mortal) -> None:
    context = open_browser()
    page = opened(begun(context, mortal), f"{MODULE}2/")
    page.locator(".reflect:not([id$='-note']) textarea").fill("Tyrell rang me, and I did not answer.")
    press_sign_out(page)
    dialog = page.get_by_role("dialog", name="Before you sign out")
    expect(dialog).to_contain_text("may identify somebody")
    assert_accessible(page)
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    assert len(raw(page)) == 1

    context.set_offline(True)
    press_sign_out(page)
    expect(dialog).to_contain_text("you cannot be signed out just now either")
    dialog.get_by_role("button", name="Stay signed in").click()
    context.set_offline(False)
    page.wait_for_load_state("networkidle")
    press_sign_out(page)
    dialog.get_by_role("button", name="Discard it and sign out").click()
    page.wait_for_url(f"{mortal.url}/")
    assert raw(page) == []
    assert not any("Tyrell" in note for note in mortal.stored(SAM)["notes"])


def test_whoever_was_signed_out_in_mid_sentence_signs_in_and_it_is_sent(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    context = open_browser()
    page = opened(begun(context, mortal), f"{MODULE}2/")
    context.clear_cookies(name="sessionid")
    box = page.locator(".reflect:not([id$='-note']) textarea")
    box.fill("My session ended while I wrote this.")
    page.locator(".reflect:not([id$='-note'])").get_by_role("button", name="Save for myself").click()
    says(page, "1 answer waits to be sent. You were signed out: sign in again and it is sent.")
    expect(box).to_have_value("My session ended while I wrote this.")
    assert_accessible(page)
    page.locator("#bar").get_by_role("button", name=re.compile("^Next")).click()
    expect(page.get_by_role("alert")).to_have_text("You were signed out: sign in again and it is sent.")
    sign_in(page, mortal, SAM)
    until_kept(page, "=== 0")
    page.goto(f"{MODULE}2/")
    expect(box).to_have_value("My session ended while I wrote this.")
    assert "My session ended while I wrote this." in mortal.stored(SAM)["notes"]


CONCERNS = """
from learning.portal.models import Concern
print(list(Concern.objects.values_list("message", flat=True)))
"""


def concern_about(page: Page, words: str) -> None:
    page.goto(f"{MODULE}2/wrong/")
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox", name="What should the trainers know?").fill(words)


def test_a_concern_that_cannot_be_sent_stays_in_its_box(open_browser: OpenBrowser, mortal: Mortal) -> None:
    """It does not wait on the device: with or without a name is decided in the moment of sending it."""
    context = open_browser()
    page = begun(context, mortal)
    concern_about(page, "The second date is wrong.")
    context.set_offline(True)
    page.get_by_role("button", name="Send to the trainers").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing you wrote is lost: it stays on this page.")
    box = page.get_by_role("textbox", name="What should the trainers know?")
    expect(box).to_have_value("The second date is wrong.")
    assert_accessible(page)
    assert raw(page) == []
    context.set_offline(False)
    page.get_by_role("button", name="Send to the trainers").click()
    expect(page.get_by_role("heading", name="Thank you. It is with the trainers.")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert mortal.manage("shell", "--no-imports", "-c", CONCERNS).count("The second date is wrong.") == 1


def test_a_concern_written_while_the_session_ended_comes_back_to_be_copied(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    context = open_browser()
    page = begun(context, mortal)
    concern_about(page, "It is upsetting without a warning.")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Send to the trainers").click()
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    expect(page.get_by_role("textbox", name="What you wrote")).to_have_value("It is upsetting without a warning.")
    assert_accessible(page)


def test_leaving_quickly_keeps_what_was_typed(open_browser: OpenBrowser, mortal: Mortal) -> None:
    context = open_browser()
    context.route(
        "https://www.bbc.co.uk/**",
        lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"),
    )
    page = opened(begun(context, mortal), f"{MODULE}2/")
    context.set_offline(True)
    page.locator(".reflect:not([id$='-note']) textarea").fill("Somebody came in while I wrote this.")
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(re.compile("bbc.co.uk|chrome-error"))
    context.set_offline(False)
    back = context.new_page()
    back.goto(f"{MODULE}2/")
    expect(back.locator(".reflect:not([id$='-note']) textarea")).to_have_value("Somebody came in while I wrote this.")


def test_pausing_and_going_on_in_another_browser_leads_to_the_same_block(
    open_browser: OpenBrowser, mortal: Mortal
) -> None:
    page = opened(begun(open_browser(), mortal), FIRST)
    block = page.locator("article > [id^='b-']").nth(3)
    anchor = block.get_attribute("id")
    block.evaluate("(one) => one.scrollIntoView()")
    # Pressed where it stands: Playwright's own click would scroll first.
    page.locator("#bar").get_by_role("button", name="Pause here").evaluate("(button) => button.click()")
    page.wait_for_url("**/my-learning/")
    elsewhere = begun(open_browser(), mortal)
    assert elsewhere.url == f"{mortal.url}{FIRST}#{anchor}"
    expect(elsewhere.locator(f"#{anchor}")).to_be_in_viewport()


def test_going_back_after_signing_out_shows_nothing_personal(mortal: Mortal, chromium: Browser) -> None:
    """With the cache of whole pages that Playwright usually switches off."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = chromium.browser_type.launch(
        executable_path=path,
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    try:
        page = browser.new_context(base_url=mortal.url, viewport=PHONE).new_page()  # type: ignore[arg-type]
        sign_in(page, mortal, SAM)
        page.goto("/my-record/")
        page.goto("/accounts/logout/")
        with page.expect_response(
            lambda answer: answer.request.method == "POST" and answer.url.endswith("/accounts/logout/")
        ) as left:
            page.locator("main form button").click()
        assert left.value.all_headers()["clear-site-data"] == '"cache"'
        page.wait_for_url(f"{mortal.url}/")
        for _ in range(3):
            page.go_back()
            page.wait_for_load_state()
            assert "Oyelaran" not in page.content(), page.url
            assert SAM not in page.content(), page.url
    finally:
        browser.close()
