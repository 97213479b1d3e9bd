"""Tables as files that a spreadsheet opens: no text in them is ever taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    days_as: str = "dd/mm/yyyy",
    about: tuple[str, Sequence[tuple[str, Any]]] | None = None,
) -> bytes:
    """One sheet of this name: texts stay texts, days show as `days_as`. The same rows give the same bytes.

    `about`: the name of a second sheet, and its lines of a heading and what it says. Rows are written as they come, so
    that a workbook of any length takes little memory.
    """
    import xlsxwriter

    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": days_as,
    }
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": _MADE})
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet(_sheet_name(name))
        sheet.write_row(0, 0, headings, bold)
        sheet.freeze_panes(1, 0)
        widths, number = [len(heading) for heading in headings], 0
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
            widths = [max(width, len(str(value))) for width, value in zip(widths, row, strict=True)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, _WIDEST_COLUMN) + 2)
        sheet.autofilter(0, 0, number, len(headings) - 1)
        if about is not None:
            _write_about(workbook.add_worksheet(_sheet_name(about[0])), about[1], bold)
    return file.getvalue()


def _write_about(sheet: Any, lines: Sequence[tuple[str, Any]], bold: Any) -> None:
    for number, (heading, said) in enumerate(lines):
        sheet.write(number, 0, heading, bold)
        sheet.write(number, 1, said)
    sheet.set_column(0, 0, max((len(heading) for heading, _said in lines), default=0) + 2)
    sheet.set_column(1, 1, _WIDEST_COLUMN)


def _sheet_name(name: str) -> str:
    return _NOT_IN_A_SHEET_NAME.sub(" ", name)[:_LONGEST_SHEET_NAME].strip("' ")
