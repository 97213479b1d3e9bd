"""Two working days: over weekends, and over the bank holidays as they are published for England and Wales."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.notices.bank_holidays import bank_holidays_of, easter_sunday
from learning.notices.working_days import is_working_day, working_day_after


def days(year: int, *said: str) -> set[dt.date]:
    return {dt.datetime.strptime(f"{day} {year}", "%d %b %Y").date() for day in said}  # noqa: DTZ007  days alone


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2024, ("1 Jan", "29 Mar", "1 Apr", "6 May", "27 May", "26 Aug", "25 Dec", "26 Dec")),
        (2025, ("1 Jan", "18 Apr", "21 Apr", "5 May", "26 May", "25 Aug", "25 Dec", "26 Dec")),
        (2026, ("1 Jan", "3 Apr", "6 Apr", "4 May", "25 May", "31 Aug", "25 Dec", "28 Dec")),
        (2027, ("1 Jan", "26 Mar", "29 Mar", "3 May", "31 May", "30 Aug", "27 Dec", "28 Dec")),
    ],
)
def test_bank_holidays_are_those_that_were_published(year: int, published: tuple[str, ...]) -> None:
    assert bank_holidays_of(year) == days(year, *published)


@pytest.mark.parametrize(("year", "said"), [(2000, "23 Apr"), (2008, "23 Mar"), (2011, "24 Apr"), (2038, "25 Apr")])
def test_easter_early_and_late(year: int, said: str) -> None:
    assert {easter_sunday(year)} == days(year, said)


@pytest.mark.parametrize(
    ("day", "number", "due"),
    [
        ("2026-11-20", 2, "2026-11-24"),  # Friday: Monday, Tuesday
        ("2026-11-21", 2, "2026-11-24"),  # Saturday
        ("2026-04-02", 2, "2026-04-08"),  # Maundy Thursday: past Easter Monday
        ("2026-12-24", 1, "2026-12-29"),  # past Christmas, the weekend and the day that stands in for Boxing Day
        ("2026-11-18", 0, "2026-11-18"),
    ],
)
def test_days_are_counted_from_the_next_working_one(day: str, number: int, due: str) -> None:
    assert working_day_after(dt.date.fromisoformat(day), number) == dt.date.fromisoformat(due)


def test_nobody_counts_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        working_day_after(dt.date(2026, 11, 18), -1)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1)), st.integers(1, 10))
def test_the_day_found_is_a_working_day_with_so_many_up_to_it(day: dt.date, number: int) -> None:
    found = working_day_after(day, number)
    assert is_working_day(found)
    between = (day + dt.timedelta(n) for n in range(1, (found - day).days + 1))
    assert sum(map(is_working_day, between)) == number


@given(st.integers(1990, 2200))
def test_there_are_eight_and_none_on_a_weekend(year: int) -> None:
    assert len(bank_holidays_of(year)) == 8
    assert all(day.weekday() < 5 for day in bank_holidays_of(year))
