"""The rows of a file of past completions as what they say, and what cannot be read, cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from learning.workforce.returns.cells import Cell, Fault, Formula, is_blank, text_of
from learning.workforce.returns.days import NoDay, read_day
from learning.workforce.returns.tables import Table
from learning.workforce.returns.who import bare_address, bare_number

from .columns import Columns, PastField

EARLIEST = dt.date(1990, 1, 1)
LONGEST: dict[PastField, int] = {
    PastField.STAFF_ID: 64,
    PastField.EMAIL: 254,
    PastField.MODULE: 255,
    PastField.VERSION: 40,
    PastField.EVIDENCE: 240,
    PastField.SOURCE: 120,
}
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_KEPT_AS_TEXT = re.compile(r'="([^"=]*)"')


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be used: where, what it says, why that cannot be used and what to do."""

    row: int
    column: str
    value: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class PastRow:
    """One row as it was written; `number` counts as a spreadsheet does."""

    number: int
    staff_id: str
    email: str
    module: str
    version: str
    completed_on: dt.date
    evidence: str
    source: str


@dataclass(slots=True)
class _Reading:
    """One row being read."""

    number: int
    cells: list[Cell]
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    def say(self, one: PastField, value: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.number, self.columns.heading(one), value[:240], message, fix))

    def text(self, one: PastField) -> str:
        cell = self._cell(one)
        text = text_of(cell)
        kept = _KEPT_AS_TEXT.fullmatch(text)
        if kept:
            return kept[1]
        if isinstance(cell, Formula) or text.startswith("="):
            self.say(one, text, _("This cell holds a formula."), _("Copy the column and paste its values only."))
        elif isinstance(cell, Fault):
            self.say(one, text, _("The spreadsheet shows an error in this cell."), _("Write the value itself."))
        elif _UNSEEN.search(text):
            self.say(one, text, _("This cell holds characters that cannot be seen."), _("Write it anew by hand."))
        elif len(text) > LONGEST[one]:
            words = _("This is longer than %(most)s characters.") % {"most": LONGEST[one]}
            self.say(one, text, words, _("Shorten it."))
        return text

    def day(self, today: dt.date, epoch: dt.date) -> dt.date | None:
        one, cell = PastField.COMPLETED_ON, self._cell(PastField.COMPLETED_ON)
        as_written = _("Write it as day, month and year, such as 03/03/2026.")
        if is_blank(cell):
            self.say(one, "", _("The day of completion is missing."), as_written)
            return None
        try:
            day = read_day(cell, epoch)
        except NoDay as no_day:
            self.say(one, text_of(cell), no_day.reason, as_written)
            return None
        if day > today:
            self.say(one, text_of(cell), _("This day has not come yet."), _("Check the day, the year above all."))
        elif day < EARLIEST:
            self.say(one, text_of(cell), _("This day is before 1990."), _("Check the year."))
        return day

    def _cell(self, one: PastField) -> Cell:
        at = self.columns.at.get(one)
        return None if at is None else self.cells[at]


def read_rows(table: Table, columns: Columns, today: dt.date) -> Iterator[PastRow | list[Problem]]:
    """Each row that holds anything: what it says, or every problem of it. Raises Unreadable, as the table does."""
    for number, cells in table.rows():
        reading = _Reading(number, cells, columns)
        texts = {one: reading.text(one) for one in LONGEST}
        texts[PastField.STAFF_ID] = bare_number(texts[PastField.STAFF_ID])
        texts[PastField.EMAIL] = bare_address(texts[PastField.EMAIL])
        day = reading.day(today, table.epoch)
        _refuse_the_nameless(reading, texts)
        if reading.problems or day is None:
            yield reading.problems
        else:
            yield PastRow(
                number,
                texts[PastField.STAFF_ID],
                texts[PastField.EMAIL],
                texts[PastField.MODULE],
                texts[PastField.VERSION],
                day,
                texts[PastField.EVIDENCE],
                texts[PastField.SOURCE],
            )


def _refuse_the_nameless(reading: _Reading, texts: dict[PastField, str]) -> None:
    if not texts[PastField.MODULE]:
        reading.say(
            PastField.MODULE,
            "",
            _("This row names no module."),
            _("Write the module's title, its address or your own code for it."),
        )
    if not texts[PastField.STAFF_ID] and not texts[PastField.EMAIL]:
        one = PastField.STAFF_ID if PastField.STAFF_ID in reading.columns.at else PastField.EMAIL
        words = _("This row has neither a staff number nor an e-mail address, so it is not clear whom it is about.")
        reading.say(one, "", words, _("Write one of them."))
