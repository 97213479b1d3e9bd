"""The rows of one sheet of a workbook, as they are unpacked: no row before the one that is asked for is kept."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .bounds import Bounds, Unreadable, too_many_columns, too_many_rows
from .cells import Cell, Fault, Formula
from .parts import Allowance, Attributes, Reader, chunks, damaged, local, open_archive, too_large_inside
from .workbook import Workbook, unescaped

_LONGEST_TEXT = 40_000
_ROW = re.compile(rb"<row[ />]")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,9}):([A-Z]{1,3})(\d{1,9})"')
_LONGEST_MERGE = 48
_AFTER_THE_LAST_DAY = (dt.date.max - dt.date(1899, 12, 30)).days + 1
Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet of a workbook; `read` goes through it as often as it is asked to."""

    path: Path
    part: str
    workbook: Workbook
    bounds: Bounds

    def read(self) -> Iterator[Row]:
        """Row number and cells, in the order of the sheet; rows that hold nothing are left out."""
        with open_archive(self.path, self.bounds) as archive:
            yield from self._read(archive)

    def _read(self, archive: zipfile.ZipFile, first: Allowance | None = None) -> Iterator[Row]:
        """All rows; with an allowance no more is unpacked once the rows are past among which the headings are."""
        cells = _Cells(self.workbook, self.bounds)
        reader = Reader(cells.start, cells.end, cells.text)
        for chunk in chunks(archive, self.part):
            if first:
                first.spend(len(chunk))
            reader.feed(chunk)
            yield from cells.take()
            if first and cells.row > self.bounds.header_rows:
                return
        reader.feed(b"", final=True)
        yield from cells.take()

    def first_rows(self, archive: zipfile.ZipFile, allowance: Allowance) -> list[Row]:
        """The rows among which the headings are."""
        found: list[Row] = []
        for number, cells in self._read(archive, allowance):
            if number > self.bounds.header_rows:
                break
            found.append((number, cells))
        return found

    def check(self, archive: zipfile.ZipFile, header_row: int) -> None:
        """Unpack the whole sheet once and count its rows.

        Raises Unreadable where it is damaged or goes on too long, and where a value stands for several rows at once.
        """
        rows, cells, rest = 0, 0, b""
        for chunk in chunks(archive, self.part):
            read = rest + chunk
            rows += len(_ROW.findall(rest[-4:] + chunk))
            cells += chunk.count(b"<v>") + chunk.count(b"<is>")
            _refuse_merged(read, header_row)
            rest = chunk[-_LONGEST_MERGE:]
            if rows > self.bounds.rows + self.bounds.header_rows:
                raise too_many_rows(self.bounds, min(rows, cells))


def _refuse_merged(read: bytes, header_row: int) -> None:
    """Of cells that were made one, a workbook keeps the value of the first alone: the other rows seem to have none."""
    for column, first, other, last in _MERGED.findall(read):
        if column == other and header_row < int(first) < int(last):
            words = {"first": int(first), "last": int(last), "column": column.decode()}
            raise Unreadable(
                _(
                    "In column %(column)s the cells of rows %(first)s to %(last)s are merged into one, so it is not "
                    "clear what holds for each row. Nothing was read. Take the cells apart again, fill in each row, "
                    "save the file and upload it again."
                )
                % words
            )


class _Cells:
    """What the parser of a sheet keeps: the row that it is in, and the rows that are ready."""

    def __init__(self, workbook: Workbook, bounds: Bounds) -> None:
        self.texts, self.styles, self.epoch = workbook.texts, workbook.styles, workbook.epoch
        self.bounds = bounds
        self.ready: list[Row] = []
        self.rows = self.filled = 0
        self.row, self.cells = 0, list[Cell]()
        self.column, self.kind, self.style = -1, "n", 0
        self.formula = self.reading = False
        self.pieces, self.length = list[str](), 0
        self.columns: dict[str, int] = {}

    def take(self) -> list[Row]:
        ready, self.ready = self.ready, []
        return ready

    def start(self, tag: str, attributes: Attributes) -> None:
        name = tag if tag in _PLAIN else local(tag)
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self.reading = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "rPh":
            self.kind = "aloud"

    def end(self, tag: str) -> None:
        name = tag if tag in _PLAIN else local(tag)
        if name == "c":
            if self.pieces or self.formula:
                self._end_cell()
        elif name in ("v", "t"):
            self.reading = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self.kind = "inlineStr"

    def text(self, piece: str) -> None:
        if self.reading and self.kind != "aloud":
            self.pieces.append(piece)
            self.length += len(piece)
            if self.length > _LONGEST_TEXT:
                raise too_large_inside()

    def _begin_row(self, number: str | None) -> None:
        before = self.row
        self.row = before + 1
        if number is not None:
            if not (number.isdecimal() and len(number) < 10 and int(number) > before):
                raise damaged()
            self.row = int(number)
        self.rows += 1
        self.column, self.cells = -1, []
        if self.rows > self.bounds.rows + self.bounds.header_rows:
            raise too_many_rows(self.bounds, self.filled)

    def _end_row(self) -> None:
        if self.cells:
            self.filled += 1
            self.ready.append((self.row, self.cells))

    def _begin_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self.column = self.column + 1 if reference is None else self._column(reference)
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self.style = int(style) if style.isdecimal() and len(style) < 10 else 0
        self.formula, self.length = False, 0
        self.pieces.clear()

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        known = self.columns.get(letters)
        if known is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise damaged()
            known = 0
            for letter in letters.upper():
                known = known * 26 + ord(letter) - 64
            known = self.columns[letters] = known - 1
        return known

    def _end_cell(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        value: Cell = Formula(text) if self.formula else self._value(text)
        if value is None or value == "":
            return
        if self.column >= self.bounds.columns:
            raise too_many_columns(self.bounds, self.row)
        cells = self.cells
        if self.column < len(cells):
            raise damaged()
        if self.column > len(cells):
            cells.extend([None] * (self.column - len(cells)))
        cells.append(value)

    def _value(self, text: str) -> Cell:
        match self.kind:
            case "s":
                return self._shared(text)
            case "n":
                return self._number(text)
            case "b":
                return text == "1"
            case "e":
                return Fault(text)
            case "d":
                return text[:10]
            case _:
                return unescaped(text)

    def _shared(self, text: str) -> str:
        if not (text.isdecimal() and len(text) < 10 and int(text) < len(self.texts)):
            raise damaged()
        return self.texts[int(text)]

    def _number(self, text: str) -> Cell:
        try:
            number = int(text) if text.isdecimal() and len(text) < 16 else float(text)
        except ValueError:
            raise damaged() from None
        if self.style in self.styles.days and 1 <= number < _AFTER_THE_LAST_DAY:
            return _day(number, self.epoch)
        if self.style in self.styles.padded and isinstance(number, int):
            return str(number).zfill(self.styles.padded[self.style])
        return number


_PLAIN = frozenset({"c", "v", "t", "f", "is", "row", "rPh"})


def _day(number: float, epoch: dt.date) -> Cell:
    """The day of a serial number. Before March 1900 the count of 1900 is one day out, as it always was."""
    try:
        day = epoch + dt.timedelta(days=int(number))
    except OverflowError:
        return number
    return day + dt.timedelta(days=1) if epoch.year == 1899 and number < 60 else day


def serial_day(number: float, epoch: dt.date) -> dt.date | None:
    """The day that a spreadsheet means by a number, or None where it can mean none."""
    day = _day(number, epoch) if 1 <= number < _AFTER_THE_LAST_DAY else None
    return day if isinstance(day, dt.date) else None
