"""A table in a file, whatever kind of file: its headings, and its rows one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .bounds import Bounds, TooMuch, Unreadable
from .cells import Cell, is_blank
from .header import FEWEST, Header, find_header
from .kinds import kind_of
from .parts import Allowance, open_archive
from .separated import DELIMITERS, Separated, encoding_of
from .sheet import SheetRows
from .workbook import SINCE_1900, read_workbook

Remembered = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A list as a file holds it. `header_row` and all row numbers count from 1, as a spreadsheet shows them."""

    kind: str
    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    headers: list[str]
    epoch: dt.date
    """The day 0 of days that are written as bare numbers."""
    bounds: Bounds
    _source: Separated | SheetRows

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row below the headings that holds anything, with at least as many cells as there are headings.

        Read from the file as they are asked for, anew each time. May raise Unreadable where a part of the file that
        no bound could tell of turns out to be damaged.
        """
        width = len(self.headers)
        for number, cells in self._source.read():
            if number <= self.header_row or all(map(is_blank, cells)):
                continue
            if len(cells) < width:
                cells.extend([None] * (width - len(cells)))
            yield number, cells


def open_table(path: Path, name: str, bounds: Bounds | None = None, remembered: Remembered | None = None) -> Table:
    """Find the table in an uploaded file; `name` is what the file was called, and decides nothing.

    `remembered` are headings that this partner's files had before (see `match_columns`): they help to find the row of
    headings. Raises Unreadable, whose sentence names the file, says what is wrong and what to do.
    """
    bounds = bounds or Bounds()
    size = path.stat().st_size
    if size > bounds.upload_bytes:
        raise TooMuch(
            _(
                "“%(name)s” is %(size)s MB large; at most %(most)s MB can be read. Nothing was read. Keep only the "
                "list and the columns that a return needs, save it and upload it again."
            )
            % {"name": name, "size": f"{size / 1e6:.0f}", "most": f"{bounds.upload_bytes / 1e6:.0f}"}
        )
    if kind_of(path) == "xlsx":
        return _open_workbook(path, bounds, remembered or {})
    return _open_separated(path, bounds, remembered or {})


def _open_separated(path: Path, bounds: Bounds, remembered: Remembered) -> Table:
    encoding = encoding_of(path)
    tries = [Separated(path, encoding, delimiter, bounds) for delimiter in DELIMITERS]
    found = [(find_header(one.first_rows(), remembered, bounds), one) for one in tries]
    header, source = max(found, key=lambda pair: _strength(pair[0]))
    source.check()
    if header is None:
        raise _no_header(bounds)
    headings = list(header.headings)
    return Table("csv", encoding, source.delimiter, "", header.row, headings, SINCE_1900, bounds, source)


def _strength(header: Header | None) -> tuple[int, int]:
    return (header.known, len(header.headings)) if header else (-1, 0)


def _open_workbook(path: Path, bounds: Bounds, remembered: Remembered) -> Table:
    with open_archive(path, bounds) as archive:
        workbook = read_workbook(archive, bounds)
        found: list[tuple[Header, str, SheetRows]] = []
        allowance = Allowance(bounds.first_rows_bytes)
        for sheet in workbook.sheets:
            if sheet.hidden:
                continue
            source = SheetRows(path, sheet.part, workbook, bounds)
            header = find_header(source.first_rows(archive, allowance), remembered, bounds)
            if header is not None:
                found.append((header, sheet.name, source))
        if not found:
            raise _no_header(bounds)
        header, name, source = max(found, key=lambda one: _strength(one[0]))
        _refuse_two_lists([(other.known, sheet) for other, sheet, _source in found], header.known)
        source.check(archive, header.row)
    return Table("xlsx", "", "", name, header.row, list(header.headings), workbook.epoch, bounds, source)


def _refuse_two_lists(found: list[tuple[int, str]], most: int) -> None:
    """Reading one of two lists would turn everybody on the other into a leaver."""
    lists = [sheet for known, sheet in found if known > FEWEST and known * 2 >= most]
    if len(lists) > 1:
        raise Unreadable(
            _(
                "More than one sheet of this workbook looks like a list of staff: %(sheets)s. Nothing was read. Bring "
                "everybody together on one sheet, delete or hide the others, and upload it again."
            )
            % {"sheets": get_text_list([f"“{sheet}”" for sheet in lists], _("and"))}
        )


def _no_header(bounds: Bounds) -> Unreadable:
    return Unreadable(
        _(
            "None of the first %(rows)s rows looks like headings, so it is not clear what each column holds. Nothing "
            "was read. Put one row of headings above your list, such as “Employee Number”, “Position Title” and “Start "
            "Date”, and upload it again."
        )
        % {"rows": bounds.header_rows}
    )
