"""A weekly mail, from what an HR lead sees of it to what its reader does with it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, assert_accessible, sign_in

HR_LEAD, LEARNER = "dilys.marchbank@police.example", "sam.oyelaran@police.example"


def test_an_hr_lead_sees_what_was_sent_and_chooses_the_day(page: Page, server: Server) -> None:
    sign_in(page, server, HR_LEAD)
    page.goto("/workforce/midshire-police/")
    page.get_by_role("link", name="Reminders", exact=True).click()
    expect(page.get_by_role("heading", name="What was sent")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ of \d+ sent")).first).to_be_visible()
    page.get_by_label("On which day").select_option("Thursday")
    page.get_by_role("button", name="Save, from today on").click()
    expect(page.get_by_text("Saved. It holds from today on.")).to_be_visible()
    expect(page.get_by_label("On which day")).to_have_value("3")
    assert_accessible(page)


def test_a_mail_is_read_again_looks_as_it_did_and_says_why_it_came(phone: Page, server: Server) -> None:
    sign_in(phone, server, LEARNER)
    phone.goto("/my-record/")
    phone.get_by_role("link", name="Weekly mail about what is asked of you").first.click()
    as_it_looked = phone.get_by_role("link", name="See it as it looked")
    expect(as_it_looked).to_be_visible()
    assert_accessible(phone)
    as_it_looked.click()
    # Its own style is let in by the content policy.
    button = phone.get_by_role("link", name="Go to your learning")
    assert button.evaluate("link => getComputedStyle(link).backgroundColor") == "rgb(11, 93, 99)"
    assert_accessible(phone)
    # The mail holds the address of whoever loaded the demonstration; this server is another one.
    why = phone.get_by_role("link", name="Why did I get this?").get_attribute("href") or ""
    phone.goto(urlsplit(why).path)
    expect(phone.get_by_role("heading", name="Why you got this mail")).to_be_visible()
    expect(phone.get_by_text("Midshire Police").first).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("link", name="Get fewer mails").click()
    phone.get_by_role("button", name="Send me only what is due").click()
    expect(phone.get_by_role("heading", name="You get only what is due")).to_be_visible()
