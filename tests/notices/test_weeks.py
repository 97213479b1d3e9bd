"""Weeks from Monday to Sunday, on the clocks of London."""

import datetime as dt

import pytest

from learning.notices.weeks import monday_of, start_of_week


@pytest.mark.parametrize(("day", "monday"), [("2026-03-02", "2026-03-02"), ("2026-03-08", "2026-03-02")])
def test_a_week_begins_on_monday(day: str, monday: str) -> None:
    assert monday_of(dt.date.fromisoformat(day)) == dt.date.fromisoformat(monday)


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        ("2026-03-04T12:00+00:00", "2026-03-02T00:00+00:00"),
        # Half past eleven on Sunday in UTC is Monday in London's summer.
        ("2026-07-05T23:30+00:00", "2026-07-06T00:00+01:00"),
        # The week in which the clocks go forward begins in winter time.
        ("2026-03-29T12:00+00:00", "2026-03-23T00:00+00:00"),
        ("2026-03-30T12:00+00:00", "2026-03-30T00:00+01:00"),
    ],
)
def test_its_first_moment_is_midnight_in_london(moment: str, start: str) -> None:
    assert start_of_week(dt.datetime.fromisoformat(moment)) == dt.datetime.fromisoformat(start)
