"""Our reader of workbooks sees what others see in the same file, whoever wrote it."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from learning.workforce.returns.bounds import Bounds
from learning.workforce.returns.cells import Cell, Fault, Formula
from learning.workforce.returns.sheet import SheetRows
from learning.workforce.returns.tables import open_table
from learning.workforce.returns.workbook import read_workbook, shows_a_day, unescaped

from .files import HEADINGS, inline_row, raw_workbook, sheet_of

# Lone surrogates and the characters that XML has not cannot be written by either.
TEXTS = st.text(st.characters(min_codepoint=32, blacklist_categories=("Cs", "Cn")), min_size=1, max_size=20)
VALUES = st.one_of(
    TEXTS.filter(lambda text: not text.startswith(("=", "{", "_x")) and text.strip()),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(4712, 12, 31)),
)
GRIDS = st.lists(st.lists(st.one_of(st.none(), VALUES), min_size=1, max_size=6), min_size=1, max_size=6)


def read(path: Path) -> list[tuple[int, list[Cell]]]:
    bounds = Bounds()
    with zipfile.ZipFile(path) as archive:
        book = read_workbook(archive, bounds)
    return list(SheetRows(path, book.sheets[0].part, book, bounds).read())


def as_openpyxl_sees_it(path: Path) -> list[tuple[int, list[Any]]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    found = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [value.date() if isinstance(value, dt.datetime) else value for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            found.append((number, cells))
    return found


@given(GRIDS, st.booleans())
def test_a_workbook_of_openpyxl(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list[Any]], since_1904: bool
) -> None:
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    sheet = book.active
    for row, line in enumerate(grid, 1):
        for column, value in enumerate(line, 1):
            if value is not None and not (since_1904 and isinstance(value, dt.date) and value.year < 1904):
                sheet.cell(row, column).value = value
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    book.save(path)
    assert read(path) == as_openpyxl_sees_it(path)


@given(GRIDS, st.booleans())
def test_a_workbook_of_xlsxwriter(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list[Any]], in_place: bool
) -> None:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": in_place, "strings_to_urls": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d mmmm yyyy"})
        for row, line in enumerate(grid):
            for column, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)
                elif value is not None:
                    sheet.write(row, column, value)
    assert read(path) == as_openpyxl_sees_it(path)


def test_rich_text_and_what_is_read_aloud(tmp_path: Path) -> None:
    shared = (
        "<sst><si><r><t>Staff </t></r><r><rPr><b/></rPr><t>nurse</t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si></sst>"
    )
    aloud = '<c t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh></is></c>'
    cells = f'<row r="2"><c t="s"><v>0</v></c><c t="s"><v>1</v></c>{aloud}</row>'
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS), cells), xl_sharedStrings_xml=shared)
    assert read(path)[1] == (2, ["Staff nurse", "東京", "a"])


def test_formulas_faults_and_days_as_text(tmp_path: Path) -> None:
    cells = (
        '<row><c><f>A1</f><v>7</v></c><c t="e"><v>#N/A</v></c><c t="str"><f/><v>x</v></c>'
        '<c t="d"><v>2026-03-03T00:00:00</v></c><c t="b"><v>1</v></c><c><v>1.5E3</v></c><c s="999"><v>8</v></c></row>'
    )
    [row] = read(raw_workbook(tmp_path, sheet_of(cells)))
    assert row == (1, [Formula("7"), Fault("#N/A"), Formula("x"), "2026-03-03", True, 1500.0, 8])


def test_noughts_that_only_the_format_shows(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 123, book.add_format({"num_format": "00000000"}))
        sheet.write_number(0, 1, 123, book.add_format({"num_format": "0.00"}))
    assert read(path) == [(1, ["00000123", 123])]


def test_a_workbook_of_the_strict_kind_whose_names_have_prefixes(tmp_path: Path) -> None:
    strict = sheet_of(inline_row(1, HEADINGS)).replace("<", "<x:").replace("<x:/", "</x:")
    strict = strict.replace("<x:worksheet>", '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">')
    assert open_table(raw_workbook(tmp_path, strict), "strict.xlsx").headers == HEADINGS


def test_a_sheet_that_a_workbook_names_and_has_not(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, sheet_of(inline_row(1, HEADINGS)))
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name).replace(b"</sheets>", b'<sheet name="Lost" r:id="r9"/></sheets>')
            copy.writestr(name, content)
    path.write_bytes(changed.getvalue())
    assert open_table(path, "r.xlsx").sheet == "Staff"


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]d mmmm yyyy;@", True),
        ("mmm-yy", True),
        ("0.00", False),
        ("General", False),
        ('0 "days"', False),
        ("[Red]0", False),
        ("h:mm", False),
        ("", False),
        ("#,##0;[Red]d", False),
        ("0[d", False),
        ('0"d', False),
    ],
)
def test_which_formats_show_a_day(code: str, day: bool) -> None:
    assert shows_a_day(code) is day


@pytest.mark.parametrize(("longer", "day"), [(0, True), (1, False)])
def test_a_number_format_that_no_spreadsheet_writes_is_not_looked_at(tmp_path: Path, longer: int, day: bool) -> None:
    code = "d" * (255 + longer)
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_number(0, 0, 46084, book.add_format({"num_format": code}))
    assert read(path) == [(1, [dt.date(2026, 3, 3) if day else 46084])]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a_x000D_b", "a\rb"),
        ("a_b", "a_b"),
        ("_x005F_x000D_", "_x000D_"),
        ("a_xD800_b", "a\ufffdb"),
        ("_xdfff_", "\ufffd"),
        ("_x0000_", "\ufffd"),
        ("_x001C_", "\ufffd"),
        ("_xFFFF_", "\ufffd"),
    ],
)
def test_characters_that_xml_has_not(text: str, meant: str) -> None:
    assert unescaped(text) == meant
