"""The HR lead's day in Chromium: the agreement, a return from file to figures, and back again."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere
from tests.browser.figures import look_at_report, pdf_text, reach_in, saved, words

LEAD = "dilys.marchbank@police.example"
FRESH = """
from django.utils import timezone
from learning.portal.demo.returns import _written
from learning.workforce.models import Organisation
police = Organisation.objects.get(slug="midshire-police")
police.agreements.update(superseded_at=timezone.now())
print(_written(police, timezone.localdate()), end="")
"""
STANDING = """
from learning.workforce.models import Employment
rows = Employment.objects.standing().filter(organisation__slug="midshire-police")
said = rows.values_list("person_id", "team_id", "role_group_id", "staff_id", "post", "start", "left", "source")
print(sorted(map(str, said)))
"""


def shell(server: Server, code: str) -> str:
    return server.manage("shell", "--no-imports", "-c", code)


def figure(page: Page, word: str) -> int:
    """The number on the tile of this word."""
    return int(page.locator(".tile", has_text=word).locator(".n").inner_text())


def write_the_agreement(page: Page) -> None:
    page.get_by_role("link", name="Go to the agreement").click()
    page.get_by_role("link", name=re.compile("Write down")).first.click()
    page.wait_for_load_state()
    page.get_by_label("Signed by").fill("Dilys Marchbank, HR lead (invented)\nImogen Thackeray, network (invented)")
    for name, (day, month, year) in {"signed_on": (5, 1, 2026), "review_on": (5, 1, 2099)}.items():
        for part, value in (("day", day), ("month", month), ("year", year)):
            page.locator(f"input[name={name}_{part}]").fill(str(value))
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    assert not page.locator(".errors").count(), page.locator(".errors").inner_text()


def test_from_the_agreement_to_the_figures_and_back(open_page: OpenPage, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "staff_list.csv"
    file.write_text(shell(server, FRESH))
    before = shell(server, STANDING)
    page = open_page(DESK, signed_in=LEAD)

    page.goto("/workforce/midshire-police/returns/new/")
    assert page.locator("input[type=file]").count() == 0, "nothing is taken in without an agreement"
    write_the_agreement(page)

    page.goto("/workforce/midshire-police/returns/new/")
    assert_accessible_everywhere(page)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Upload and match columns").click()
    page.wait_for_load_state()
    assert page.get_by_label("Staff number").locator("option:checked").inner_text() == "Employee Number"
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="These are right").click()
    page.wait_for_load_state()
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Show the differences").click()
    page.wait_for_load_state()

    assert [figure(page, word) for word in ("joiners", "leavers", "movers", "changed")] == [6, 3, 2, 1]
    # A day that is none, a title that means nothing yet, and a staff number that two rows of one person share.
    assert figure(page, "rows to look at") == 3, page.locator("#problems").inner_text()
    assert "31/02/2025" in page.locator("main").inner_text()
    assert_accessible_everywhere(page)
    assert shell(server, STANDING) == before, "nothing is changed until it is written"

    # Mended by keyboard alone: the title of one row.
    page.locator("select[name=value]").focus()
    page.keyboard.type("Public")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert figure(page, "rows to look at") == 2

    page.get_by_role("button", name=re.compile("Write it, leaving 2 rows out")).click()
    page.wait_for_load_state()
    assert "Undo is open until" in page.locator("main").inner_text()
    assert_accessible_everywhere(page)
    assert shell(server, STANDING) != before

    # From the figures to what the board reads of them.
    page.get_by_role("link", name="See coverage").click()
    now = reach_in(words(page))
    page.get_by_role("link", name="All files").click()
    report = saved(page, page.locator("section:has(#board)").get_by_role("button", name="PDF"), tmp_path)
    assert reach_in(pdf_text(report)) == now
    look_at_report(report)

    page.goto("/workforce/midshire-police/returns/")
    assert_accessible_everywhere(page)
    page.locator("main table a").first.click()
    page.get_by_role("link", name="Undo this return").click()
    page.wait_for_load_state()
    assert_accessible_everywhere(page)
    page.get_by_role("button", name="Yes, undo it").click()
    page.wait_for_load_state()
    assert shell(server, STANDING) == before

    phone = open_page(PHONE, javascript=False, signed_in=LEAD)
    phone.goto("/workforce/midshire-police/returns/")
    assert "undone" in phone.locator("main").inner_text()

    server.until_the_worker_is_done()
    assert "agree" in server.manage("check_statuses")
