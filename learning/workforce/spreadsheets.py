"""Tables as files that a spreadsheet opens: no text in them is ever taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

# A spreadsheet takes a cell that starts so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME, _WIDEST_COLUMN = 31, 60
# A workbook says when it was made; one that is made again from the same rows must be the same.
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  the format keeps no time zone


def safe_cell(value: Any) -> Any:
    """The value, with an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 behind a byte order mark: without it, spreadsheets read the letters of other languages wrongly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, days_as: str = "dd/mm/yyyy"
) -> bytes:
    """One sheet of this name: texts stay texts, days show as `days_as`. The same rows give the same bytes."""
    import xlsxwriter

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": days_as,
    }
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": _MADE})
        sheet = workbook.add_worksheet(_NOT_IN_A_SHEET_NAME.sub(" ", name)[:_LONGEST_SHEET_NAME].strip("' "))
        sheet.write_row(0, 0, headings, workbook.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        widths, number = [len(heading) for heading in headings], 0
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
            widths = [max(width, len(str(value))) for width, value in zip(widths, row, strict=True)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, _WIDEST_COLUMN) + 2)
        sheet.autofilter(0, 0, number, len(headings) - 1)
    return file.getvalue()
