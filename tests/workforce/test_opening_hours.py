"""Whether a support line answers at a moment: by the clock on the wall in London, bank holidays as given."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.notices.bank_holidays import bank_holidays_of, easter_sunday
from learning.workforce.opening_hours import (
    LONDON,
    Hours,
    OnBankHolidays,
    Unreadable,
    open_now,
    read_hours,
    standing_at,
)

WEEKDAYS = "Monday to Friday 09:00-17:00"


def at(text: str) -> dt.datetime:
    """A moment by the clock on the wall in London."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def is_open(text: str, moment: str | dt.datetime, on: OnBankHolidays = OnBankHolidays.AS_USUAL, *days: str) -> bool:
    when = at(moment) if isinstance(moment, str) else moment
    return standing_at(read_hours(text, on), when, [dt.date.fromisoformat(day) for day in days]).is_open


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("", "2026-03-01T03:00", True),
        (WEEKDAYS, "2026-03-02T08:59", False),
        (WEEKDAYS, "2026-03-02T09:00", True),
        (WEEKDAYS, "2026-03-02T16:59", True),
        (WEEKDAYS, "2026-03-02T17:00", False),
        (WEEKDAYS, "2026-03-01T12:00", False),
        ("mon-fri 9:00–17:00", "2026-03-06T12:00", True),
        ("Saturday 10:00-12:00, 14:00-16:00", "2026-03-07T13:00", False),
        ("Saturday 10:00-12:00, 14:00-16:00", "2026-03-07T14:30", True),
        ("Friday 22:00-02:00", "2026-03-07T01:59", True),
        ("Friday 22:00-02:00", "2026-03-06T01:59", False),
        ("Friday to Sunday all day", "2026-03-08T23:59", True),
        ("Saturday to Monday 09:00-10:00", "2026-03-02T09:30", True),
        ("Saturday to Monday 09:00-10:00", "2026-03-03T09:30", False),
        ("Sunday 18:00-24:00\nMonday 00:00-06:00", "2026-03-02T00:00", True),
    ],
)
def test_it_answers_at_its_hours(text: str, moment: str, expected: bool) -> None:
    assert is_open(text, moment) is expected


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-03-27T09:00", True),  # Friday before: GMT
        ("2026-03-30T08:00", True),  # Monday after the clocks went forward: nine in London is eight in UTC
        ("2026-03-30T16:00", False),
        ("2026-10-23T08:00", True),  # Friday before they go back
        ("2026-10-26T08:00", False),
        ("2026-10-26T09:00", True),
    ],
)
def test_nine_is_nine_before_and_after_the_clocks_change(utc: str, expected: bool) -> None:
    assert is_open(WEEKDAYS, dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)) is expected


def test_the_hour_that_comes_twice_is_open_twice_and_the_one_that_never_comes_does_no_harm() -> None:
    night = "Saturday to Sunday 00:30-01:45"
    for utc in ("2026-10-25T00:40", "2026-10-25T01:40"):
        assert is_open(night, dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC))
    assert not is_open(night, dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC)), "two o'clock by then"
    assert is_open(night, dt.datetime(2026, 3, 29, 0, 40, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("on", "expected"),
    [(OnBankHolidays.CLOSED, False), (OnBankHolidays.AS_USUAL, True), (OnBankHolidays.AS_ON_SUNDAYS, False)],
)
def test_bank_holidays_are_kept_as_given(on: OnBankHolidays, expected: bool) -> None:
    assert is_open(WEEKDAYS, "2026-04-06T10:00", on, "2026-04-06") is expected
    assert is_open(WEEKDAYS, "2026-04-07T10:00", on, "2026-04-06")
    assert is_open(f"{WEEKDAYS}\nSunday 10:00-12:00", "2026-04-06T11:00", OnBankHolidays.AS_ON_SUNDAYS, "2026-04-06")


@pytest.mark.parametrize(
    ("moment", "open_", "changes"),
    [
        ("2026-03-02T10:00", True, "2026-03-02T17:00"),
        ("2026-03-02T07:00", False, "2026-03-02T09:00"),
        ("2026-03-06T18:00", False, "2026-03-09T09:00"),
    ],
)
def test_it_says_until_when_or_from_when(moment: str, open_: bool, changes: str) -> None:
    standing = standing_at(read_hours(WEEKDAYS), at(moment))
    assert (standing.is_open, standing.changes_at) == (open_, at(changes))


def test_spans_that_touch_are_one() -> None:
    standing = standing_at(read_hours("Sunday 18:00-24:00\nMonday 00:00-06:00"), at("2026-03-01T20:00"))
    assert standing.changes_at == at("2026-03-02T06:00")


def test_a_line_that_never_changes_says_so() -> None:
    assert standing_at(read_hours(""), at("2026-03-01T20:00")).changes_at is None


@pytest.mark.parametrize(
    "text",
    ["always", "Funday 09:00-17:00", "Monday 9-17", "Monday 25:00-26:00", "Monday 09:61-10:00", "Mo 09:00-10:00"],
)
def test_what_is_no_opening_time_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_hours(f"{WEEKDAYS}\n{text}")
    assert refused.value.line == text


class Line:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.hours: Hours = read_hours(text)


def test_those_that_answer_now_come_first_in_the_order_given() -> None:
    lines = [Line("a", WEEKDAYS), Line("b", ""), Line("c", "Sunday 10:00-12:00"), Line("d", "")]
    assert [line.name for line, _standing in open_now(lines, at("2026-03-01T11:00"))] == ["b", "c", "d", "a"]
    assert [line.name for line, _standing in open_now(lines, at("2026-03-02T11:00"))] == ["a", "b", "d", "c"]


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)))
def test_what_is_said_to_change_does_change_then(naive: dt.datetime) -> None:
    hours = read_hours(f"{WEEKDAYS}\nSaturday 22:00-02:00", OnBankHolidays.CLOSED)
    moment = naive.replace(tzinfo=dt.UTC)
    days = bank_holidays_of(moment.year) | bank_holidays_of(moment.year + 1) | bank_holidays_of(moment.year - 1)
    standing = standing_at(hours, moment, days)
    assert standing.changes_at is not None
    assert standing.changes_at > moment - dt.timedelta(hours=1)
    assert standing_at(hours, standing.changes_at, days).is_open is not standing.is_open


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_bank_holidays_by_rule_are_those_of_the_calendar(year: int, days: str) -> None:
    """As published for England and Wales; 2022 without the two that were moved or proclaimed for the jubilee."""
    assert bank_holidays_of(year) == {dt.date.fromisoformat(f"{year}-{day}") for day in days.split()}


@pytest.mark.parametrize("day", ["2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22"])
def test_easter(day: str) -> None:
    assert easter_sunday(int(day[:4])) == dt.date.fromisoformat(day)
