"""Files that spreadsheets open: nothing in them runs, and what was a day, a number or a text stays one."""

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from learning.workforce.spreadsheets import csv_file, safe_cell, xlsx_file

ROWS: list[list[Any]] = [["=1+1", dt.date(2026, 2, 28), 5], ["https://x.example", None, -5], ["00123", "", 0.5]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["Frontline", "", 5, -5, "a=b", None])
def test_other_cells_stay_as_they_are(value: Any) -> None:
    assert safe_cell(value) == value


def test_a_csv_file_is_read_rightly_by_spreadsheets() -> None:
    content = csv_file(["Name", "@heading"], [["Zoë\nSmith", "+44"], ['a "b"; c', ""]])
    assert content.startswith(b"\xef\xbb\xbfName,'@heading\r\n")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["Name", "'@heading"],
        ["Zoë\nSmith", "'+44"],
        ['a "b"; c', ""],
    ]


def test_a_workbook_keeps_texts_days_and_numbers() -> None:
    content = xlsx_file("Who/what: now", ["=A", "Day", "Number"], ROWS, days_as="yyyy-mm-dd")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Who what  now"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["=A", "Day", "Number"],
        ["=1+1", dt.datetime(2026, 2, 28), 5],
        ["https://x.example", None, -5],
        ["00123", None, 0.5],
    ]
    assert {sheet["A1"].data_type, sheet["A2"].data_type, sheet["A4"].data_type} == {"s"}
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_the_same_rows_are_the_same_workbook_at_any_time(clock: Any) -> None:
    first = xlsx_file("A", ["a", "b", "c"], ROWS)
    clock.shift(dt.timedelta(days=3))
    assert xlsx_file("A", ["a", "b", "c"], iter(ROWS)) == first


def test_a_workbook_without_rows_opens() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file("A", ["a"], []))).active
    assert sheet.max_row == 1
