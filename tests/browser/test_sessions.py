"""A live session as people meet it: a place on a phone, a register by tap, a certificate, the follow-up."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere, sign_in

SAM = "sam.oyelaran@police.example"
TRAINER = "imogen.thackeray@network.example"
TITLE = "Practising a first conversation, together"

BEGIN = """
import datetime as dt
from django.utils import timezone
from learning.records.models import LiveSession
now = timezone.now()
begun, over = now - dt.timedelta(minutes=5), now + dt.timedelta(hours=1)
LiveSession.objects.filter(closed_at=None).update(starts_at=begun, ends_at=over)
print(LiveSession.objects.get(closed_at=None).code)
"""
LINK = """
from django.urls import reverse
from django.utils import timezone
from learning.records.models import PracticeFollowUp
from learning.records.practice_links import token_of
follow_up = PracticeFollowUp.objects.filter(closes_on__gte=timezone.localdate(), answered_at=None).first()
print(reverse("practice", args=[token_of(follow_up)]))
"""


def shell(server: Server, code: str) -> str:
    return server.manage("shell", "--no-imports", "-c", code).strip()


def coming(page: Page) -> None:
    page.goto("/sessions/")
    assert_accessible_everywhere(page)
    page.locator("section:has(#coming) a", has_text=TITLE).click()
    page.wait_for_load_state()


def test_a_place_on_a_phone_a_tap_and_a_certificate(open_page: OpenPage, server: Server) -> None:
    anybody = open_page(PHONE)
    coming(anybody)
    words = anybody.locator("main").inner_text()
    assert "full, with a waiting list" in words
    assert "meet.example" not in words
    assert_accessible_everywhere(anybody)

    # Signs up on a phone: the list is full, so it is a wait; a place comes free, and it is theirs.
    phone = open_page(PHONE)
    sign_in(phone, server, SAM)
    coming(phone)
    phone.get_by_role("button", name="Join the waiting list").click()
    phone.wait_for_load_state()
    assert "number 4 on the waiting list" in phone.locator("main").inner_text()
    assert "meet.example" not in phone.locator("main").inner_text()
    assert_accessible_everywhere(phone)
    phone.get_by_role("button", name="Leave the waiting list").click()
    phone.wait_for_load_state()
    assert phone.get_by_role("button", name="Join the waiting list").count() == 1

    # It begins; somebody in the room without a place says so by its code.
    code = shell(server, BEGIN)
    phone.reload()
    phone.get_by_label("Code of the room").fill("AAAAAA")
    phone.get_by_role("button", name="I am here").click()
    phone.wait_for_load_state()
    assert "not the code of this room" in phone.locator("main").inner_text()
    assert_accessible_everywhere(phone)
    phone.get_by_label("Code of the room").fill(code)
    phone.get_by_role("button", name="I am here").click()
    phone.wait_for_load_state()
    assert "you have a place" in phone.locator("main").inner_text()

    # The trainer taps on a phone: one tap a person, and one taken back.
    trainer = open_page(PHONE)
    sign_in(trainer, server, TRAINER)
    trainer.goto("/sessions/")
    trainer.locator("section:has(#run) a", has_text=TITLE).first.click()
    trainer.wait_for_load_state()
    assert_accessible_everywhere(trainer)
    lines = trainer.locator(".register .line button")
    number = lines.count()
    assert number >= 6
    sam = trainer.locator(".register .line", has_text="Sam Oyelaran").get_by_role("button")
    other = trainer.locator(".register .line").first.get_by_role("button")
    other.click()
    trainer.locator("#there", has_text=re.compile("^1 of")).wait_for()
    other.click()
    trainer.locator("#there", has_text=re.compile("^0 of")).wait_for()
    sam.click()
    trainer.locator("#there", has_text=re.compile("^1 of")).wait_for()
    assert sam.get_attribute("aria-pressed") == "true"
    assert_accessible_everywhere(trainer)
    trainer.get_by_role("button", name="Close the register").click()
    trainer.wait_for_load_state()
    assert "The register is closed" in trainer.locator("main").inner_text()
    assert_accessible_everywhere(trainer)
    trainer.get_by_role("link", name=re.compile("^Not right")).click()
    trainer.wait_for_load_state()
    assert "Sam Oyelaran" in trainer.locator("main").inner_text()
    assert_accessible_everywhere(trainer)

    # What it counts for, and the certificate.
    phone.reload()
    assert "You were there, and have finished" in phone.locator("main").inner_text()
    assert_accessible_everywhere(phone)
    phone.get_by_role("link", name="Get your certificate").click()
    phone.wait_for_load_state()
    words = phone.locator("main").inner_text()
    assert "Sam Oyelaran" in words
    assert "live session" in words


def test_the_register_without_a_script_and_the_trainer_s_own_form(open_page: OpenPage, server: Server) -> None:
    trainer = open_page(DESK, javascript=False)
    sign_in(trainer, server, TRAINER)
    trainer.goto("/sessions/new/")
    trainer.get_by_role("button", name="Put it up").click()
    trainer.wait_for_load_state()
    assert "Say where it is" in trainer.locator(".errors").inner_text()
    trainer.locator("select[name=module]").select_option(label=TITLE)
    for name, value in (
        ("day_day", "3"),
        ("day_month", "March"),
        ("day_year", "2031"),
        ("starts", "10:00"),
        ("ends", "11:30"),
    ):
        trainer.locator(f"[name={name}]").fill(value)
    trainer.locator("[name=place]").fill("Room 2 (invented)")
    trainer.locator("[name=capacity]").fill("8")
    trainer.get_by_role("button", name="Put it up").click()
    trainer.wait_for_load_state()
    words = trainer.locator("main").inner_text()
    assert "Monday 3 March 2031" in words
    assert "8 places free" in words
    trainer.get_by_role("link", name="Cancel this session").click()
    trainer.wait_for_load_state()
    trainer.get_by_role("button", name="Yes, cancel it").click()
    trainer.wait_for_load_state()
    assert "cancelled" in trainer.locator("main").inner_text()


def test_ninety_days_after_the_link_opens_without_signing_in(open_page: OpenPage, server: Server) -> None:
    phone = open_page(PHONE)
    phone.goto(shell(server, LINK))
    assert_accessible_everywhere(phone)
    phone.get_by_label("Yes", exact=True).check()
    phone.get_by_label("An example").fill("I ring first. The number is 07700 900123.")
    phone.get_by_role("button", name="Send").click()
    phone.locator(".asked").wait_for()
    assert "Not saved yet" in phone.locator("main").inner_text()
    assert_accessible_everywhere(phone)
    phone.get_by_role("button", name="Send").click()
    phone.get_by_role("heading", name="Thank you").wait_for()
    assert_accessible_everywhere(phone)
    phone.get_by_label("Your manager’s e-mail address").fill("manager@police.example")
    phone.get_by_role("button", name="Ask them").click()
    phone.get_by_text("We have asked your manager").wait_for()
