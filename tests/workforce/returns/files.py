"""Files as partners send them, and as nobody should: written by the tests, each in the folder of its test."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Lines = Sequence[Sequence[Any]]

HEADINGS = ["Employee Number", "Email Address", "Position Title", "Latest Start Date"]
ADA = ["00123", "ada@midshire.example", "Staff nurse", "03/03/2026"]
PRIYA = ["00124", "priya@midshire.example", "Ward manager", "01/02/2019"]


def text_file(folder: Path, text: str | bytes, encoding: str = "utf-8", name: str = "return.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def separated(lines: Lines, delimiter: str = ",") -> str:
    return "".join(delimiter.join(map(str, line)) + "\r\n" for line in lines)


def workbook(folder: Path, *sheets: Lines, name: str = "return.xlsx", **options: Any) -> Path:
    """A workbook with these sheets; dates become date cells, texts that begin with "=" formulas."""
    path = folder / name
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for lines in sheets:
            sheet = book.add_worksheet()
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)
                    elif isinstance(value, str) and value.startswith("="):
                        sheet.write_formula(row, column, value, None, "7")
                    else:
                        sheet.write(row, column, value)
    return path


CONTENTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def raw_workbook(folder: Path, sheet: str | bytes, **parts: str | bytes) -> Path:
    """A workbook put together by hand, as no spreadsheet would; `parts` by their names with "/" and "." as "_"."""
    path = folder / "raw.xlsx"
    written: dict[str, str | bytes] = CONTENTS | {"xl/worksheets/sheet1.xml": sheet}
    by_hand = {name.replace("/", "_").replace(".", "_"): name for name in [*written, "xl/sharedStrings.xml"]}
    for name, content in parts.items():
        written[by_hand[name]] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return path


def inline_row(number: int, values: Sequence[str]) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{number}">{cells}</row>'


def sheet_of(*rows: str) -> str:
    return f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>"
