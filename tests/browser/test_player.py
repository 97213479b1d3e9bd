"""A module in a real browser: an answer and its reason, words that nobody loses, and the same without a script."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, Server, assert_accessible, sign_in

LEARNER = "sam.oyelaran@police.example"
MODULE = "/learn/reachable-moment/"  # nobody else's in this folder: journeys share one server
CHECK, REFLECTION, FOLLOWING = f"{MODULE}1/", f"{MODULE}5/", f"{MODULE}6/"
OWN = ".reflect:not([id$='-note'])"  # the reflection, not a note on a linked case


def started(page: Page, server: Server) -> Page:
    sign_in(page, server, LEARNER)
    page.goto(MODULE)
    start = page.locator("main").get_by_role("button", name="Start", exact=True)
    if start.count():
        start.click()
    return page


@pytest.fixture
def learner(open_page: OpenPage, server: Server) -> Page:
    return started(open_page(PHONE), server)


def test_an_answer_brings_its_reason_and_focus_and_is_said_to_be_saved(learner: Page):
    learner.goto(CHECK)
    block = learner.locator("section.check")
    if block.locator("input[name=option]").count():  # the server keeps what a run before this one answered
        block.locator("input[name=option]").first.check()
        block.get_by_role("button").click()
        block.locator(".answers").wait_for()
        expect(learner.locator("#said")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
        expect(block.locator("[data-focus]")).to_be_focused()
    expect(block.locator(".answers")).to_be_visible()
    assert_accessible(learner)


def test_what_was_written_is_saved_by_going_on(learner: Page):
    learner.goto(REFLECTION)
    learner.locator(f"{OWN} textarea").fill("I was short with a colleague, and I know why.")
    learner.locator(".bar").get_by_role("button", name="Next").click()
    learner.wait_for_url(f"**{FOLLOWING}")
    learner.goto(REFLECTION)
    expect(learner.locator(f"{OWN} textarea")).to_have_value("I was short with a colleague, and I know why.")


def test_leaving_the_box_saves_quietly(learner: Page):
    learner.goto(REFLECTION)
    learner.locator(f"{OWN} textarea").fill("I need ten minutes after a hard call.")
    learner.locator(f"{OWN} textarea").blur()
    expect(learner.locator("#said")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    learner.reload()
    expect(learner.locator(f"{OWN} textarea")).to_have_value("I need ten minutes after a hard call.")


def test_somebody_named_keeps_the_page_until_it_is_mended(learner: Page):
    learner.goto(REFLECTION)
    learner.locator(f"{OWN} textarea").fill("Tyrell rang me, and I did not answer.")
    learner.locator(".bar").get_by_role("button", name="Next").click()
    expect(learner.locator("mark")).to_have_text("Tyrell")
    expect(learner.locator(".reflect [data-focus]")).to_be_focused()
    assert_accessible(learner)
    learner.locator(OWN).get_by_role("button", name="Save for myself").click()
    expect(learner.locator("mark")).to_have_count(0)
    expect(learner.locator(f"{OWN} textarea")).to_have_value(re.compile(r"^\[.+\] rang me, and I did not answer\.$"))


def test_the_same_without_a_script(open_page: OpenPage, server: Server):
    page = started(open_page(PHONE, javascript=False), server)
    page.goto(REFLECTION)
    page.locator(f"{OWN} textarea").fill("Jermaine rang me, and I did not answer.")
    page.locator(OWN).get_by_role("button", name="Save for myself").click()
    expect(page.locator("mark")).to_have_text("Jermaine")
    page.locator("input[value=keep]").first.check()
    page.get_by_label("Why it identifies nobody").fill("It is the name of our office cat.")
    page.locator(OWN).get_by_role("button", name="Save for myself").click()
    page.wait_for_url(f"**{REFLECTION}#b-*")
    expect(page.locator(f"{OWN} textarea")).to_have_value("Jermaine rang me, and I did not answer.")
    page.locator(".bar").get_by_role("button", name="Pause here").click()
    page.wait_for_url("**/my-learning/")
    page.goto(MODULE)
    assert urlsplit(page.url).path == REFLECTION
