"""What is asked of whom, in Chromium: seen before it is saved, worked out in days, excused, and counted instead."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, OpenPage, assert_accessible_everywhere
from tests.browser.figures import (
    NUMBER,
    day_in_words,
    fill_day,
    number,
    plain,
    press,
    reach_in,
    words,
)

LEAD = "dilys.marchbank@police.example"
ADMINISTRATOR = "peregrine.iwu@network.example"
ASKED = "/requirements/partners/midshire-police/"
COVERAGE = "/coverage/midshire-police/"
MORE = "Specialist case consultation across agencies"
LEARNT = "Peer supervision in practice, two days (invented)"
INSTEAD_OF, INSTEAD_OF_SLUG = "What works, and what we do not know yet", "what-works-what-we-dont-know"
GRACE = dt.timedelta(days=90)
TODAY = dt.datetime.now(tz=ZoneInfo("Europe/London")).date()


@pytest.fixture
def lead(open_page: OpenPage) -> Page:
    return open_page(DESK, signed_in=LEAD)


def asked_row(page: Page, module: str) -> Locator:
    """What the page of a person says of one module that is asked of them."""
    return page.locator("section:has(#asked) li", has=page.get_by_role("heading", name=module, exact=True))


def somebody(page: Page, query: str) -> str:
    """The address of the first person of a list."""
    page.goto(f"{COVERAGE}people/?{query}")
    return (people(page)[0].get_attribute("href") or "").partition("?")[0]


def people(page: Page) -> list[Locator]:
    return page.locator("#found table.people th a").all()


def test_whom_it_touches_is_seen_before_it_is_saved(lead: Page) -> None:
    lead.goto(ASKED)
    assert_accessible_everywhere(lead)
    before = words(lead)

    # The days of an example, worked out on real ones.
    lead.get_by_text("Try other days").click()
    starts, done = dt.date(2026, 1, 5), dt.date(2026, 3, 2)
    fill_day(lead, "starts", starts)
    fill_day(lead, "completes", done)
    press(lead, "Work it out")
    example = plain(lead.locator("#example").inner_text())
    until = starts + GRACE - dt.timedelta(1)
    assert f"starts on {day_in_words(starts)} has until {day_in_words(until)}" in example
    assert f"Finishing on {day_in_words(done)}, they are due again by" in example
    assert f"“not yet” from {day_in_words(until + dt.timedelta(1))} on" in example

    # One module more: what is wrong is said, whom it touches is named, and nothing is saved.
    press(lead, "Ask your people for more")
    assert_accessible_everywhere(lead)
    press(lead, "See whom it touches")
    expect(lead.locator(".errors")).to_be_visible()
    lead.get_by_label("Module", exact=True).select_option(MORE)
    lead.get_by_label("Level 3", exact=False).check()
    start = TODAY + dt.timedelta(days=30)
    fill_day(lead, "starts_on", start)
    press(lead, "See whom it touches")
    touched = re.search(rf"{NUMBER} of your people would be newly asked", words(lead))
    assert touched, words(lead)
    assert f"would have until {day_in_words(start + GRACE - dt.timedelta(1))}" in words(lead)
    lead.get_by_text(re.compile(r"\d+ people one by one")).click()
    named = lead.locator("details[open] li a").count()
    assert 0 < named <= number(touched[1])
    assert_accessible_everywhere(lead)
    press(lead, "Change it first")
    assert lead.get_by_label("Module", exact=True).locator("option:checked").inner_text() == MORE
    lead.goto(ASKED)
    assert words(lead) == before, "nothing is saved before the yes"

    # With the yes it is there, to come; taken back, it is as it was.
    press(lead, "Ask your people for more")
    lead.get_by_label("Module", exact=True).select_option(MORE)
    lead.get_by_label("Level 3", exact=False).check()
    fill_day(lead, "starts_on", start)
    press(lead, "See whom it touches")
    press(lead, "Ask for it")
    assert "Saved." in words(lead)
    own = lead.locator("section:has(#modules) tr", has_text=MORE)
    assert f"from {day_in_words(start)}" in plain(own.inner_text())
    assert "to come" in own.inner_text()
    own.get_by_role("link", name=re.compile("^End")).click()
    assert_accessible_everywhere(lead)
    press(lead, "Take it back")
    assert words(lead).endswith(before.partition("Kinds of post and modules")[2])


def test_somebody_exempt_is_not_counted_and_is_asked_again_when_that_ends(lead: Page) -> None:
    lead.goto(COVERAGE)
    before = reach_in(words(lead))
    person = somebody(lead, "show=never")
    lead.goto(person)
    name = lead.get_by_role("heading", level=1).inner_text()
    press(lead, "Exempt from what is asked")
    assert_accessible_everywhere(lead)
    lead.get_by_label("Agreed", exact=False).check()
    fill_day(lead, "starts_on", TODAY)
    fill_day(lead, "ends_on", TODAY - dt.timedelta(days=1))
    press(lead, "Exempt them")
    expect(lead.locator(".errors")).to_be_visible()
    fill_day(lead, "ends_on", TODAY + dt.timedelta(days=60))
    press(lead, "Exempt them")
    assert "Exempt from the first to the last day" in words(lead)
    assert f"Not counted on {day_in_words(TODAY)}" in words(lead)
    whys = [plain(why) for why in lead.locator("section:has(#asked) li p:not(.wrong)").all_inner_texts()]
    last = day_in_words(TODAY + dt.timedelta(days=60))
    assert all("not counted" in why for why in whys), whys
    assert any(why.startswith(f"Exempt from {day_in_words(TODAY)} until {last}") for why in whys), whys
    lead.goto(COVERAGE)
    during = reach_in(words(lead))
    assert (during.whole, during.part) == (before.whole - 1, before.part)

    lead.goto(f"{ASKED}exemptions/")
    assert_accessible_everywhere(lead)
    row = lead.locator("tbody tr", has_text=name).filter(has_text="everything asked")
    row.get_by_role("link", name=re.compile("^End")).click()
    assert_accessible_everywhere(lead)
    press(lead, "Take it back wholly")
    assert "Taken back." in words(lead)
    lead.goto(COVERAGE)
    assert reach_in(words(lead)) == before


def test_what_was_learnt_elsewhere_counts_from_its_own_day(lead: Page, open_page: OpenPage) -> None:
    # The network writes it down and a partner's paper is signed.
    keeper = open_page(DESK, signed_in=ADMINISTRATOR)
    keeper.goto("/requirements/equivalences/new/")
    assert_accessible_everywhere(keeper)
    keeper.get_by_label("What was learnt elsewhere").fill(LEARNT)
    keeper.get_by_label("Who provides it").fill("Harbour Institute (invented)")
    keeper.get_by_label("Counts for the module").select_option(INSTEAD_OF)
    keeper.get_by_label("Counts for at most so many months").fill("18")
    keeper.get_by_label("Evidence that is asked for").fill("The certificate, with its number and date")
    fill_day(keeper, "starts_on", TODAY - dt.timedelta(days=700))
    press(keeper, "Write it down")
    one = keeper.url
    assert "No partner has signed it yet, so it counts nowhere." in words(keeper)
    keeper.get_by_label("For", exact=True).select_option("Midshire Police")
    keeper.get_by_label("Sign: we have looked").check()
    fill_day(keeper, "day", TODAY - dt.timedelta(days=690))
    press(keeper, "Write it down")
    assert "Midshire Police" in keeper.locator("section:has(#signed)").inner_text()

    # The HR lead reads the register, and accepts it for the own people alone.
    lead.goto("/requirements/equivalences/")
    assert_accessible_everywhere(lead)
    press(lead, LEARNT)
    assert lead.url == one
    assert lead.get_by_label("For", exact=True).locator("option").all_inner_texts() == ["Midshire Police"]
    lead.get_by_label("Accept it for our people").check()
    fill_day(lead, "day", TODAY - dt.timedelta(days=680))
    press(lead, "Write it down")
    assert "since" in lead.locator("section:has(#accepted)").inner_text()
    assert_accessible_everywhere(lead)

    # Somebody who has not done the module: too old is refused with words, and the right day counts as it is.
    person = somebody(lead, f"show=never&module={INSTEAD_OF_SLUG}")
    lead.goto(person)
    assert "not yet" in asked_row(lead, INSTEAD_OF).locator(".tag").inner_text()
    press(lead, "Recognise learning from elsewhere")
    assert_accessible_everywhere(lead)
    lead.get_by_label(LEARNT, exact=False).check()
    lead.get_by_label("What shows it").fill("Certificate 20417, invented")
    fill_day(lead, "done_on", TODAY - dt.timedelta(days=650))
    press(lead, "Recognise it")
    expect(lead.locator(".errors")).to_be_visible()
    assert lead.get_by_label("What shows it").input_value() == "Certificate 20417, invented"
    done = TODAY - dt.timedelta(days=200)
    fill_day(lead, "done_on", done)
    press(lead, "Recognise it")
    assert "It counts from its own day" in words(lead)
    asked = asked_row(lead, INSTEAD_OF)
    assert "current" in asked.locator(".tag").inner_text()
    why = plain(asked.locator("p").first.inner_text())
    assert f"completed on {day_in_words(done)}" in why
    assert "as learning recognised from elsewhere" in why
    event = lead.locator("section:has(#timeline) li", has_text=f"Recognised from elsewhere: {INSTEAD_OF}")
    assert day_in_words(done) in plain(event.inner_text())
    assert_accessible_everywhere(lead)

    # On a phone the list of those who have not begun it no longer holds them.
    phone = open_page(PHONE, signed_in=LEAD)
    phone.goto(f"{COVERAGE}people/?show=never&module={INSTEAD_OF_SLUG}")
    assert person not in {(link.get_attribute("href") or "").partition("?")[0] for link in people(phone)}
