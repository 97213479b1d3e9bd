"""The example on the page says what the rules say, on days that somebody can check with a calendar."""

import datetime as dt

import pytest

from learning.requirements.facts import FOREVER, Group, Rules
from learning.requirements.posts import Ask
from learning.requirements.why import NO_BREAK
from learning.requirements.worked_example import Case, worked_example

GROUP = Group(1, "Frontline")
START, DONE = dt.date(2026, 3, 1), dt.date(2026, 4, 14)
BOOK = [Rules()]


def case(*asks: Ask, level: int = 2) -> Case:
    return Case(GROUP, level, "practice", asks or (Ask(7, 1, "", dt.date(2020, 1, 1), FOREVER),))


def test_the_days_of_somebody_who_starts_on_the_first_of_march() -> None:
    example = worked_example(case(), 7, 36, START, DONE, BOOK)
    assert example is not None
    assert (example.starts_on, example.has_until) == (START, dt.date(2026, 5, 29))
    assert example.late_from == dt.date(2026, 5, 30)
    assert (example.due_by, example.renewable_from) == (dt.date(2029, 4, 13), dt.date(2029, 1, 13))
    assert [(step.date, str(step.status)) for step in example.steps] == [
        (START, "in_grace"),
        (DONE, "compliant"),
        (dt.date(2026, 5, 30), "compliant"),  # from here on it is counted
        (dt.date(2029, 1, 13), "due_soon"),
        (dt.date(2029, 4, 14), "expired"),
    ]
    assert example.steps[0].note.replace(NO_BREAK, " ").endswith("there are 90 days for it, until 29 May 2026.")


def test_nothing_done_is_not_yet() -> None:
    example = worked_example(case(), 7, 36, START, None, BOOK)
    assert example is not None
    assert example.due_by is None
    assert [str(step.status) for step in example.steps] == ["in_grace", "never"]


def test_a_module_for_good_is_never_due_again() -> None:
    example = worked_example(case(), 7, None, START, DONE, BOOK)
    assert example is not None
    assert (example.due_by, example.renewable_from) == (None, None)


def test_a_partners_own_rule_is_in_it() -> None:
    sooner = Ask(7, 1, "", dt.date(2020, 1, 1), FOREVER, own=True, refresh_months=12)
    example = worked_example(case(Ask(7, 1, "", dt.date(2020, 1, 1), FOREVER), sooner), 7, 36, START, DONE, BOOK)
    assert example is not None
    assert example.due_by == dt.date(2027, 4, 13)


def test_a_requirement_to_come_starts_the_time_on_its_own_day() -> None:
    example = worked_example(case(Ask(7, 1, "", dt.date(2026, 6, 1), FOREVER)), 7, 36, START, None, BOOK)
    assert example is not None
    assert (example.starts_on, example.has_until) == (dt.date(2026, 6, 1), dt.date(2026, 8, 29))


@pytest.mark.parametrize("asks", [Ask(7, 3, "", START, FOREVER), Ask(8, 1, "", START, FOREVER)])
def test_what_is_not_asked_of_such_a_post_has_no_example(asks: Ask) -> None:
    assert worked_example(case(asks), 7, 36, START, DONE, BOOK) is None
