"""Reading an HR lead's pages and files: the one sentence that everything must agree with, counts, days, and PDFs."""

import datetime as dt
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from playwright.sync_api import Locator, Page

NUMBER = r"(\d[\d,]*)"
SENTENCE = re.compile(rf"Of {NUMBER} pe\w+ who needs? it, {NUMBER} \w+ current: (\d+) % on (\d+ \w+ \d{{4}})")
FOUND = re.compile(rf"{NUMBER} pe\w+ on \d+ \w+ \d{{4}}")


@dataclass(frozen=True)
class Reach:
    """How many of how many are current, in per cent, on which day."""

    whole: int
    part: int
    pct: int
    day: str


def plain(text: str) -> str:
    """In one line, with ordinary spaces."""
    return " ".join(text.split())


def words(page: Page) -> str:
    return plain(page.locator("main").inner_text())


def number(text: str) -> int:
    return int(text.replace(",", ""))


def day_in_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def reach_in(text: str) -> Reach:
    found = SENTENCE.search(plain(text))
    assert found, text[:500]
    return Reach(number(found[1]), number(found[2]), number(found[3]), found[4])


def people_found(page: Page) -> int:
    """How many a list of people says that it holds; none where it says that nobody stands like this."""
    found = FOUND.search(plain(page.locator("#found").inner_text()))
    return number(found[1]) if found else 0


def names(page: Page) -> list[str]:
    return page.locator("#found table.people th a").all_inner_texts()


def fill_day(page: Page, name: str, day: dt.date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the first button or link of that name, and wait for the page that comes."""
    main = page.locator("main")
    with page.expect_navigation():
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()


def saved(page: Page, link: Locator, folder: Path) -> Path:
    """The file that a press brings, under the name that it is given."""
    with page.expect_download() as caught:
        link.click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def pdf_text(pdf: Path) -> str:
    return plain(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout)


def look_at_report(pdf: Path) -> None:
    """A4, at most three pages, none of them empty when drawn."""
    with pikepdf.open(pdf) as opened:
        assert 1 <= len(opened.pages) <= 3
        assert {tuple(round(side) for side in page.mediabox[2:]) for page in opened.pages} == {(595, 842)}
    subprocess.run(["pdftoppm", "-png", "-r", "60", pdf, pdf.with_suffix("")], check=True)
    for drawn in pdf.parent.glob(f"{pdf.stem}-*.png"):
        assert drawn.stat().st_size > 10_000
