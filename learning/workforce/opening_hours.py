"""When a support line answers, written as people write it, and read by rule.

One line of text for each run of days::

    Monday to Friday 09:00-17:00
    Saturday 10:00-13:00, 14:00-16:00
    Friday 22:00-02:00            (into Saturday)

Nothing at all means day and night. Times are those of the clock on the wall in Europe/London, so a line that opens at
nine opens at nine before and after the clocks change.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SUNDAY = 6
LOOK_AHEAD = 14  # days: the longest run of closed days that a line has
_RUN = re.compile(r"(?P<first>[a-z]+)(?:\s*(?:to|-|–|until)\s*(?P<last>[a-z]+))?\s+(?P<times>[\d:.,\s–-]+|all day)")
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")
MINUTES_A_DAY = 24 * 60


class OnBankHolidays(StrEnum):
    AS_USUAL = "as_usual"
    AS_ON_SUNDAYS = "as_on_sundays"
    CLOSED = "closed"


class Unreadable(ValueError):  # noqa: N818  it reads as what it is
    """One line of the text is no opening time; `line` is it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans of minutes since midnight for each weekday, Monday first; an end beyond 1,440 lies in the next day."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    on_bank_holidays: OnBankHolidays = OnBankHolidays.AS_USUAL
    is_always: bool = False

    def on(self, day: dt.date, bank_holidays: Collection[dt.date]) -> tuple[tuple[int, int], ...]:
        """The spans that begin on `day`."""
        if day in bank_holidays:
            if self.on_bank_holidays == OnBankHolidays.CLOSED:
                return ()
            if self.on_bank_holidays == OnBankHolidays.AS_ON_SUNDAYS:
                return self.week[SUNDAY]
        return self.week[day.weekday()]


def read_hours(text: str, on_bank_holidays: OnBankHolidays = OnBankHolidays.AS_USUAL) -> Hours:
    """The hours in `text` (see the module). Raises Unreadable with the first line that is none."""
    week: list[list[tuple[int, int]]] = [[] for _day in DAYS]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        for day, spans in _read(line):
            week[day].extend(spans)
    spans_by_day = tuple(tuple(sorted(spans)) for spans in week)
    return Hours(spans_by_day, OnBankHolidays(on_bank_holidays), is_always=not lines)


def _read(line: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    found = _RUN.fullmatch(line.lower())
    if found is None:
        raise Unreadable(line)
    first = _day(found["first"], line)
    last = _day(found["last"], line) if found["last"] else first
    spans = [(0, MINUTES_A_DAY)] if found["times"] == "all day" else _spans(found["times"], line)
    for step in range((last - first) % 7 + 1):
        yield (first + step) % 7, spans


def _day(word: str, line: str) -> int:
    named = [number for number, day in enumerate(DAYS) if len(word) >= 3 and day.startswith(word)]
    if not named:
        raise Unreadable(line)
    return named[0]


def _spans(times: str, line: str) -> list[tuple[int, int]]:
    found = []
    for part in times.split(","):
        span = _SPAN.fullmatch(part.strip())
        if span is None:
            raise Unreadable(line)
        from_hour, from_minute, to_hour, to_minute = map(int, span.groups())
        if from_hour > 23 or to_hour > 24 or from_minute > 59 or to_minute > 59 or (to_hour == 24 and to_minute):
            raise Unreadable(line)
        begins, ends = from_hour * 60 + from_minute, to_hour * 60 + to_minute
        found.append((begins, ends if ends > begins else ends + MINUTES_A_DAY))
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a line answers at a moment; until when or from when, in Europe/London; None where that never changes."""

    is_open: bool
    changes_at: dt.datetime | None = None


def standing_at(hours: Hours, moment: dt.datetime, bank_holidays: Collection[dt.date] = ()) -> Standing:
    """`moment` in any time zone; `bank_holidays` as days in Europe/London."""
    if hours.is_always:
        return Standing(is_open=True)
    here = moment.astimezone(LONDON)
    now = here.replace(tzinfo=None)
    spans = sorted(_spans_around(hours, here.date(), bank_holidays))
    ends = [end for begin, end in spans if begin <= now < end]
    if ends:
        return Standing(is_open=True, changes_at=_without_a_gap(spans, max(ends)).replace(tzinfo=LONDON))
    coming = [begin for begin, _end in spans if begin > now]
    return Standing(is_open=False, changes_at=min(coming).replace(tzinfo=LONDON) if coming else None)


def _spans_around(
    hours: Hours, today: dt.date, bank_holidays: Collection[dt.date]
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """On the clock on the wall: yesterday's too, which may reach into today."""
    for step in range(-1, LOOK_AHEAD + 1):
        day = today + dt.timedelta(days=step)
        midnight = dt.datetime.combine(day, dt.time())
        for begin, end in hours.on(day, bank_holidays):
            yield midnight + dt.timedelta(minutes=begin), midnight + dt.timedelta(minutes=end)


def _without_a_gap(spans: Sequence[tuple[dt.datetime, dt.datetime]], end: dt.datetime) -> dt.datetime:
    for begin, later in spans:
        if begin <= end < later:
            end = later
    return end


class HasHours(Protocol):
    @property
    def hours(self) -> Hours: ...


Line = TypeVar("Line", bound=HasHours)


def open_now(
    lines: Sequence[Line], moment: dt.datetime, bank_holidays: Collection[dt.date] = ()
) -> list[tuple[Line, Standing]]:
    """The lines with their standing at `moment`: those that answer now first, otherwise in the order given."""
    found = [(line, standing_at(line.hours, moment, bank_holidays)) for line in lines]
    return sorted(found, key=lambda pair: not pair[1].is_open)
