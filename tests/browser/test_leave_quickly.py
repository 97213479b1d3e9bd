"""Leave quickly in a real browser: at once, without a trace in this tab's history, with or without a script."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible

WEATHER = "https://www.bbc.co.uk/weather"


@pytest.fixture
def leaver(open_page: OpenPage):
    """A page that may leave; the weather page is answered here, so that no test asks the network."""

    def make(*, javascript: bool = True, viewport: dict[str, int] = DESK) -> Page:
        page = open_page(viewport, javascript=javascript, quickly_left=True)
        page.context.route(
            "https://www.bbc.co.uk/**",
            lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"),
        )
        return page

    return make


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_button_leaves_and_takes_this_page_out_of_the_history(leaver, server: Server, viewport):
    page = leaver(viewport=viewport)
    page.goto("/accounts/login/")
    page.goto("/leave/")
    page.get_by_role("link", name="Leave quickly", exact=True).click()
    page.wait_for_url(WEATHER)
    page.go_back()
    assert page.url == f"{server.url}/accounts/login/"


def test_it_is_a_plain_link_without_a_script(leaver):
    page = leaver(javascript=False)
    page.goto("/leave/")
    page.get_by_role("link", name="Leave quickly", exact=True).click()
    page.wait_for_url(WEATHER)


def test_shift_three_times_leaves_and_counts_aloud(leaver):
    page = leaver()
    page.goto("/leave/")
    page.keyboard.press("Shift")
    assert "two more times" in page.locator("#said").inner_text()
    page.keyboard.press("Shift")
    assert "once more" in page.locator("#said").inner_text()
    page.keyboard.press("Shift")
    page.wait_for_url(WEATHER)


def test_capital_letters_do_not_leave(leaver, server: Server):
    page = leaver()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url == f"{server.url}/accounts/login/"
    assert page.locator("input[name=login]").input_value() == "ABCD"


def test_the_shortcut_can_be_switched_off_and_stays_off(leaver, server: Server):
    page = leaver()
    page.goto("/leave/")
    page.get_by_label("Pressing Shift three times leaves quickly").uncheck()
    page.goto("/accounts/login/")
    for _ in range(4):
        page.keyboard.press("Shift")
    assert page.url == f"{server.url}/accounts/login/"
    page.goto("/leave/")
    assert not page.get_by_label("Pressing Shift three times leaves quickly").is_checked()


def test_what_waits_is_sent_first(leaver, server: Server):
    page = leaver()
    sent: list[str] = []
    page.context.route(
        "**/saves-here/", lambda route: (sent.append(route.request.post_data or ""), route.fulfill(body=""))
    )
    page.goto("/leave/")
    page.evaluate(
        """() => {
            const form = document.createElement("form");
            form.action = "/saves-here/";
            form.dataset.saveOnLeave = "";
            form.innerHTML = '<input name="words">';
            document.querySelector("main").append(form);
        }"""
    )
    with page.expect_request("**/saves-here/"):
        page.locator("input[name=words]").fill("half a thought")
        page.get_by_role("link", name="Leave quickly", exact=True).click()
    page.wait_for_url(WEATHER)
    assert "half a thought" in sent[0]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_menu_opens_without_a_script_and_pages_are_accessible(open_page: OpenPage, viewport):
    page = open_page(viewport, javascript=False)
    page.goto("/leave/")
    if viewport is PHONE:
        page.locator(".menu.on-phone summary").click()
    assert page.get_by_role("link", name="Sign in", exact=True).first.is_visible()
    scripted = open_page(viewport)
    for address in ("/leave/", "/accounts/login/", "/accounts/password/reset/", "/nowhere/"):
        scripted.goto(address)
        assert_accessible(scripted)


def test_errors_take_the_focus(open_page: OpenPage):
    page = open_page(PHONE)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in").click()
    page.locator(".errors:focus").wait_for()
    page.get_by_role("link", name="Write your e-mail address.").click()
    assert page.evaluate("document.activeElement.name") == "login"
    assert_accessible(page)
