"""Each row of a table as what it says about a person, or as all that is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .cells import Cell, Fault, Formula, is_blank, text_of
from .columns import Field, Match, normalised
from .days import NoDay, Order, order_of, read_day, read_end
from .tables import Table
from .who import bare_address, bare_number

DAY = dt.timedelta(days=1)
EARLIEST_START = dt.date(1930, 1, 1)
FARTHEST_START = dt.timedelta(days=366)
"""A first day further ahead than that is a slip of the pen."""
NOT_READ = dt.date.min
"""The first day of a row that is not in this return, of which nothing but its title is read."""
LONGEST = {
    Field.STAFF_ID: 64,
    Field.POST: 64,
    Field.EMAIL: 254,
    Field.FIRST_NAME: 120,
    Field.LAST_NAME: 120,
    Field.FULL_NAME: 240,
    Field.TEAM: 160,
}
FEW = 2
"""A row with no more cells than that, and with neither title, name nor day, is about nobody."""
DAYS = (Field.START_DATE, Field.END_DATE, Field.AWAY_FROM, Field.AWAY_TO)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?:^|(?<=, )|(?<=,))(?:mr|mrs|ms|miss|mx|dr|prof|revd?)\b\.? *|\((?:mr|mrs|ms|miss|mx|dr)\.?\)", re.IGNORECASE
)
_KEPT_AS_TEXT = re.compile(r'="([^"=]*)"')
_WITH_POINT = re.compile(r"(\d+)\.0+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]*)>")
NOTHING = frozenset({"-", "–", "—", "n/a", "na", "#n/a", "none", "null", "nil", "not known", "unknown", "tbc"})
"""What systems of record write where they have no number or no address; taken at its word it would be one person's."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used. `left` is the first day no longer in post, `away_to` the last day away.

    `role_group` is None where the partner said that posts of this title are not in the return; then nothing else of
    the row counts, and its dates are not read.
    """

    number: int
    staff_id: str
    post: str
    email: str
    first_name: str
    last_name: str
    team: str
    title: str
    role_group: str | None
    start: dt.date
    left: dt.date | None = None
    away_from: dt.date | None = None
    away_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one row: where it stands, what it is, and what to do; and who it is about, as far as known.

    With `stops`, nothing is changed about that person, who is not taken for a leaver either. `also` are keys that
    other rows of the same person gave.
    """

    row: int
    column: str
    field: str
    value: str
    message: str
    fix: str
    staff_id: str = ""
    email: str = ""
    name: str = ""
    stops: bool = True
    also: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """By what the person may be recognised, in lower case: staff number and e-mail, or else the bare name."""
        if not self.stops:
            return frozenset()
        own = frozenset(key.casefold() for key in (self.staff_id, self.email) if key) | self.also
        return own or frozenset([self.name.casefold()] if self.name else [])


def headed(problems: Sequence[Problem], match: Match | None) -> list[Problem]:
    """The same problems, each under the heading that the file gives its column."""
    if match is None:
        return list(problems)
    return [replace(one, column=match.heading(Field(one.field))[:100]) if one.field else one for one in problems]


def read_rows(
    table: Table, match: Match, titles: Mapping[str, str | None], as_at: dt.date | None = None
) -> Iterator[Row | Problem]:
    """Every row of the table as a `Row`, or as one `Problem` for each thing that is wrong with it.

    `titles` leads from a title, normalised, to the code of a role group, or to None for posts that are not in this
    return. First days more than a year after `as_at` are a problem. Goes through the table twice.
    """
    reader = _RowReader(table, match, titles, as_at)
    for number, cells in table.rows():
        yield from reader.read(number, cells)


def month_first_columns(table: Table, match: Match) -> frozenset[Field]:
    """Columns of days in which months are written first: some can only be read so, and none the other way."""
    columns = [(one, match.columns[one]) for one in DAYS if one in match.columns]
    american, british = set[Field](), set[Field]()
    for _number, cells in table.rows():
        for one, at in columns:
            order = order_of(cells[at]) if one not in british else None
            if order == Order.DAY:
                british.add(one)
            elif order == Order.MONTH:
                american.add(one)
        if len(british) == len(columns):
            break
    return frozenset(american - british)


class _RowReader:
    def __init__(self, table: Table, match: Match, titles: Mapping[str, str | None], as_at: dt.date | None) -> None:
        self.match, self.titles, self.epoch = match, titles, table.epoch
        self.width = len(table.headers) if table.kind == "csv" else None
        self.longest_cell = table.bounds.cell_characters
        self.latest_start = as_at + FARTHEST_START if as_at else None
        self.month_first = month_first_columns(table, match)
        self.columns = tuple(match.columns.items())

    def read(self, number: int, cells: Sequence[Cell]) -> list[Row] | list[Problem]:
        row = _OneRow(self, number, cells)
        title = row.texts.get(Field.ROLE_GROUP, "")
        if title and self.titles.get(normalised(title), "") is None:
            return [row.not_in_this_return(title)]
        if row.is_no_person():
            return row.refused_as_no_person()
        found = row.read()
        return [found] if not row.problems else row.named_problems()


class _OneRow:
    """One row while it is read: its cells as texts and days, and the problems found so far."""

    def __init__(self, reader: _RowReader, number: int, cells: Sequence[Cell]) -> None:
        self.reader, self.number, self.cells = reader, number, cells
        self.problems: list[Problem] = []
        self.texts: dict[Field, str] = {}
        for one, at in reader.columns:
            if one not in DAYS:
                text = _as_written(cells[at])
                self.texts[one] = BARE[one](text) if one in BARE else text

    def not_in_this_return(self, title: str) -> Row:
        t = self.texts
        return Row(
            self.number, t.get(Field.STAFF_ID, ""), t.get(Field.POST, ""), t.get(Field.EMAIL, ""),
            *self._names(), t.get(Field.TEAM, ""), title, None, NOT_READ,
        )  # fmt: skip

    def is_no_person(self) -> bool:
        """Whether it is a total, a note, the name of a team above its people, or the headings once more."""
        match, filled = self.reader.match, [cell for cell in self.cells if not is_blank(cell)]
        if [text_of(cell) for cell in filled] == [heading for heading in match.headers if heading]:
            return True
        said = {one for one, at in self.reader.columns if not is_blank(self.cells[at])}
        return len(filled) <= FEW and not said & {Field.ROLE_GROUP, Field.FIRST_NAME, Field.LAST_NAME, *DAYS}

    def refused_as_no_person(self) -> list[Problem]:
        """One problem for the whole row. Somebody whose number it might be stays as they are all the same."""
        value = next((text_of(cell) for cell in self.cells if not is_blank(cell)), "")
        message = _("This row looks like a total, a note or a heading, and like no person; it is left out.")
        fix = _("Nothing needs doing. If it is a person, write title and first day in your file.")
        number, email = self.texts.get(Field.STAFF_ID, ""), self.texts.get(Field.EMAIL, "")
        return [Problem(self.number, "", "", value[:100], message, fix, number, email)]

    def read(self) -> Row:
        self._refuse_extra_cells()
        for one, at in self.reader.columns:
            self._check_cell(one, self.cells[at])
        self._check_identity()
        title, role_group = self._role_group()
        start, left = self._days_in_post()
        away_from, away_to = self._days_away()
        t = self.texts
        return Row(
            self.number, t.get(Field.STAFF_ID, ""), t.get(Field.POST, ""), t.get(Field.EMAIL, ""),
            *self._names(), t.get(Field.TEAM, ""), title, role_group, start or NOT_READ, left, away_from, away_to,
        )  # fmt: skip

    def named_problems(self) -> list[Problem]:
        """All problems, each with who the row is about as far as that can be read."""
        unread = {problem.field for problem in self.problems}
        known = {one: "" if one in unread else text for one, text in self.texts.items()}
        staff_id, email = known.get(Field.STAFF_ID, ""), known.get(Field.EMAIL, "")
        name = " ".join(self._names()).strip()
        named = [replace(problem, staff_id=staff_id, email=email, name=name) for problem in self.problems]
        return headed(named, self.reader.match)

    def _say(self, one: Field, message: str, fix: str) -> None:
        at = self.reader.match.columns.get(one)
        value = text_of(self.cells[at])[:100] if at is not None else ""
        self.problems.append(Problem(self.number, one.label, one.value, value, message, fix))

    def _refuse_extra_cells(self) -> None:
        width = self.reader.width
        if width is None or len(self.cells) <= width or all(map(is_blank, self.cells[width:])):
            return
        message = _("This row has %(cells)s cells below %(headings)s headings, so they may have slipped sideways.")
        self.problems.append(
            Problem(
                self.number,
                "",
                "",
                text_of(self.cells[width])[:100],
                message % {"cells": len(self.cells), "headings": width},
                _("Put text that holds a comma, a semicolon or a tab in quotation marks, or save your list as XLSX."),
            )
        )

    def _check_cell(self, one: Field, cell: Cell) -> None:
        text = cell if isinstance(cell, str) else ""
        if isinstance(cell, Formula) or (text.startswith("=") and not _KEPT_AS_TEXT.fullmatch(text)):
            self._say(
                one,
                _("This cell holds a formula, and formulas are not worked out here."),
                _("Copy the column and paste it as values."),
            )
        elif isinstance(cell, Fault):
            self._say(
                one,
                _("The spreadsheet itself shows an error in this cell."),
                _("Write the value itself, or empty the cell."),
            )
        elif _CONTROL.search(text):
            self._say(
                one,
                _("This cell holds characters that cannot be seen or were damaged."),
                _("Write it anew by hand."),
            )
        elif len(text) > LONGEST.get(one, self.reader.longest_cell):
            message = _("This is longer than %(most)s characters.")
            most = {"most": LONGEST.get(one, self.reader.longest_cell)}
            self._say(one, message % most, _("Shorten it; or choose another column, if this one holds something else."))

    def _is_sound(self, one: Field) -> bool:
        return not any(problem.field == one for problem in self.problems)

    def _check_identity(self) -> None:
        staff_id, email = self.texts.get(Field.STAFF_ID, ""), self.texts.get(Field.EMAIL, "")
        if not staff_id and not email:
            one = Field.STAFF_ID if Field.STAFF_ID in self.texts else Field.EMAIL
            self._say(
                one,
                _("This row has neither a staff number nor an e-mail address, so it is not clear whom it is about."),
                _("Write one of them, or delete the row if it is no person."),
            )
        if staff_id and self._is_sound(Field.STAFF_ID):
            self._check_number(Field.STAFF_ID)
        if self.texts.get(Field.POST) and self._is_sound(Field.POST):
            self._check_number(Field.POST)
        if email and self._is_sound(Field.EMAIL) and not _is_email(email):
            self._say(
                Field.EMAIL,
                _("This is not an e-mail address."),
                _("Write one address, such as name@example.org, or empty the cell."),
            )

    def _check_number(self, one: Field) -> None:
        if isinstance(self.cells[self.reader.match.columns[one]], dt.date):
            message = _("The spreadsheet turned this number into a date.")
        elif _SHORTENED.fullmatch(self.texts[one]):
            message = _("The spreadsheet shortened this number, and its last figures are lost.")
        else:
            return
        self._say(one, message, _("Set the column's format to “Text” and write the number again."))

    def _role_group(self) -> tuple[str, str | None]:
        title = self.texts.get(Field.ROLE_GROUP, "")
        if not title:
            self._say(
                Field.ROLE_GROUP,
                _("This row says no position title, so it is not clear what learning the post needs."),
                _("Write the title in your file."),
            )
            return "", None
        role_group = self.reader.titles.get(normalised(title))
        if role_group is None and self._is_sound(Field.ROLE_GROUP):
            self._say(
                Field.ROLE_GROUP,
                _("No role group is chosen yet for this title."),
                _("Choose one for it in the step “Titles”."),
            )
        return title, role_group

    def _days_in_post(self) -> tuple[dt.date | None, dt.date | None]:
        start = self._day(Field.START_DATE)
        end = self._day(Field.END_DATE)
        if start is None and self._is_sound(Field.START_DATE):
            self._say(
                Field.START_DATE,
                _("The first day in post is missing."),
                _("Write it, such as 03/03/2026."),
            )
        elif start is not None:
            self._check_start(start)
        if start and end and end < start:
            self._say(
                Field.END_DATE,
                _("The last day in post is before the first one."),
                _("Check both days. Leave the last one empty for somebody who is still in post."),
            )
        return start, end + DAY if end else None

    def _check_start(self, start: dt.date) -> None:
        if start < EARLIEST_START:
            self._say(
                Field.START_DATE,
                _("This first day is before 1930."),
                _("Check the year."),
            )
        elif self.reader.latest_start and start > self.reader.latest_start:
            self._say(
                Field.START_DATE,
                _("This first day is more than a year ahead."),
                _("Check the year. Leave out people whose first day is so far away."),
            )

    def _days_away(self) -> tuple[dt.date | None, dt.date | None]:
        away_from, away_to = self._day(Field.AWAY_FROM), self._day(Field.AWAY_TO)
        if not (self._is_sound(Field.AWAY_FROM) and self._is_sound(Field.AWAY_TO)) or away_to is None:
            return away_from, away_to
        if away_from is None:
            self._say(
                Field.AWAY_TO,
                _("There is a last day away, but no first one."),
                _("Write the first day away, or empty this cell."),
            )
        elif away_to < away_from:
            self._say(
                Field.AWAY_TO,
                _("The last day away is before the first one."),
                _("Check both days."),
            )
        return away_from, away_to

    def _day(self, one: Field) -> dt.date | None:
        at = self.reader.match.columns.get(one)
        if at is None or is_blank(self.cells[at]) or not self._is_sound(one):
            return None
        cell = self.cells[at]
        try:
            if one in self.reader.month_first and order_of(cell) == Order.EITHER:
                raise NoDay(_("Other days in this column have the month first, so this one may be swapped too."))
            return (read_day if one == Field.START_DATE else read_end)(cell, self.reader.epoch)
        except NoDay as no_day:
            self._say(one, no_day.reason, _("Write it as day, month and year, such as 03/03/2026."))
            return None

    def _names(self) -> tuple[str, str]:
        first, last = self.texts.get(Field.FIRST_NAME, ""), self.texts.get(Field.LAST_NAME, "")
        full = self.texts.get(Field.FULL_NAME, "")
        return (first, last) if first or last or not full else split_name(full)


def split_name(full: str) -> tuple[str, str]:
    """First and last name out of one cell: "Shah, Dr Priya" and "Priya Shah" are one; a single word is a last name."""
    full = _ADDRESSED.sub("", full).strip(" ,")
    last, comma, first = full.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _space, last = full.rpartition(" ")
    return first, last


def _as_written(cell: Cell) -> str:
    """The text of a cell; `="00123"`, by which files keep the noughts of a number, is 00123."""
    text = text_of(cell)
    kept = _KEPT_AS_TEXT.fullmatch(text) if text.startswith("=") else None
    return kept[1] if kept else text


BARE = {Field.STAFF_ID: bare_number, Field.POST: bare_number, Field.EMAIL: bare_address}


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
