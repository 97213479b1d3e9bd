"""A small charity's HR lead: the agreement first, somebody by form, undone and added again, a code, and who joins."""

import datetime as dt
import re

from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere, sign_in

LEAD = "wilhelmina.strand@mothers.example"
BEGAN = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=25)
DESK_ADDRESS = "/workforce/ruddle-mothers-circle/"
NO_AGREEMENT = """
from django.utils import timezone
from learning.workforce.models import SharingAgreement
rows = SharingAgreement.objects.standing().filter(organisation__slug="ruddle-mothers-circle")
print(rows.update(superseded_at=timezone.now()))
"""
LETTER = """
from learning.notices.models import Message
print(Message.objects.filter(to="ingrid@home.example").latest("pk").text)
"""


def shell(server: Server, code: str) -> str:
    return server.manage("shell", "--no-imports", "-c", code).strip()


def words(page: Page) -> str:
    return page.locator("main").inner_text()


def fill_day(page: Page, name: str, day: dt.date) -> None:
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def press(page: Page, name: str, kind: str = "button") -> None:
    page.get_by_role(kind, name=name).first.click()
    page.wait_for_load_state()


def add_ingrid(page: Page) -> None:
    page.goto(f"{DESK_ADDRESS}people/")
    press(page, "Add somebody", "link")
    page.get_by_label("First name").fill("Ingrid")
    page.get_by_label("Last name").fill("Vale")
    page.get_by_label("Role group").select_option(label="Frontline, direct work")
    fill_day(page, "start", BEGAN)
    press(page, "Save")


def test_from_the_agreement_to_somebody_who_joined(open_page: OpenPage, server: Server) -> None:
    shell(server, NO_AGREEMENT)
    page = open_page(DESK)
    sign_in(page, server, LEAD)

    # The agreement comes first; what is wrong with it is said, and nothing typed is lost.
    page.goto(DESK_ADDRESS)
    assert "First, your agreement" in words(page)
    assert_accessible_everywhere(page)
    press(page, "Write down the agreement", "link")
    page.get_by_label("Signed by").fill("Wilhelmina Strand, for the Circle")
    fill_day(page, "signed_on", BEGAN)
    fill_day(page, "review_on", BEGAN + dt.timedelta(days=365))
    page.get_by_label("First and last names").check()
    press(page, "Save")
    assert "without one nobody can be told from another" in words(page)
    assert page.get_by_label("Signed by").input_value() == "Wilhelmina Strand, for the Circle"
    assert_accessible_everywhere(page)
    for label in ("E-mail addresses", "Position titles or role groups", "First and last days in post"):
        page.get_by_label(label).check()
    press(page, "Save")
    assert "What holds now" in words(page)
    assert_accessible_everywhere(page)

    # Somebody is added by form, taken back, and added again.
    add_ingrid(page)
    assert "Ingrid Vale" in words(page)
    assert_accessible_everywhere(page)
    page.get_by_role("link", name=re.compile("Undo.*Ingrid Vale")).click()
    page.wait_for_load_state()
    assert_accessible_everywhere(page)
    press(page, "Yes, undo it")
    page.goto(f"{DESK_ADDRESS}people/?q=Ingrid")
    assert "Nobody fits this choice" in words(page)
    add_ingrid(page)

    # A code is printed for her: shown once, to be handed over.
    page.goto(f"{DESK_ADDRESS}codes/")
    assert_accessible_everywhere(page)
    page.get_by_label("Ingrid Vale").check()
    press(page, "Make codes for those ticked")
    assert_accessible_everywhere(page)
    found = re.search(r"(?:[2-9A-Z]{4} ){2}[2-9A-Z]{4}", words(page))
    assert found
    code = found.group()

    # On her phone, with an address of her own: a letter, a password, and her post is there.
    phone = open_page(PHONE)
    phone.goto("/accounts/login/")
    press(phone, "Make my sign-in", "link")
    phone.get_by_label("Your e-mail address").fill("ingrid@home.example")
    phone.get_by_label("Your code").fill("2222 2222 2222")
    press(phone, "Send me the letter")
    assert "This code does not fit" in words(phone)
    assert_accessible_everywhere(phone)
    phone.get_by_label("Your code").fill(code.lower())
    press(phone, "Send me the letter")
    assert "Look into your mail" in words(phone)
    assert_accessible_everywhere(phone)
    link = re.search(r"/join/\S+/", shell(server, LETTER))
    assert link
    phone.goto(link.group())
    assert "Ingrid Vale at Ruddle Mothers' Circle" in words(phone)
    assert phone.get_by_role("link", name="That is not me").is_visible()
    assert_accessible_everywhere(phone)
    phone.get_by_label("First name").fill("Ingrid")
    phone.get_by_label("Last name").fill("Vale")
    phone.get_by_label("Password").fill("four words nobody joins")
    press(phone, "Yes, this is me: sign me in")
    assert "Ruddle Mothers' Circle" in words(phone)
    assert_accessible_everywhere(phone)

    # HR sees that the code was used, and nobody's address.
    page.goto(f"{DESK_ADDRESS}codes/")
    assert "1 code was used so far" in words(page)
    assert "ingrid@home.example" not in words(page)
