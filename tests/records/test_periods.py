import datetime as dt

import pytest

from learning.records.periods import LAST_DAYS, in_last_days, renewable_from, valid_from, valid_until

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("first_day", "months", "last_day"),
    [
        ("2023-03-01", 36, "2026-02-28"),
        ("2023-02-28", 36, "2026-02-27"),
        ("2024-02-29", 36, "2027-02-27"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2025-01-31", 1, "2025-02-27"),
        ("2025-08-31", 6, "2026-02-27"),
        ("2025-12-01", 1, "2025-12-31"),
        ("2025-11-30", 13, "2026-12-29"),
        ("2026-01-01", 12, "2026-12-31"),
    ],
)
def test_the_last_valid_day_is_one_before_the_same_day_months_later(first_day: str, months: int, last_day: str) -> None:
    assert valid_until(D(first_day), months) == D(last_day)


def test_without_refresh_a_completion_never_ends() -> None:
    assert valid_until(D("2026-02-28"), None) is None
    assert renewable_from(None) is None


@pytest.mark.parametrize(
    ("day", "expected"), [("2025-11-29", False), ("2025-11-30", True), ("2026-02-28", True), ("2026-03-01", False)]
)
def test_the_last_days_are_ninety_and_the_day_itself(day: str, expected: bool) -> None:
    assert LAST_DAYS == 90
    assert in_last_days(D("2026-02-28"), D(day)) is expected
    assert renewable_from(D("2026-02-28")) == D("2025-11-30")


def test_what_never_ends_has_no_last_days() -> None:
    assert in_last_days(None, D("2026-02-28")) is False


@pytest.mark.parametrize(
    ("completed", "begun", "old_end", "first_day"),
    [
        ("2026-02-28", "2026-02-20", None, "2026-02-28"),
        ("2026-02-01", "2026-01-15", "2026-02-28", "2026-03-01"),  # early: loses nothing
        ("2026-02-28", "2025-11-30", "2026-02-28", "2026-03-01"),  # begun on the first of the last 90 days
        ("2026-02-01", "2025-11-29", "2026-02-28", "2026-02-01"),  # begun a day too early
        ("2026-03-05", "2026-02-20", "2026-02-28", "2026-03-05"),  # begun in time, finished after the end
        ("2026-03-05", "2026-03-01", "2026-02-28", "2026-03-05"),
    ],
)
def test_the_first_valid_day(completed: str, begun: str, old_end: str | None, first_day: str) -> None:
    assert valid_from(D(completed), D(begun), D(old_end) if old_end else None) == D(first_day)
