"""The day that a cell means: as a date, a text the British way, or a spreadsheet's bare number."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .cells import Cell, text_of
from .sheet import serial_day
from .workbook import SINCE_1900

OPEN_FROM = 2099
"""Systems of record write "no end" as a day that nobody here will see, such as 31/12/4712 or 31/12/9999."""
OPEN_WORDS = frozenset({"-", "–", "n/a", "na", "none", "null", "nil", "open", "current", "present", "ongoing", "tbc"})
_NO_DAY = re.compile(r"0+(?:([-/.])0?[01]\1(?:1900|0+))?")
"""Databases write it as 00/00/0000, spreadsheets as 00/01/1900 or 0."""
PIVOT = 50
"""Years of two figures: 00 to 49 are of this century, 50 to 99 of the last."""

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}}) ?[-/. ] ?(\d{{1,2}}) ?[-/. ] ?(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_IN_WORDS = re.compile(
    rf"(?:[a-z]+,? )?{_NTH}[-/. ,]{{0,2}}(?:of )?([a-z]{{3,9}})[-/. ,]{{0,2}}(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_MONTH_IN_WORDS = re.compile(rf"(?:[a-z]+,? )?([a-z]{{3,9}})\.? {_NTH},? (\d{{4}}){_TIME}", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip


class NoDay(ValueError):  # noqa: N818  it reads as what it is
    """A cell that means no day; `reason` says why in a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_day(cell: Cell, epoch: dt.date = SINCE_1900) -> dt.date:
    """The day in a cell; numbers count from `epoch`, the table's own. Raises NoDay."""
    match cell:
        case dt.datetime():
            return cell.date()
        case dt.date():
            return cell
        case bool():
            raise NoDay(_not_a_day())
        case int() | float():
            return _of_number(cell, epoch)
        case str():
            return _of_text(text_of(cell), epoch)
        case _:
            raise NoDay(_not_a_day())


def read_end(cell: Cell, epoch: dt.date = SINCE_1900) -> dt.date | None:
    """As `read_day`, where no day, or one at the end of time, means that no end is known."""
    text = text_of(cell) if isinstance(cell, str) else None
    if cell is None or cell == 0 or (text is not None and (not text or text.casefold() in OPEN_WORDS)):
        return None
    if text is not None and _NO_DAY.fullmatch(text):
        return None
    day = read_day(cell, epoch)
    return None if day.year >= OPEN_FROM else day


class Order(StrEnum):
    """Which of day and month a cell shows to come first, where it shows anything of it."""

    DAY = "day"
    MONTH = "month"
    EITHER = "either"


def order_of(cell: Cell) -> Order | None:
    """How a cell writes its day. A real date of a spreadsheet may have been read the wrong way round before it came."""
    if isinstance(cell, dt.date):
        first, second = cell.day, cell.month
    else:
        found = _DAY_FIRST.fullmatch(text_of(cell)) if isinstance(cell, str) else None
        if found is None:
            return None
        first, second = int(found[1]), int(found[2])
    if first > 12:
        return Order.DAY
    if second > 12:
        return Order.MONTH
    return Order.EITHER if first != second else None


def _of_number(number: float, epoch: dt.date) -> dt.date:
    compact = _COMPACT.fullmatch(text_of(number))
    if compact:
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    day = serial_day(number, epoch)
    if day is None:
        raise NoDay(_not_a_day())
    return day


def _of_text(text: str, epoch: dt.date) -> dt.date:
    if found := _DAY_FIRST.fullmatch(text):
        return _day_first(int(found[1]), int(found[2]), _year(found[3]))
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_WORDS.fullmatch(text):
        month = _month(found[2])
        if month:
            return _day(_year(found[3]), month, int(found[1]))
    if (found := _MONTH_IN_WORDS.fullmatch(text)) and (month := _month(found[1])):
        return _day(int(found[3]), month, int(found[2]))
    if found := _SERIAL.fullmatch(text):
        return _of_number(int(found[1]), epoch)
    raise NoDay(_not_a_day())


def _year(written: str) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    return 2000 + year if year < PIVOT else 1900 + year


def _month(word: str) -> int:
    """1 to 12 for the English name of a month or its beginning, 0 for any other word."""
    start = "sep" if word.lower() == "sept" else word.lower()
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(start)), 0)


def _day_first(day: int, month: int, year: int) -> dt.date:
    if month > 12 and 1 <= day <= 12 and month <= 31:
        raise NoDay(
            _("There is no month %(month)s; it looks as if the month came first, and days are read as day/month/year.")
            % {"month": month}
        )
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> dt.date:
    if not 1 <= month <= 12:
        raise NoDay(_("There is no month %(month)s.") % {"month": month})
    if not 1 <= year <= 9999:
        raise NoDay(_("There is no year %(year)s.") % {"year": year})
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise NoDay(_("%(month)s %(year)s has %(days)s days.") % {"month": MONTHS[month], "year": year, "days": days})
    return dt.date(year, month, day)


def _not_a_day() -> str:
    return _("This is not read as a day.")
