"""How far a device is believed about when something was done."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.records.device_time import LONGEST_WAIT, given_at, tenths_between

START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
HOUR, DAY = 36_000, 864_000  # in tenths of a second


@pytest.mark.parametrize(
    ("tenths", "received_after", "expected_after"),
    [
        (0, dt.timedelta(hours=1), dt.timedelta(0)),
        (HOUR // 2, dt.timedelta(hours=1), dt.timedelta(minutes=30)),
        (HOUR, dt.timedelta(hours=1), dt.timedelta(hours=1)),
        (HOUR + 1, dt.timedelta(hours=1), dt.timedelta(hours=1)),
        (2_147_483_647, dt.timedelta(hours=1), dt.timedelta(hours=1)),
        (3 * DAY, dt.timedelta(days=10), dt.timedelta(days=3)),
        (3 * DAY - 1, dt.timedelta(days=10), dt.timedelta(days=10)),
        (-1, dt.timedelta(hours=1), dt.timedelta(hours=1)),
        (None, dt.timedelta(hours=1), dt.timedelta(hours=1)),
    ],
    ids=[
        "at the start",
        "in between",
        "at receipt",
        "after receipt",
        "in years to come",
        "seven days back",
        "longer than seven days back",
        "before the start",
        "not said",
    ],
)
def test_a_device_is_believed_from_the_start_to_receipt_and_seven_days_back(
    tenths: int | None, received_after: dt.timedelta, expected_after: dt.timedelta
) -> None:
    assert given_at(START, tenths, START + received_after) == START + expected_after


@given(tenths=st.none() | st.integers(-DAY, 40 * DAY), received=st.timedeltas(dt.timedelta(0), dt.timedelta(days=30)))
def test_whatever_a_device_says_the_moment_lies_where_it_may(tenths: int | None, received: dt.timedelta) -> None:
    moment = given_at(START, tenths, START + received)
    assert max(START, START + received - LONGEST_WAIT) <= moment <= START + received


def test_nothing_is_counted_before_the_start() -> None:
    assert tenths_between(START, START - dt.timedelta(seconds=1)) == 0
    assert tenths_between(START, START + dt.timedelta(milliseconds=1299)) == 12
