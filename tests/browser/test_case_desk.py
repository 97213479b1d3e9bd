"""A case in Chromium: typed with names, made anonymous, checked by two people of two partners, hidden and shown again.

The names that are typed here stand nowhere in the demonstration, so finding one anywhere is finding a leak.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere, press_sign_out, sign_in
from tests.browser.device import kept_elsewhere, raw, readable
from tests.browser.keyboard import choose, press, reach, write

AUTHOR, FIRST, SECOND = (
    "sam.oyelaran@police.example",
    "ottilie.brannock@police.example",
    "sunniva.hargreave@council.example",
)
FACILITATOR, INVITED = "tamsin.okonjo@youthjustice.example", "obi.featherstone@wolds.example"
COORDINATOR, IG_LEAD, STRANGER = (
    "bashir.winterbourne@network.example",
    "leopold.sangha@network.example",
    "dilys.marchbank@police.example",
)
NAME, FULL = "Zebedee", "Zebedee Quillfeather"
QUESTION = "How do we keep the door open without promising too much?"
HAPPENING = f"{NAME} came in late. He gave his name as {FULL} and asked us not to ring home."
MENDED = "the young person came in late. He gave his name as the young person and asked us not to ring home."


def files_of(server: Server) -> list[Path]:
    return [path for path in Path(server.environment["VAR_DIR"]).rglob("*") if path.is_file()]


def assert_nowhere_on_the_server(server: Server, word: str) -> None:
    """In no file of the site: database and its journals, media, mail, logs, caches."""
    found = [path for path in files_of(server) if word.encode() in path.read_bytes()]
    assert not found, found


def written(page: Page, happening: str = HAPPENING) -> None:
    """The six answers that every case needs."""
    page.goto("/cases/bring/")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("What is happening?").fill(happening)
    page.get_by_label("How old?").select_option(label="16 to 17")
    page.get_by_label("My supervisor or manager agreed that I bring it").check()
    page.get_by_label("Who knows that you bring it?").fill("My supervisor.")
    page.get_by_role("radio", name="No", exact=True).check()


def test_from_names_to_triage_with_the_keyboard_alone(open_page: OpenPage, server: Server) -> None:
    author = open_page(DESK, signed_in=AUTHOR)
    author.goto("/cases/")
    press(author, author.get_by_role("link", name="Bring a case you are stuck with"))
    author.wait_for_url("**/cases/bring/")
    assert_accessible_everywhere(author)
    write(author, author.get_by_label("Your question"), QUESTION)
    write(author, author.get_by_label("What is happening?"), HAPPENING)
    reach(author, author.get_by_label("How old?"))
    author.keyboard.type("16 to 17")
    choose(author, author.get_by_role("group", name="On what basis"), "My supervisor or manager agreed that I bring it")
    write(author, author.get_by_label("Who knows that you bring it?"), "My supervisor.")
    choose(author, author.get_by_role("group", name="Are there live proceedings"), "No")
    expect(author.get_by_text(re.compile("^Kept on this device alone, "))).to_be_visible()
    press(author, author.get_by_role("button", name="Go on: make it anonymous"))

    expect(author.get_by_role("heading", level=1)).to_have_text("Make it anonymous")
    expect(author.get_by_text("2 direct findings left").or_(author.locator(".left .figure"))).to_have_text("2")
    assert_accessible_everywhere(author)
    reach(author, author.get_by_role("button", name=f"Replace {NAME}", exact=True))
    author.keyboard.press("g")
    author.keyboard.type("the young person")
    author.keyboard.press("Enter")
    expect(author.locator(".left .figure")).to_have_text("0")
    author.keyboard.press("u")
    expect(author.locator(".left .figure")).to_have_text("2")
    author.keyboard.press("x")
    author.keyboard.type("-")
    author.keyboard.press("Enter")
    expect(author.locator(".left .figure")).to_have_text("2")
    reach(author, author.get_by_role("button", name=f"Replace {NAME}", exact=True))
    author.keyboard.press("g")
    author.keyboard.type("the young person")
    author.keyboard.press("Enter")
    expect(author.locator(".left .figure")).to_have_text("0")
    assert_nowhere_on_the_server(server, NAME)
    press(author, author.get_by_role("button", name="Go on to the questions"))

    expect(author.get_by_role("heading", level=1)).to_have_text("What no screening finds")
    assert_accessible_everywhere(author)
    for group in author.locator("form .field fieldset").all():
        choose(author, group, "No")
    press(author, author.get_by_role("button", name="Go on: read it once more"))
    expect(author.get_by_text(MENDED)).to_be_visible()
    assert_accessible_everywhere(author)
    press(author, author.get_by_role("button", name="Send it for its first check"))
    author.wait_for_url("**/cases/brought/**")
    expect(author.get_by_role("heading", level=1)).to_contain_text("First check")
    assert_accessible_everywhere(author)
    assert raw(author) == []
    assert_nowhere_on_the_server(server, NAME)
    case = author.url
    checked_twice(open_page, case)
    hidden_and_shown_again(open_page, case)
    thought_about(open_page, case)
    assert_nowhere_on_the_server(server, NAME)
    hidden_for_good(open_page, case)
    stranger = open_page(DESK, signed_in=STRANGER)
    answer = stranger.goto(case)
    assert answer
    assert answer.status == 404


def checked_twice(open_page: OpenPage, case: str) -> None:
    for reader, button in ((FIRST, "Pass the first check"), (SECOND, "Pass the second check")):
        page = open_page(DESK, signed_in=reader)
        page.goto("/cases/desk/")
        assert_accessible_everywhere(page)
        page.goto(case)
        assert_accessible_everywhere(page)
        press(page, page.get_by_role("link", name="Check it"))
        page.wait_for_url("**/check/")
        assert_accessible_everywhere(page)
        form = page.locator("form", has=page.get_by_role("button", name=button))
        for group in form.locator(".field fieldset").all():
            choose(page, group, "No")
        if reader == SECOND:
            write(page, page.get_by_label("How many minutes"), "20")
        press(page, page.get_by_role("button", name=button))
        page.wait_for_url("**/cases/desk/")
        answer = page.goto(case)
        assert answer
        assert answer.status == (200 if reader == FIRST else 404)


def hidden_and_shown_again(open_page: OpenPage, case: str) -> None:
    coordinator = open_page(PHONE, signed_in=COORDINATOR)
    coordinator.goto(case)
    coordinator.get_by_role("link", name="Someone is at risk now").click()
    coordinator.wait_for_url("**/risk/")
    assert_accessible_everywhere(coordinator)
    coordinator.goto(case)
    coordinator.get_by_role("link", name="Hide this case").click()
    assert_accessible_everywhere(coordinator)
    coordinator.get_by_role("button", name="Hide it now").click()
    coordinator.wait_for_url("**/cases/desk/")
    answer = coordinator.goto(case)
    assert answer
    assert answer.status == 404
    lead = open_page(DESK, signed_in=IG_LEAD)
    lead.goto(case)
    expect(lead.get_by_text(MENDED)).to_be_visible()
    lead.get_by_role("link", name="Show it again").click()
    lead.get_by_label("Why is nobody recognised?").fill("Looked at with the agency.")
    lead.get_by_role("button", name="Show it again").click()
    lead.wait_for_url("**/cases/desk/")
    coordinator.goto(case)
    expect(coordinator.get_by_role("heading", level=1)).to_contain_text("Waits for a round")


def thought_about(open_page: OpenPage, case: str) -> None:
    """A round in writing, from its arrangement to what its author does with it; seven people have met the case."""
    arranged(open_page, case)
    leads, invited, author = (open_page(DESK, signed_in=who) for who in (FACILITATOR, INVITED, AUTHOR))
    for page in (leads, invited, author):
        page.goto(f"{case}round/")
    press(leads, leads.get_by_role("button", name="Open the round"))
    expect(leads.get_by_text("The round is open.")).to_be_visible()
    invited.goto(f"{case}round/")
    on(leads, "Next: Summary.")
    say(leads, "What did you hear?", "Somebody stays away when asked, and comes back all the same.")
    on(leads, "Next: Questions.")
    expect(invited.get_by_text("The round has moved on.")).to_be_visible(timeout=20_000)  # asked for every ten seconds
    press(invited, invited.get_by_role("link", name="Go to where it is now"))
    say(invited, "Your question", f"What does {NAME} do on Mondays?", refused=True)
    say(invited, "Your question", "What happens on the days without a question?")
    assert_accessible_everywhere(invited)
    author.goto(f"{case}round/")
    say(author, "Your answer", "They stay until we close.")
    on(leads, "Next: Views.")
    invited.goto(f"{case}round/")
    say(invited, "What do you see", "From a clinic we know it as a way to test whether the door holds.")
    on(leads, "Next: Recommendations.")
    leads.get_by_label("What could be done?").fill("Leave one day a week without any question.")
    leads.get_by_label("By whom?").fill("The youth worker")
    for label, value in (("Day", "31"), ("Month", "12"), ("Year", "2035")):
        leads.get_by_label(label, exact=True).fill(value)
    leads.get_by_label("What does it rest on?").fill("What two of us have seen.")
    press(leads, leads.get_by_role("button", name="Save it for everybody in the round"))
    assert_accessible_everywhere(leads)
    press(leads, leads.get_by_role("button", name="End the round"))
    expect(leads.get_by_text("The round ended on")).to_be_visible()
    answered(author, case)
    invited.goto(f"{case}round/")
    expect(invited.get_by_text("We do it on two days.")).to_be_visible()


def arranged(open_page: OpenPage, case: str) -> None:
    page = open_page(DESK, signed_in=COORDINATOR)
    page.goto(case)
    press(page, page.get_by_role("link", name="Arrange a round"))
    choose(page, page.get_by_role("group", name="How is it held?"), "In writing, for those who cannot meet")
    for label, value in (("Day", "31"), ("Month", "12"), ("Year", "2035")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Who leads it?").select_option(label="Tamsin Okonjo")
    page.get_by_label(re.compile("^Wolds .*: Agency reviewer")).check()
    press(page, page.get_by_role("button", name="Arrange it, and invite them"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Round about C-")
    assert_accessible_everywhere(page)


def on(leads: Page, following: str) -> None:
    """The facilitator's page, loaded anew, moves on to what follows."""
    leads.reload()
    expect(leads.get_by_text(following)).to_be_visible()
    press(leads, leads.get_by_role("button", name="Move on"))
    expect(leads.get_by_text(following)).to_have_count(0)


def say(page: Page, label: str, words: str, *, refused: bool = False) -> None:
    page.get_by_label(label).fill(words)
    press(page, page.get_by_role("button", name="Save it for everybody in the round"))
    if refused:
        expect(page.get_by_text("This looks as if it says who somebody is").first).to_be_visible()
        expect(page.get_by_label(label)).to_have_value(words)
    else:
        expect(page.locator("#said-so-far").get_by_text(words)).to_be_visible()


def answered(author: Page, case: str) -> None:
    author.goto("/cases/desk/")
    number = author.locator(
        "li", has=author.locator(f"a[href='{case.removeprefix(author.url.partition('/cases/')[0])}']")
    )
    press(author, number.get_by_role("link", name="Say what you do with what they recommend"))
    expect(author.get_by_role("heading", level=1)).to_have_text("What do you do with what they recommend?")
    choose(author, author.get_by_role("group", name="What do you do with it?"), "I do something like it")
    write(author, author.get_by_label("What do you do instead, or why not?"), "We do it on two days.")
    assert_accessible_everywhere(author)
    press(author, author.get_by_role("button", name="Save your answers"))
    expect(author.get_by_role("heading", level=1)).to_contain_text("Tried, and looked back on")
    press(author, author.get_by_role("link", name="Note for your own record"))
    expect(author.locator("#note")).to_contain_text("We do it on two days.")
    assert_accessible_everywhere(author)


def hidden_for_good(open_page: OpenPage, case: str) -> None:
    """Somebody in the round hides it; the lead withdraws it; its words are read nowhere."""
    invited, lead = open_page(PHONE, signed_in=INVITED), open_page(DESK, signed_in=IG_LEAD)
    invited.goto(f"{case}round/")
    invited.get_by_role("link", name="Hide this case").click()
    invited.get_by_role("button", name="Hide it now").click()
    invited.wait_for_url("**/cases/desk/")
    lead.goto(case)
    lead.get_by_role("link", name="Withdraw it").click()
    lead.get_by_label("Why is it withdrawn?").fill("Looked at with the agency.")
    lead.get_by_role("button", name="Withdraw it, and delete the words").click()
    lead.wait_for_url("**/cases/desk/")
    for page in (invited, lead):
        for address in (case, f"{case}round/"):
            answer = page.goto(address)
            assert answer
            assert answer.status == 404


def test_what_is_written_waits_on_the_device_sealed_and_goes_with_the_session(
    open_page: OpenPage, server: Server
) -> None:
    author = open_page(PHONE)
    sign_in(author, server, AUTHOR)
    written(author)
    expect(author.get_by_text(re.compile("^Kept on this device alone, "))).to_be_visible()
    assert len(raw(author)) == 1
    assert NAME not in readable(author)
    assert NAME not in str(kept_elsewhere(author))

    author.reload()
    expect(author.get_by_text("This is what you wrote here before.")).to_be_visible()
    expect(author.get_by_label("What is happening?")).to_have_value(HAPPENING)
    expect(author.get_by_role("radio", name="No", exact=True)).to_be_checked()

    author.goto("/my-record/")
    press_sign_out(author)
    asked = author.get_by_role("dialog", name="Before you sign out")
    expect(asked.get_by_text("A case that you are writing is kept on this device alone.")).to_be_visible()
    asked.get_by_role("button", name="Discard it and sign out").click()
    author.wait_for_url(f"{server.url}/")
    assert raw(author) == []
    assert_nowhere_on_the_server(server, NAME)


@pytest.mark.parametrize("javascript", [False])
def test_the_same_without_scripts(open_page: OpenPage, server: Server, javascript: bool) -> None:
    author = open_page(PHONE, javascript=javascript, signed_in=AUTHOR)
    written(author, f"{NAME} came in late. We read {NAME} together.")
    author.get_by_role("button", name="Go on: make it anonymous").click()
    expect(author.get_by_role("button", name="Go on to the questions")).to_be_disabled()
    author.get_by_text("Not an identifier").first.click()
    author.get_by_label("It identifies nobody, because").first.fill("it is the title of a novel")
    author.get_by_role("button", name="Keep it, with this reason").first.click()
    author.get_by_role("button", name="Go on to the questions").click()
    for radio in author.get_by_role("radio", name="No", exact=True).all():
        radio.check()
    author.get_by_role("button", name="Go on: read it once more").click()
    expect(author.get_by_text("it is the title of a novel")).to_be_visible()
    author.get_by_role("button", name="Send it for its first check").click()
    expect(author.get_by_role("heading", level=1)).to_contain_text("First check")
