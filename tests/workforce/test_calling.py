"""What an employer's pages call somebody, by what it returns of its people."""

import pytest

from learning.workforce.calling import called, is_by_name, tells_more
from learning.workforce.models import Grade

NAMED, NUMBER, HEADCOUNT = Grade.NAMED, Grade.STAFF_NUMBER, Grade.HEADCOUNT


@pytest.mark.parametrize(
    ("grade", "given", "family", "staff_id", "says"),
    [
        (NAMED, "Ada", "Example", "118820", "Ada Example"),
        (NAMED, "", "Example", "", "Example"),
        (NAMED, "", "", "118820", "Staff number 118820"),
        (NAMED, "", "", "", "Name not given"),
        (NUMBER, "Ada", "Example", "118820", "Staff number 118820"),
        (NUMBER, "Ada", "Example", "", "Staff number not given"),
        (NUMBER, "", "", "118820", "Staff number 118820"),
        (HEADCOUNT, "Ada", "Example", "118820", "Somebody who registered"),
    ],
)
def test_what_somebody_is_called(grade: Grade, given: str, family: str, staff_id: str, says: str) -> None:
    assert called(grade, given, family, staff_id) == says


def test_only_names_are_searched_and_shown_by_name() -> None:
    assert [is_by_name(grade) for grade in (NAMED, NUMBER, HEADCOUNT)] == [True, False, False]


def test_what_was_written_under_names_says_more_than_numbers_and_these_more_than_headcounts() -> None:
    more = {(then, today) for then in Grade for today in Grade if tells_more(then, today)}
    assert more == {(NAMED, NUMBER), (NAMED, HEADCOUNT), (NUMBER, HEADCOUNT)}
