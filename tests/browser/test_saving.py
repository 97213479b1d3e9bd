"""A save in the page editor waits for the autosave under way, so that no page warns of a window that nobody opened."""

from __future__ import annotations

import re

from playwright.sync_api import Request, Route, expect

from tests.browser.conftest import DESK, OpenPage, Server, sign_in
from tests.browser.editor import Editor

AUTHOR = "imogen.thackeray@network.example"
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_a_save_waits_for_the_autosave_under_way(open_page: OpenPage, server: Server) -> None:
    page = open_page(DESK)
    sign_in(page, server, AUTHOR)
    page.goto("/cms/")
    page.get_by_role("link", name="Start a module").click()
    with page.expect_navigation(url="**/edit/", wait_until="networkidle"):
        page.get_by_role("button", name="Start from the example").click()
    sent: list[str] = []
    held: list[Route] = []

    def hold(route: Route, request: Request) -> None:
        """Slow is the answer to the autosave, and to nothing else."""
        if request.method != "POST":
            route.continue_()
            return
        sent.append("autosave" if "json" in request.headers["accept"] else "save")
        if sent[-1] == "autosave" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/edit/", hold)
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/edit/")):
        # As fast as people type: the editor looks for what has changed only some time after it has opened.
        page.locator("#id_title").press_sequentially(" in a hurry (a test)", delay=250)
    button = page.locator("button.action-save").first
    pings = page.expect_response(lambda answer: "/editing-sessions/ping/" in answer.url)
    with pings as ping, page.expect_navigation():
        button.dispatch_event("click")
        button.dispatch_event("click")  # twice, as people do
        page.evaluate(NEXT_FRAME)
        assert sent == ["autosave"]
        held[0].continue_()
    assert sent == ["autosave", "save"]
    assert [one for one in ping.value.json()["other_sessions"] if one["revision_id"]] == []
    expect(page.locator("#id_title")).to_have_value(re.compile("in a hurry"))
    Editor(page).save()  # no warning stands in the way
