"""Which day of a week is the day of an employer's digest."""

import datetime as dt

import pytest

from learning.coverage.digest_days import digest_day, is_first_of_month

MONDAY, TUESDAY, FRIDAY = 0, 1, 4


@pytest.mark.parametrize(
    ("monday", "weekday", "day"),
    [
        ("2026-03-02", MONDAY, "2026-03-02"),
        ("2026-03-02", FRIDAY, "2026-03-06"),
        ("2026-05-04", MONDAY, "2026-05-05"),  # the early May bank holiday
        ("2026-03-30", FRIDAY, "2026-04-02"),  # Good Friday: the last working day before, not another week
        ("2026-04-06", MONDAY, "2026-04-07"),  # Easter Monday
        ("2026-12-28", MONDAY, "2026-12-29"),  # the day that stands in for Boxing Day
        ("2026-12-21", FRIDAY, "2026-12-24"),
    ],
)
def test_a_bank_holiday_moves_it_within_its_week(monday: str, weekday: int, day: str) -> None:
    assert digest_day(dt.date.fromisoformat(monday), weekday) == dt.date.fromisoformat(day)


def test_days_proclaimed_once_move_it_too() -> None:
    monday = dt.date(2026, 3, 2)
    off = {monday, monday + dt.timedelta(days=1)}
    assert digest_day(monday, MONDAY, off) == dt.date(2026, 3, 4)


def test_a_week_without_a_working_day_has_none() -> None:
    monday = dt.date(2026, 3, 2)
    assert digest_day(monday, MONDAY, {monday + dt.timedelta(days=n) for n in range(5)}) is None


def test_every_week_has_one_and_every_month_has_one_first() -> None:
    mondays = [dt.date(2024, 1, 1) + dt.timedelta(weeks=n) for n in range(5 * 52)]
    for weekday in range(5):
        days = [digest_day(monday, weekday) for monday in mondays]
        assert len(set(days)) == len(days)
        firsts = [monday + dt.timedelta(days=weekday) for monday in mondays if is_first_of_month(monday, weekday)]
        months = [(day.year, day.month) for day in firsts]
        assert len(set(months)) == len(months) == 60
