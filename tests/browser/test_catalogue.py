"""Finding one's way: the catalogue by keyboard, its addresses shared, without JavaScript, and the programme's pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere, sign_in

# As long as the other journeys wait: a busy machine is no failure.
expect.set_options(timeout=30_000)

LEARNER = "sam.oyelaran@police.example"
COUNT = re.compile(r"\d+ modules? of \d+")


def count(page: Page) -> str:
    return page.locator("#count").inner_text().strip()


def titles(page: Page) -> list[str]:
    return page.locator("#found article h3").all_inner_texts()


def press(page: Page, selector: str, leads_to: str = "") -> None:
    """As somebody with a keyboard does: focus, Enter; then wait for the address that comes, and for its modules."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")
    if leads_to:
        expect(page).to_have_url(re.compile(re.escape(leads_to) + "$"))
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_wishes_by_keyboard_keep_focus_and_say_what_is_left(page: Page) -> None:
    page.goto("/catalogue/")
    expect(page.locator("#count")).to_have_text(COUNT)
    page.evaluate("window.sameDocument = true")
    press(page, "#level-2", "/catalogue/?level=2")
    assert page.evaluate("window.sameDocument"), "the page was not loaded anew"
    assert page.evaluate("document.activeElement.id") == "level-2"
    expect(page.locator("#said")).to_have_text(count(page))
    few = titles(page)
    press(page, "#more")
    press(page, "#tier-secondary", "/catalogue/?level=2&tier=secondary")
    assert page.evaluate("document.activeElement.id") == "tier-secondary"
    assert set(titles(page)) < set(few)
    # Taken back where it was given, the other ways stay open under the finger.
    press(page, "#tier-secondary", "/catalogue/?level=2")
    assert page.evaluate("document.activeElement.id") == "tier-secondary"
    assert titles(page) == few
    assert_accessible_everywhere(page)


def test_words_narrow_and_going_back_brings_the_page_before(page: Page) -> None:
    page.goto("/catalogue/?level=2")
    before = titles(page)
    page.locator("#words").fill("exploitation")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?.*q=exploitation"))
    expect(page.locator("#wish-1")).to_contain_text("exploitation")
    assert page.evaluate("document.activeElement.id") == "words"
    page.go_back()
    expect(page.locator("#wish-1")).to_contain_text("Level")
    assert titles(page) == before
    assert page.locator("header").count()
    press(page, "#all", "/catalogue/")


def test_an_address_is_the_same_for_whoever_gets_it(page: Page, open_page: OpenPage) -> None:
    page.goto("/catalogue/")
    press(page, "#level-2", "/catalogue/?level=2")
    press(page, "#more")
    press(page, "#violence-interpersonal-community", "/catalogue/?level=2&violence=interpersonal-community")
    shared = page.url
    other = open_page(PHONE)
    other.goto(shared)
    assert titles(other) == titles(page)
    swapped = shared.split("?")[0] + "?" + "&".join(reversed(shared.split("?")[1].split("&")))
    other.goto(swapped)
    assert titles(other) == titles(page)
    assert other.locator("link[rel=canonical]").get_attribute("href") == shared


def test_nothing_that_fits_says_what_to_take_away(page: Page) -> None:
    page.goto("/catalogue/?level=4&tier=primary")
    expect(page.locator(".empty")).to_contain_text("Take one wish away")
    assert_accessible_everywhere(page)
    page.locator(".empty").get_by_role("link", name="show them").first.click()
    page.wait_for_load_state("networkidle")
    assert titles(page)


def test_without_javascript_every_wish_is_a_link(open_page: OpenPage) -> None:
    page = open_page(DESK, javascript=False)
    page.goto("/catalogue/")
    page.locator("#level-3").click()
    page.locator("#more").click()
    page.locator("#principle-safety, #strand-services").first.click()
    assert "level=3" in page.url
    assert titles(page)
    page.locator("#words").fill("hospital")
    page.locator("#seek").click()
    assert {"level=3", "q=hospital"} <= set(page.url.split("?")[1].split("&"))
    page.locator("#all").click()
    expect(page.locator("#count")).to_have_text(re.compile(r"(\d+) modules of \1\s*$"))


@pytest.mark.parametrize(
    "address",
    [
        "/levels/",
        "/levels/3/",
        "/roles/",
        "/roles/leaders/",
        "/strands/",
        "/strands/data/",
        "/steps/define-the-problem/",
        "/tiers/",
        "/tiers/community-capacity/",
        "/rings/relationship/",
        "/network/",
        "/network/public-health-approach/",
        "/network/measures-of-success/",
        "/network/projects/workforce-development/",
        "/network/community-safety-partnerships/",
        "/network/news/",
    ],
)
def test_pages_of_the_programme(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert_accessible_everywhere(page)


def test_what_is_needed_first_is_said_with_the_way_there(phone: Page, server: Server) -> None:
    sign_in(phone, server, LEARNER)
    phone.goto("/catalogue/specialist-case-consultation/")
    way = phone.locator(".way-there")
    expect(way).to_contain_text("Looking after yourself and your team")
    assert not phone.get_by_role("button", name="Start the module").count()
    assert_accessible_everywhere(phone)
    way.get_by_role("link").last.click()
    phone.wait_for_url("**/catalogue/looking-after-yourself-and-team/")
    phone.goto("/levels/1/")
    assert phone.locator("[data-state=done], [data-state=now], [data-state=todo]").count() >= 3
