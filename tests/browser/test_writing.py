"""A trainer writes a module, and three other people let it out as 1.0."""

import json
import re

from playwright.sync_api import Page

from tests.browser.conftest import DESK, OpenPage, Server, sign_in

AUTHOR = "imogen.thackeray@network.example"
PEER = "nadia.fairweather@network.example"
LIVED = "corin.ellery@network.example"
GOVERNANCE = "leopold.sangha@network.example"
TITLE = "Listening after a hard day (a test)"

VERSIONS = """
import json
from learning.modules.models import Module
found = Module.objects.filter(title={title!r}).first()
rows = found.versions.order_by("pk") if found else []
print(json.dumps([[v.number, v.earlier_completions, v.what_changed] for v in rows]))
"""
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>'
    "<p class=MsoTitle>What helps</p><h1>First</h1><p class=MsoNormal>Sit down.</p>"
    '<p class=MsoListParagraphCxSpFirst style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;'
    "</span></span>Ask</p>"
    '<p class=MsoListParagraphCxSpLast style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;'
    "</span></span>Listen</p></body></html>"
)
CONVERTED = "async html => (await import('/static/js/paste.js')).lists(html)"


def versions(server: Server) -> list[list[str]]:
    rows: list[list[str]] = json.loads(server.manage("shell", "--no-imports", "-c", VERSIONS.format(title=TITLE)))
    return rows


def at_the_desk(open_page: OpenPage, server: Server, email: str) -> Page:
    page = open_page(DESK)
    sign_in(page, server, email)
    page.goto("/cms/")
    return page


def press_action(page: Page, name: str) -> None:
    """One of the buttons at the foot of the editor, some of which stand in a menu."""
    page.wait_for_load_state("networkidle")
    page.locator(f"button[name={name}]").dispatch_event("click")
    page.wait_for_load_state("networkidle")


def agree(open_page: OpenPage, server: Server, email: str) -> None:
    page = at_the_desk(open_page, server, email)
    page.get_by_role("link", name=TITLE).first.click()
    assert "What to look for" in page.locator("main").inner_text()
    page.get_by_label("Your comment").fill("Clear and kind.")
    page.get_by_role("button", name="I agree: it can go out").click()
    page.wait_for_load_state("networkidle")
    assert "Thank you" in page.locator("body").inner_text()
    page.context.close()


def test_a_module_is_written_reviewed_and_published(open_page: OpenPage, server: Server) -> None:
    author = at_the_desk(open_page, server, AUTHOR)
    assert "Your modules, and what waits for you" in author.locator("main").inner_text()

    # Starts from the example, and pastes from Word.
    author.get_by_role("link", name="Start a module").click()
    author.get_by_role("button", name="Start from the example").click()
    author.wait_for_url("**/edit/")
    author.wait_for_load_state("networkidle")
    assert "Nothing is missing" in author.locator("[data-checks]").inner_text()
    author.locator("#id_title").fill(TITLE)
    assert author.evaluate(CONVERTED, WORD).count("<li>") == 2
    converted = author.evaluate(CONVERTED, WORD)
    assert re.search(r"<h2>\s*What helps\s*</h2>\s*<h2>\s*First\s*</h2>", converted)
    assert re.search(r"<ul>\s*<li>.*Ask</li>\s*<li>.*Listen</li>\s*</ul>", converted)

    # A content note makes it one for all three.
    author.locator("#id_content_note").fill("Speaks of a sudden death.")
    press_action(author, "action-submit")
    assert versions(server) == []
    for email in (PEER, LIVED, GOVERNANCE):
        assert versions(server) == []
        agree(open_page, server, email)
    assert [number for number, *_ in versions(server)] == ["1.0"]
