"""The day in three boxes."""

import datetime as dt

import pytest
from django import forms

from learning.workforce.day_field import DayField


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (("3", "3", "2026"), dt.date(2026, 3, 3)),
        (("03", "03", "2026"), dt.date(2026, 3, 3)),
        ((" 29 ", "Feb", "2024"), dt.date(2024, 2, 29)),
        (("1", "september", "2026"), dt.date(2026, 9, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it(written, day):
    assert DayField().clean(written) == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (("", "", ""), "required"),
        (None, "required"),
        (("3", "", "2026"), "incomplete"),
        (("third", "3", "2026"), "not_a_number"),
        (("3", "13", "2026"), "no_month"),
        (("3", "Smarch", "2026"), "no_month"),
        (("3", "ma", "2026"), "no_month"),
        (("3", "3", "26"), "no_century"),
        (("29", "2", "2026"), "no_day"),
        (("0", "2", "2026"), "no_day"),
        (("2147483648", "2", "2026"), "no_day"),
        (("3", "9" * 5000, "2026"), "no_month"),
        (("3", "3", "9" * 5000), "no_century"),
        (("1", "1", "0000"), "no_day"),
        (("31", "12", "2019"), "too_early"),
        (("1", "3", "2026"), "too_late"),
    ],
)
def test_a_day_that_cannot_be_says_why(written, code):
    field = DayField(earliest=dt.date(2020, 1, 1), latest=dt.date(2026, 2, 28))
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(written)
    assert refused.value.code == code
    assert str(refused.value.messages[0]).strip()


def test_limits_of_a_day_are_inclusive_and_named():
    field = DayField(earliest=dt.date(2020, 1, 1), latest=dt.date(2026, 2, 28))
    assert field.clean(("1", "1", "2020")) == dt.date(2020, 1, 1)
    assert field.clean(("28", "2", "2026")) == dt.date(2026, 2, 28)
    with pytest.raises(forms.ValidationError, match="on or before 28 February 2026"):
        field.clean(("1", "3", "2026"))


def test_a_day_may_be_left_out_where_it_is_not_asked():
    assert DayField(required=False).clean(("", "", "")) is None
