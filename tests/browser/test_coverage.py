"""The HR lead's figures in Chromium: from one sentence to its people and the reasons, and home as files."""

import csv
import datetime as dt
import io
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, OpenPage, Server, assert_accessible_everywhere
from tests.browser.figures import (
    NUMBER,
    look_at_report,
    names,
    number,
    pdf_text,
    people_found,
    plain,
    reach_in,
    saved,
    words,
)
from tests.browser.keyboard import choose, press, reach, write

LEAD = "dilys.marchbank@police.example"
LEAD_OF_ANOTHER = "tobias.achterberg@acute.example"
MANAGER = "roisin.calderbank@police.example"
POLICE = "/coverage/midshire-police/"
TRUST = "/coverage/midshire-acute-hospitals-nhs-trust/"


def counts_of(cell: Locator) -> dict[str, int]:
    """The numbers of one cell: who is current and of how many, and those who are not or not for long."""
    text = plain(cell.inner_text())
    whole = re.search(rf"{NUMBER} \D*of {NUMBER}", text)
    assert whole, text
    found = {"current": number(whole[1]), "eligible": number(whole[2])}
    for status in ("due soon", "not yet", "expired"):
        beside = re.search(rf"{NUMBER} {status}", text[whole.end() :])
        found[status] = number(beside[1]) if beside else 0
    return found


def by_group_and_module(page: Page) -> dict[tuple[str, str], dict[str, int]]:
    """The whole table of role groups and modules as it stands on the page; without cells where nobody is counted."""
    found = {}
    for row in page.locator("table.follows tbody tr").all():
        module = row.locator("th a").inner_text()
        for cell in row.locator("td:has(a.cell)").all():
            if "not counted" not in cell.inner_text():
                found[cell.get_attribute("data-label") or "", module] = counts_of(cell)
    return found


@pytest.fixture
def lead(open_page: OpenPage) -> Page:
    """The HR lead of the police, signed in with a second factor, at a desk."""
    return open_page(DESK, signed_in=LEAD)


def test_every_number_opens_to_its_people_and_each_of_them_to_the_reason(lead: Page, open_page: OpenPage) -> None:
    lead.goto("/my-learning/")
    lead.get_by_role("navigation", name="Main").get_by_role("link", name="Coverage").click()
    lead.wait_for_url(f"**{POLICE}")
    whole = reach_in(words(lead))
    assert_accessible_everywhere(lead)

    # All that are counted, then one cell in which somebody's learning has run out.
    lead.get_by_role("link", name="Everything asked of them").click()
    lead.wait_for_url("**/people/**")
    assert people_found(lead) == whole.whole
    lead.go_back()
    cell = lead.locator("table.follows td", has=lead.locator("a.cell", has_text="expired")).first
    row_group, counts = cell.get_attribute("data-label") or "", counts_of(cell)
    cell.locator("a").click()
    lead.wait_for_url("**/people/**")
    assert people_found(lead) == counts["eligible"]
    expect(lead.get_by_label("Role group")).to_have_value(re.compile("."))
    assert lead.get_by_label("Role group").locator("option:checked").inner_text() == row_group

    # Narrowed down as one chooses and writes; the address keeps it, and it is said aloud.
    lead.get_by_label("Status", exact=True).select_option("Expired")
    expect(lead).to_have_url(re.compile("show=expired"))
    expect(lead.locator("#said")).to_contain_text(re.compile(rf"{NUMBER}\spe\w+\son"))
    assert people_found(lead) == counts["expired"]
    person = names(lead)[0]
    lead.get_by_label("Find somebody").press_sequentially(person.split()[-1])
    expect(lead).to_have_url(re.compile("q="))
    assert person in names(lead)
    found = names(lead)
    assert_accessible_everywhere(lead)

    # The same without scripts, by its button; and nobody where the words fit nobody.
    plain_page = open_page(PHONE, javascript=False, signed_in=LEAD)
    plain_page.goto(lead.url.partition("show=")[0].rstrip("&?"))
    plain_page.get_by_label("Status", exact=True).select_option("Expired")
    for label in ("Role group", "Module"):
        plain_page.get_by_label(label, exact=True).select_option(lead.get_by_label(label, exact=True).input_value())
    plain_page.get_by_label("Find somebody").fill(person.split()[-1])
    plain_page.get_by_role("button", name="Show these people").click()
    assert names(plain_page) == found
    plain_page.get_by_label("Find somebody").fill("Nobody at all")
    plain_page.get_by_role("button", name="Show these people").click()
    assert "Nobody found" in words(plain_page)

    # One of them: where they stand, why, and what led there.
    module = lead.get_by_label("Module", exact=True).locator("option:checked").inner_text()
    lead.get_by_role("link", name=person, exact=True).click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(person)
    asked = lead.locator("section:has(#asked) li", has=lead.get_by_role("heading", name=module, exact=True))
    assert "expired" in asked.locator(".tag").inner_text()
    why = plain(asked.locator("p").first.inner_text())
    assert re.match(r"Expired: version \d+\.\d+, completed on \d+ \w+ \d{4}, counted until \d+ \w+ \d{4}", why), why
    timeline = plain(lead.locator("section:has(#timeline)").inner_text())
    assert "Started here" in timeline
    assert f"Completed: {module}" in timeline
    assert_accessible_everywhere(lead)


def test_an_error_is_reported_in_a_row_answered_and_seen_closed_by_keyboard_alone(
    lead: Page, open_page: OpenPage
) -> None:
    """The main path without a mouse: figures, a cell, a filter, a person, a report, its answer."""
    lead.goto(POLICE)
    press(lead, lead.locator("table.follows a.cell", has_text="not yet").first)
    expect(lead.get_by_role("heading", level=1)).to_have_text("People")
    status = lead.get_by_label("Status", exact=True)
    reach(lead, status)
    lead.keyboard.type("Not y")
    expect(lead).to_have_url(re.compile("show=never"))
    person = lead.locator("#found table.people th a").first
    name = person.inner_text()
    press(lead, person)
    expect(lead.get_by_role("heading", level=1)).to_have_text(name)
    page_of_person = lead.url

    link = lead.locator("section:has(#asked)").get_by_role("link", name=re.compile("Report an error")).first
    module = (link.get_attribute("href") or "").rpartition("=")[2]
    press(lead, link)
    expect(lead.get_by_role("heading", level=1)).to_have_text("Report an error")
    assert lead.get_by_label("Which module?").input_value() == module
    assert_accessible_everywhere(lead)
    press(lead, lead.get_by_role("button", name="Send it"))
    expect(lead.locator(".errors")).to_be_visible()
    assert_accessible_everywhere(lead)
    form = lead.locator("main form")
    choose(lead, form, re.compile("Something finished is missing"))
    write(lead, lead.get_by_label("What should it say instead?"), "It was finished on paper in the spring.")
    press(lead, lead.get_by_role("button", name="Send it"))

    expect(lead.get_by_role("status").filter(has_text="Sent.")).to_be_visible()
    waiting = lead.locator("article", has_text="It was finished on paper in the spring.")
    expect(waiting).to_contain_text(name)
    press(lead, waiting.locator("summary"))
    choose(lead, waiting, re.compile("right as it stands", re.IGNORECASE))
    write(lead, waiting.get_by_label("Your answer"), "The register does not hold it; please bring the sheet.")
    press(lead, waiting.get_by_role("button", name="Close it"))
    expect(lead.get_by_role("status").filter(has_text="Closed.")).to_be_visible()
    closed = lead.locator("section:has(#closed) article", has_text="It was finished on paper in the spring.")
    expect(closed).to_contain_text("please bring the sheet")
    assert_accessible_everywhere(lead)
    lead.goto(page_of_person)
    expect(lead.locator("section", has_text="Reported as wrong").last).not_to_contain_text("open")

    another = open_page(DESK, signed_in=LEAD_OF_ANOTHER)
    for address in (POLICE, f"{POLICE}errors/", page_of_person):
        answer = another.goto(address)
        assert answer
        assert answer.status == 404, address


def test_teams_what_falls_due_and_the_months_agree_with_the_sentence_of_their_day(lead: Page) -> None:
    lead.goto(POLICE)
    today = reach_in(words(lead))

    # A team and those below it; every number opens to its people.
    lead.get_by_role("link", name="Teams", exact=True).click()
    assert_accessible_everywhere(lead)
    row = lead.locator("table.tree tbody tr", has=lead.locator("td a", has_text="not yet")).first
    counts = counts_of(row.locator("td").first)
    team = row.locator("th a").inner_text()
    row.locator("th a").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(team)
    here = reach_in(words(lead))
    assert (here.part, here.whole) == (counts["current"], counts["eligible"])
    assert_accessible_everywhere(lead)
    lead.get_by_role("link", name="Show everybody in this team").click()
    everybody = people_found(lead)
    assert everybody >= here.whole
    lead.get_by_label("Status", exact=True).select_option("Everybody counted")
    expect(lead).to_have_url(re.compile("show=counted"))
    assert people_found(lead) == here.whole

    # Who is late, and whose learning runs out within 30, 60 and 90 days.
    lead.goto(POLICE)
    lead.get_by_role("link", name="What falls due", exact=True).click()
    assert_accessible_everywhere(lead)
    tiles = {
        f"{section}: {plain(tile.locator('.word').inner_text())}": (
            number(tile.locator(".n").inner_text()),
            tile.get_attribute("href") or "",
        )
        for section in ("late", "soon", "first")
        for tile in lead.locator(f"section:has(#{section}) a.tile").all()
    }
    assert list(tiles) == [
        "late: not yet", "late: expired", "soon: within 30 days", "soon: within 60 days", "soon: within 90 days",
        "first: within 30 days", "first: within 60 days", "first: within 90 days",
    ]  # fmt: skip
    assert sum(tiles[late][0] for late in ("late: not yet", "late: expired")) == today.whole - today.part
    for tile, (people, address) in tiles.items():
        lead.goto(address)
        assert people_found(lead) == people, tile

    # Month by month: the drawing says what it is, and its numbers stand below it.
    lead.goto(f"{POLICE}trend/")
    assert_accessible_everywhere(lead)
    expect(lead.get_by_role("img").or_(lead.locator("svg[role^=graphics]")).first).to_be_visible()
    months = lead.locator("section:has(#numbers) table tbody tr")
    assert months.count() == 12
    newest = months.first if "November" in months.first.inner_text() else months.last
    end = plain(newest.locator("th").inner_text())
    frozen = re.search(rf"{NUMBER} of {NUMBER}", newest.locator("td").first.inner_text())
    assert frozen

    # That month end by the three boxes: the page of that day says the same.
    lead.goto(POLICE)
    for part, value in zip(("day", "month", "year"), end_in_parts(lead, end), strict=True):
        lead.locator(f"input[name=as_at_{part}]").fill(value)
    lead.get_by_role("button", name="Show this day").click()
    lead.wait_for_url(re.compile(r"as_at=\d{4}-\d\d-\d\d"))
    then = reach_in(words(lead))
    assert (then.day, then.part, then.whole) == (end, number(frozen[1]), number(frozen[2]))

    # A day that is none is said, and the figures stay.
    lead.locator("input[name=as_at_day]").fill("31")
    lead.locator("input[name=as_at_month]").fill("2")
    lead.get_by_role("button", name="Show this day").click()
    expect(lead.locator(".errors")).to_be_visible()
    assert lead.locator("input[name=as_at_day]").input_value() == "31"
    assert reach_in(words(lead)).day == today.day
    assert_accessible_everywhere(lead)


def end_in_parts(page: Page, day: str) -> tuple[str, str, str]:
    """“30 November 2026” as its three numbers, from the link to that month end."""
    link = page.get_by_role("navigation", name="Ends of months").get_by_role("link", name=day.replace(" ", "\xa0"))
    year, month, of_month = (link.get_attribute("href") or "").rpartition("=")[2].split("-")
    return str(int(of_month)), str(int(month)), year


def test_what_is_taken_home_says_what_the_page_says(lead: Page, tmp_path: Path) -> None:
    lead.goto(POLICE)
    whole, table = reach_in(words(lead)), by_group_and_module(lead)
    assert len(table) > 20
    lead.get_by_role("link", name="All files").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("Take figures home")
    assert_accessible_everywhere(lead)

    # Counts, as CSV and as a workbook: every cell of the page, and no others.
    of_counts = lead.locator("section:has(#counts) li").first
    text = saved(lead, of_counts.get_by_role("link", name="CSV"), tmp_path).read_text(encoding="utf-8-sig")
    by_csv = {(row["staff_group"], row["module_name"]): as_on_page(row) for row in csv.DictReader(io.StringIO(text))}
    assert {key: counts for key, counts in by_csv.items() if counts["eligible"]} == table
    book = openpyxl.load_workbook(saved(lead, of_counts.get_by_role("link", name="Excel"), tmp_path), read_only=True)
    headings, *lines = book.worksheets[0].iter_rows(values_only=True)
    rows = [dict(zip(map(str, headings), map(str, line), strict=True)) for line in lines]
    assert {(row["staff_group"], row["module_name"]): as_on_page(row) for row in rows} == by_csv
    about = " ".join(str(value) for line in book.worksheets[1].iter_rows(values_only=True) for value in line if value)
    for said in ("Midshire Police", f"as at {whole.day}", "Grade of return", "Rule set"):
        assert said in plain(about)

    # Everybody by name: one row a person, as many as the list says.
    with_names = lead.locator("section:has(#names) li").first
    file = saved(lead, with_names.get_by_role("button", name="CSV"), tmp_path)
    people = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    lead.goto(f"{POLICE}people/?show=all")
    assert people_found(lead) == len(people)
    assert {f"{row['given_name']} {row['family_name']}" for row in people} >= set(names(lead))

    # For the board: one sentence, the same.
    lead.goto(f"{POLICE}downloads/")
    report = saved(lead, lead.locator("section:has(#board)").get_by_role("button", name="PDF"), tmp_path)
    said = pdf_text(report)
    assert reach_in(said) == whole
    assert not [row for row in people if f"{row['given_name']} {row['family_name']}" in said]
    look_at_report(report)


def as_on_page(row: dict[str, str]) -> dict[str, int]:
    columns = {
        "current": "completed_count", "eligible": "eligible_count", "due soon": "due_soon_count",
        "not yet": "never_count", "expired": "expired_count",
    }  # fmt: skip
    return {name: int(row[column]) for name, column in columns.items()}


def test_a_team_manager_sees_the_own_team_and_nothing_else(lead: Page, open_page: OpenPage) -> None:
    manager = open_page(PHONE, signed_in=MANAGER)
    manager.goto("/my-learning/")
    manager.goto("/coverage/")
    own = manager.url
    assert re.search(rf"{POLICE}teams/\d+/$", own)
    team = manager.get_by_role("heading", level=1).inner_text()
    reach_in(words(manager))
    assert_accessible_everywhere(manager)
    manager.get_by_role("link", name="Show everybody in this team").click()
    manager.wait_for_url("**/people/**")
    of_team = people_found(manager)
    assert_accessible_everywhere(manager)
    lead.goto(f"{POLICE}people/?show=all&team={own.rstrip('/').rpartition('/')[2]}")
    assert (people_found(lead), lead.locator("#id_team option:checked").inner_text()) == (of_team, team)
    manager.locator("#found table.people th a").first.click()
    expect(manager.get_by_role("heading", name="Timeline")).to_be_visible()
    assert "away from" not in words(manager)
    assert_accessible_everywhere(manager)

    lead.goto(f"{POLICE}teams/")
    others = [link.get_attribute("href") or "" for link in lead.locator("table.tree tbody th a").all()]
    elsewhere = [address for address in others if not own.endswith(address)]
    assert elsewhere
    lead.goto(f"{POLICE}people/?show=all&team={elsewhere[0].rstrip('/').rpartition('/')[2]}")
    stranger = lead.locator("#found table.people th a").first.get_attribute("href") or ""
    for address in (POLICE, f"{POLICE}people/", f"{POLICE}teams/", f"{POLICE}downloads/", elsewhere[0], stranger):
        answer = manager.goto(address)
        assert answer
        assert answer.status == 404, address


def test_the_report_of_a_large_partner_is_made_by_the_worker(
    open_page: OpenPage, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "large_return.csv"
    rows = [f'8{n:05d},Newcomer,Invented {n},"Corporate and support staff",01/02/2024' for n in range(1_550)]
    file.write_text("\n".join(["Employee Number,Forename,Surname,Role Group,Latest Start Date", *rows]))
    day = dt.datetime.now(tz=ZoneInfo("Europe/London")).date().isoformat()
    said = server.manage("import_workforce", str(file), "--organisation", TRUST.split("/")[2], "--as-at", day)
    assert "1550" in said.replace(",", "")
    server.until_the_worker_is_done()

    lead = open_page(PHONE, signed_in=LEAD_OF_ANOTHER)
    lead.goto(TRUST)
    whole = reach_in(words(lead))
    assert whole.whole > 2_000
    lead.goto(f"{TRUST}downloads/")
    lead.locator("section:has(#board)").get_by_role("button", name="PDF").click()
    lead.wait_for_url(re.compile(r"/downloads/[0-9a-f-]{36}/"))
    here = lead.url
    # The page asks until the file is there; nobody has to load it again.
    expect(lead.get_by_role("link", name=re.compile("Save it"))).to_be_visible(timeout=60_000)
    assert lead.url == here
    assert_accessible_everywhere(lead)
    report = saved(lead, lead.get_by_role("link", name=re.compile("Save it")), tmp_path)
    assert reach_in(pdf_text(report)) == whole
    look_at_report(report)
    lead.goto(f"{TRUST}downloads/")
    assert "Report for the board" in lead.locator("section:has(#own)").inner_text()

    nobody_else = open_page(DESK, signed_in=LEAD)
    for address in (here, f"{here}file"):
        answer = nobody_else.goto(address)
        assert answer
        assert answer.status == 404, address
