"""When mail that nobody asked for may go out: working days, from eight to six on the clocks of London."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.notices.quiet_hours import CLOSES, LONDON, OPENS, first_moment
from learning.notices.working_days import is_working_day

AT_ONCE = ""


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2026-03-02T08:00+00:00", AT_ONCE),
        ("2026-03-02T17:59:59+00:00", AT_ONCE),
        ("2026-03-02T07:59:59+00:00", "2026-03-02T08:00+00:00"),
        ("2026-03-02T18:00+00:00", "2026-03-03T08:00+00:00"),
        ("2026-03-06T18:00+00:00", "2026-03-09T08:00+00:00"),  # Friday evening: Monday
        ("2026-02-28T09:30+00:00", "2026-03-02T08:00+00:00"),  # Saturday
        ("2026-04-02T20:00+01:00", "2026-04-07T08:00+01:00"),  # over Easter
        ("2026-12-24T18:00+00:00", "2026-12-29T08:00+00:00"),  # over Christmas and the day that stands in
        # The clocks go forward on 29 March 2026 and back on 25 October: eight is eight.
        ("2026-03-27T18:30+00:00", "2026-03-30T08:00+01:00"),
        ("2026-03-30T07:30+00:00", AT_ONCE),  # half past eight there
        ("2026-03-30T06:59+00:00", "2026-03-30T08:00+01:00"),
        ("2026-10-23T18:30+01:00", "2026-10-26T08:00+00:00"),
        ("2026-10-26T07:30+00:00", "2026-10-26T08:00+00:00"),
        ("2026-07-01T17:30+00:00", "2026-07-02T08:00+01:00"),  # half past six in summer
    ],
)
def test_mail_waits_for_working_hours(moment: str, first: str) -> None:
    asked = dt.datetime.fromisoformat(moment)
    assert first_moment(asked) == dt.datetime.fromisoformat(first or moment)


def test_a_day_proclaimed_once_is_off_too() -> None:
    asked = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    assert first_moment(asked, {dt.date(2026, 3, 2)}) == dt.datetime(2026, 3, 3, 8, tzinfo=LONDON)


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 1, 1)))
def test_the_moment_found_is_in_hours_and_stays(naive: dt.datetime) -> None:
    asked = naive.replace(tzinfo=dt.UTC)
    found = first_moment(asked)
    here = found.astimezone(LONDON)
    assert is_working_day(here.date())
    assert OPENS <= here.time() < CLOSES
    assert found >= asked
    assert first_moment(found) == found
