"""When a follow-up is written, by hand-written days around both of them."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.cases.follow_up import due_on, is_silent, may_close_early, next_due, to_write

ANSWERED = dt.date(2026, 2, 28)
SIX, TWELVE = dt.date(2026, 4, 11), dt.date(2026, 5, 23)


def test_due_six_and_twelve_weeks_after() -> None:
    assert (due_on(ANSWERED, 6), due_on(ANSWERED, 12)) == (SIX, TWELVE)


@pytest.mark.parametrize(
    ("day", "told", "now", "due"),
    [
        (ANSWERED, (), None, SIX),
        (dt.date(2026, 4, 3), (), None, SIX),
        (dt.date(2026, 4, 4), (), 6, SIX),
        (dt.date(2026, 5, 15), (), 6, SIX),
        (dt.date(2026, 5, 16), (), 12, TWELVE),
        (dt.date(2027, 1, 1), (), 12, TWELVE),
        (dt.date(2026, 4, 4), (6,), None, TWELVE),
        (dt.date(2026, 5, 16), (6,), 12, TWELVE),
        (dt.date(2026, 5, 16), (6, 12), None, None),
        (dt.date(2026, 5, 16), (12,), None, None),
    ],
    ids=str,
)
def test_which_one_is_written_on_a_day(day: dt.date, told: tuple[int, ...], now: int | None, due: dt.date) -> None:
    assert (to_write(ANSWERED, told, day), next_due(ANSWERED, told, day)) == (now, due)


def test_closed_early_after_the_first_or_with_nothing_to_try() -> None:
    assert [may_close_early(told, n) for told, n in (((), 1), ((6,), 1), ((), 0))] == [False, True, True]


def test_silent_four_weeks_after_the_last_was_due() -> None:
    assert [is_silent(ANSWERED, day) for day in (dt.date(2026, 6, 20), dt.date(2026, 6, 21))] == [False, True]
