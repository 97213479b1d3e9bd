"""Past completions by file and back again, in Chromium: tried out, matched, recorded, undone; and out to the employer's
own system, each once.
"""

import csv
import datetime as dt
import io
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, OpenPage, assert_accessible_everywhere
from tests.browser.figures import day_in_words, fill_day, number, plain, press, saved, words

LEAD = "dilys.marchbank@police.example"
LEAD_OF_ANOTHER = "tobias.achterberg@acute.example"
SAM = "sam.oyelaran@police.example"
RECORDS = "/learning-records/midshire-police/"
COVERAGE = "/coverage/midshire-police/"
HERS = "The reachable moment: hospital, custody and what happens next"
THEIRS, THEIRS_SLUG = "Adultification: seeing the child first", "adultification-seeing-the-child"
ELSEWHERE, ELSEWHERE_SLUG = "Recognising and responding to criminal exploitation", "recognising-criminal-exploitation"
DONE = dt.date(2026, 3, 5)
TODAY = dt.datetime.now(tz=ZoneInfo("Europe/London")).date()


@pytest.fixture
def lead(open_page: OpenPage) -> Page:
    return open_page(DESK, signed_in=LEAD)


def listed(page: Page, query: str) -> list[tuple[str, str, str]]:
    """Name, staff number and address of the people of a list."""
    page.goto(f"{COVERAGE}people/?{query}")
    found = []
    for cell in page.locator("#found table.people tbody th").all():
        link = cell.locator("a")
        staff_id = re.search(r"Staff number (\S+)", plain(cell.inner_text()))
        if staff_id:
            found.append((link.inner_text(), staff_id[1], (link.get_attribute("href") or "").partition("?")[0]))
    return found


def standing(page: Page, person: str, module: str) -> str:
    """What the page of a person says of a module: the tag and the reason."""
    page.goto(person)
    row = page.locator("section:has(#asked) li", has=page.get_by_role("heading", name=module, exact=True))
    return plain(f"{row.locator('.tag').inner_text()}: {row.locator('p').first.inner_text()}")


def tiles(page: Page) -> dict[str, int]:
    return {
        plain(tile.locator(".word").inner_text()): number(tile.locator(".n").inner_text())
        for tile in page.locator("section:has(#became) a.tile").all()
    }


def wild_file(folder: Path, sam: str, other: str) -> Path:
    """As an old system writes one: cp1252, semicolons, a line of its own on top, days in three ways."""
    serial = (DONE - dt.date(1899, 12, 30)).days
    lines = [
        "Course completions – exported by the old system (invented);;;;",
        ";;;;",
        "Employee Number;Course Name;Date Achieved;Certificate No;Source System",
        f"{sam};{HERS};05/03/2026;C–101;Learn–Hub",
        f"{sam};{HERS};2026-03-05;C–101;Learn–Hub",
        f"{other};{THEIRS.upper()};{serial};;Learn–Hub",
        f"{other};A course that nobody knows;05/03/2026;;",
        f"{other};{THEIRS};31/02/2026;;",
        f"999999;{THEIRS};04/02/2026;;Learn–Hub",
    ]
    file = folder / "old_completions.csv"
    file.write_bytes("\r\n".join(lines).encode("cp1252"))
    return file


def test_past_completions_are_tried_out_matched_recorded_and_undone(
    lead: Page, open_page: OpenPage, tmp_path: Path
) -> None:
    ((_sam, sam_id, sam),) = listed(lead, "q=Oyelaran&show=all")
    (_other, other_id, other), (third, _, third_page), *_ = listed(lead, f"show=never&module={THEIRS_SLUG}")
    before = standing(lead, other, THEIRS)
    assert before.startswith("not yet")

    lead.goto(RECORDS)
    assert_accessible_everywhere(lead)
    press(lead, "Upload past completions")
    assert_accessible_everywhere(lead)
    lead.locator("input[type=file]").set_input_files(wild_file(tmp_path, sam_id, other_id))
    lead.get_by_label("Let me say which column is which").check()
    press(lead, "Upload and look at it")
    assert lead.get_by_label("Day of completion").locator("option:checked").inner_text() == "Date Achieved"
    assert_accessible_everywhere(lead)
    press(lead, "These are right")
    assert tiles(lead) == {"rows to look at": 2, "new": 2, "waiting": 1, "known already": 1}
    assert "31/02/2026" in words(lead)
    assert "A course that nobody knows" in words(lead)
    assert_accessible_everywhere(lead)
    file_page = lead.url
    assert standing(lead, other, THEIRS) == before, "nothing counts before it is recorded"

    lead.goto(file_page)
    press(lead, "Record them")
    assert "2 completions are recorded" in words(lead)
    assert_accessible_everywhere(lead)
    press(lead, "Rows that wait")
    assert_accessible_everywhere(lead)
    press(lead, re.compile("^999999"))
    lead.get_by_label("Name or staff number").fill(third)
    press(lead, "Look")
    assert_accessible_everywhere(lead)
    press(lead, re.compile(f"^This is them.*{third}"))
    assert f"Recorded for {third}" in words(lead)

    # It is in the figures, with its own day; and in the person's own record.
    for person, day in ((other, DONE), (third_page, dt.date(2026, 2, 4))):
        assert re.match(rf"current: Current: .* was completed on {day_in_words(day)}", standing(lead, person, THEIRS))
        event = lead.locator("section:has(#timeline) li", has_text=f"Completed: {THEIRS}")
        assert day_in_words(day) in plain(event.inner_text())
        assert f"From this employer’s records, recorded on {day_in_words(TODAY)}." in plain(event.inner_text())
    phone = open_page(PHONE, signed_in=SAM)
    phone.goto("/my-record/")
    own = phone.locator("section:has(#finished) tr", has_text=HERS)
    assert day_in_words(DONE) in plain(own.inner_text())
    assert f"(Midshire Police), recorded on {day_in_words(TODAY)}" in plain(own.inner_text())
    assert "None" in own.inner_text(), "no certificate was asked for"
    assert_accessible_everywhere(phone)
    another = open_page(DESK, signed_in=LEAD_OF_ANOTHER)
    for address in (RECORDS, file_page, f"{RECORDS}waiting/", other, sam):
        answer = another.goto(address)
        assert answer
        assert answer.status == 404, address

    # Taken back as a whole, by corrections: the figures are as before, and the record says what happened.
    lead.goto(file_page)
    press(lead, "Undo this file")
    assert_accessible_everywhere(lead)
    press(lead, "Yes, undo it")
    assert "Undone on" in words(lead)
    assert_accessible_everywhere(lead)
    assert standing(lead, other, THEIRS) == before
    phone.reload()
    assert "Does not count since" in plain(own.inner_text())


def test_what_they_finish_goes_back_to_the_employer_s_own_system_each_once(lead: Page, tmp_path: Path) -> None:
    lead.goto(RECORDS)
    fresh = re.search(r"([\d,]+) completions are new", words(lead))
    assert fresh, words(lead)

    # As their system wants it: four columns, its own headings and days, and a code of its own.
    press(lead, "Columns and dates")
    assert_accessible_everywhere(lead)
    wanted = {"staff_id": "Employee Number", "code": "Competence Code", "completed": "Date Achieved", "status": "State"}
    for box in lead.locator("input[name^=place_]").all():
        name = (box.get_attribute("name") or "").removeprefix("place_")
        box.fill(str([*wanted].index(name) + 1) if name in wanted else "")
        if name in wanted:
            lead.locator(f"input[name=heading_{name}]").fill(wanted[name])
    lead.get_by_label("31-Dec-2026").check()
    lead.get_by_label("CSV", exact=False).check()
    press(lead, "Save")
    press(lead, "Your codes for modules")
    assert_accessible_everywhere(lead)
    lead.get_by_label(ELSEWHERE).fill("VRN-0417")
    press(lead, "Save")

    press(lead, "Make the file")
    take = lead.get_by_role("link", name="Take the file")
    expect(take).to_be_visible(timeout=60_000)
    assert_accessible_everywhere(lead)
    first = saved(lead, take, tmp_path).read_bytes()
    rows = read(first)
    assert list(rows[0]) == list(wanted.values())
    assert len(rows) == number(fresh[1])
    assert all(re.fullmatch(r"\d\d-[A-Z][a-z]{2}-\d{4}", row["Date Achieved"]) for row in rows)
    assert {row["State"] for row in rows} == {"completed"}
    assert "VRN-0417" in {row["Competence Code"] for row in rows}
    assert saved(lead, take, tmp_path).read_bytes() == first

    # Nothing is new, until something is; and then it comes alone.
    lead.goto(RECORDS)
    assert "Nothing is new since your last download." in words(lead)
    (_name, staff_id, person), *_ = listed(lead, f"show=never&module={ELSEWHERE_SLUG}")
    lead.goto(person)
    press(lead, "Recognise learning from elsewhere")
    choice: Locator = lead.get_by_label(re.compile("Child criminal exploitation"))
    choice.check()
    done = TODAY - dt.timedelta(days=30)
    fill_day(lead, "done_on", done)
    lead.get_by_label("What shows it").fill("Certificate 30417, invented")
    press(lead, "Recognise it")
    lead.goto(RECORDS)
    assert "1 completion is new since your last download." in words(lead)
    press(lead, "Make the file")
    second = read(saved(lead, lead.get_by_role("link", name="Take the file"), tmp_path).read_bytes())
    day = f"{done:%d-%b-%Y}"
    assert [list(row.values()) for row in second] == [[staff_id, "VRN-0417", day, "completed"]]
    lead.goto(RECORDS)
    assert lead.get_by_role("link", name=re.compile(r"^Receipt \d")).count() == 2
    assert_accessible_everywhere(lead)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
