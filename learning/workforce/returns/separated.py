"""A table as text: one line a row, its cells kept apart by commas, semicolons, tabs or strokes."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from .bounds import Bounds, TooMuch, Unreadable, too_many_columns, too_many_rows
from .cells import Cell

DELIMITERS = ",;\t|"
LONGEST_LINE = 256_000
_CHUNK = 1 << 16
# An ë or a ’ of UTF-8: beside letters that are none, two files were put together, and one half would come out as "Ã«".
_MIXED = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Separated:
    """A text file whose letters and separator are known; `read` goes through it as often as it is asked to."""

    path: Path
    encoding: str
    delimiter: str
    bounds: Bounds

    def read(self) -> Iterator[tuple[int, list[Cell]]]:
        """Row number as a spreadsheet would show it, and its cells; a row without anything has no cells."""
        filled, most = 0, self.bounds.rows + self.bounds.header_rows
        with self.path.open(encoding=self.encoding, newline="") as file:
            rows = csv.reader(_lines(file), delimiter=self.delimiter)
            number = width = 0
            while True:
                before = rows.line_num
                try:
                    row = next(rows, None)
                except csv.Error:
                    raise _open_quotation(number + 1) from None
                if row is None:
                    return
                number += 1
                filled += any(row)
                if rows.line_num - before > 1 and self._swallows(row, width):
                    raise _open_quotation(number)
                width = max(width, len(row))
                if number > most:
                    raise too_many_rows(self.bounds, filled)
                if len(row) > self.bounds.columns and any(row[self.bounds.columns :]):
                    raise too_many_columns(self.bounds, number)
                yield number, list(row)

    def _swallows(self, row: list[str], width: int) -> bool:
        """Whether a cell of this row, which goes over several lines, looks like the rest of one row and of others.

        A quotation mark that stands alone opens there; read on, whoever is in those lines would be taken for a leaver.
        `width`: cells of the widest row so far.
        """
        held = max((cell.count(self.delimiter) for cell in row if "\n" in cell or "\r" in cell), default=0)
        return held >= max(width - 1, 1) or (held > 0 and len(row) != width)

    def first_rows(self) -> list[tuple[int, list[Cell]]]:
        return list(islice(self.read(), self.bounds.header_rows))

    def check(self) -> None:
        """Go through the whole file once; raises Unreadable where any part of it cannot be read."""
        for _row in self.read():
            pass


def encoding_of(path: Path) -> str:
    """How letters are written: utf-8, with or without a mark, UTF-16 with one, or else Windows' Western European.

    Raises Unreadable where a NUL byte shows that it is no text, where none of them fits, and where two are mixed.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if start.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        if _decodes(path, encoding):
            if encoding == "cp1252" and _MIXED.search(path.read_bytes()):
                break
            return encoding
    raise Unreadable(
        _(
            "The letters in this file are written in a way that is not known here, so names could come out wrong. "
            "Nothing was read. Save it as “CSV UTF-8” and upload it again."
        )
    )


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                return False
            if "\0" in text:
                raise Unreadable(
                    _(
                        "This file holds bytes that no text has (NUL), so it is damaged or no table. Nothing was read. "
                        "Open it in your spreadsheet, save it as “CSV UTF-8” or XLSX and upload that."
                    )
                )
            if not chunk:
                return True


def _lines(file: Iterator[str]) -> Iterator[str]:
    for line in file:
        if len(line) > LONGEST_LINE:
            raise TooMuch(
                _(
                    "A line of this file is longer than any row of a list can be, so it is no table or its line ends "
                    "are lost. Nothing was read. Save your list again as CSV or XLSX and upload that."
                )
            )
        yield line


def _open_quotation(number: int) -> Unreadable:
    return Unreadable(
        _(
            "From row %(row)s on the cells cannot be told apart: a quotation mark opens there and closes nowhere. "
            "Nothing was read. Take it out or close it, or save your list as XLSX, and upload it again."
        )
        % {"row": number}
    )
