import datetime as dt

import pytest

from learning.certificates.standing import Standing, standing_on

FIRST, LAST = dt.date(2026, 2, 27), dt.date(2029, 2, 26)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FIRST - DAY, Standing.STARTS_LATER),
        (FIRST, Standing.VALID),
        (LAST, Standing.VALID),
        (LAST + DAY, Standing.EXPIRED),
    ],
)
def test_the_calendar(day: dt.date, expected: Standing) -> None:
    assert standing_on(day, state="valid", valid_from=FIRST, valid_until=LAST) == expected


def test_without_an_end_it_never_expires() -> None:
    assert standing_on(dt.date(2126, 1, 1), state="valid", valid_from=FIRST, valid_until=None) == Standing.VALID


@pytest.mark.parametrize("day", [FIRST - DAY, FIRST, LAST + DAY])
@pytest.mark.parametrize("state", ["superseded", "revoked"])
def test_a_decision_goes_before_the_calendar(state: str, day: dt.date) -> None:
    assert standing_on(day, state=state, valid_from=FIRST, valid_until=LAST) == state
