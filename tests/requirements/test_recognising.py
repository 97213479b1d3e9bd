"""Until when something learnt elsewhere counts, and whether it is young enough to be taken in."""

import datetime as dt

import pytest

from learning.requirements.recognising import is_young_enough, last_day

T = dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("counts", "refresh", "last"),
    [
        (24, 36, dt.date(2027, 2, 28)),
        (36, 24, dt.date(2027, 2, 28)),
        (12, None, dt.date(2026, 2, 28)),
        (12, 12, dt.date(2026, 2, 28)),
    ],
)
def test_it_never_counts_longer_than_either_says(counts: int, refresh: int | None, last: dt.date) -> None:
    assert last_day(dt.date(2025, 3, 1), counts, refresh) == last


@pytest.mark.parametrize(
    ("done_on", "young"),
    [
        (dt.date(2025, 3, 1), True),  # its last day is today
        (dt.date(2025, 2, 28), False),
        (T, True),
        (dt.date(2026, 3, 1), False),  # to come
    ],
)
def test_only_what_still_counts_is_taken_in(done_on: dt.date, young: bool) -> None:
    assert is_young_enough(done_on, 12, 36, T) is young
