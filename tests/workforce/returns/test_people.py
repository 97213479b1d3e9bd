"""Rows become people; where rows contradict each other, both are named and nobody is made."""

import datetime as dt
from typing import Any

import pytest

from learning.workforce.returns.columns import match_columns
from learning.workforce.returns.people import Listed, gather
from learning.workforce.returns.rows import NOT_READ, Row

START = dt.date(2020, 3, 3)


def row(number: int = 2, **said: Any) -> Row:
    sound = {
        "staff_id": "S1", "post": "", "email": "", "first_name": "Ada", "last_name": "Shah", "team": "Days",
        "title": "Nurse", "role_group": "frontline", "start": START,
    }  # fmt: skip
    return Row(number, **(sound | said))


def people(*rows: Row) -> list[Listed]:
    found, problems = gather(rows)
    assert problems == []
    return found


def refused(*rows: Row) -> list[tuple[int, str, str]]:
    found, problems = gather(rows)
    assert found == []
    assert all(problem.stops and problem.fix.endswith(".") for problem in problems)
    return [(problem.row, problem.field, problem.message) for problem in problems]


def test_two_assignments_of_a_staff_number_are_two_posts_of_one_person() -> None:
    [one] = people(row(2, post="S1-1"), row(3, staff_id="s1", post="S1-2", role_group="corporate"))
    assert (one.key, one.staff_id, one.rows) == ("s1", "S1", (2, 3))
    assert [(post.number, post.post, post.role_group, post.named) for post in one.posts] == [
        (2, "S1-1", "frontline", True),
        (3, "S1-2", "corporate", True),
    ]


def test_without_a_number_posts_are_told_apart_by_what_they_say_in_any_order() -> None:
    rows = [
        row(2, team="Nights", start=dt.date(2025, 1, 1)),
        row(3),
        row(4, role_group="corporate", start=dt.date(2026, 1, 1)),
    ]
    [one] = people(*rows)
    by_team = {(post.team, post.role_group): post.post for post in one.posts}
    assert by_team == {("Days", "frontline"): "", ("Nights", "frontline"): "Nights", ("Days", "corporate"): "Days"}
    [again] = people(*reversed(rows))
    assert {(post.team, post.role_group): post.post for post in again.posts} == by_team


def test_an_address_stands_for_a_person_without_a_number() -> None:
    [one] = people(row(staff_id="", email="ada@x.example"))
    assert (one.key, one.keys) == ("ada@x.example", {"ada@x.example"})


def test_a_row_without_a_number_joins_the_one_person_with_its_address() -> None:
    [one] = people(row(2, staff_id="", email="a@x.example", team="Nights"), row(3, email="a@x.example"))
    assert (one.staff_id, one.rows, len(one.posts)) == ("S1", (2, 3), 2)


def test_several_absences_of_one_post() -> None:
    away = [(dt.date(2026, 1, 5), dt.date(2026, 1, 9)), (dt.date(2026, 2, 2), None)]
    [one] = people(*(row(number, away_from=first, away_to=last) for number, (first, last) in enumerate(away, 2)))
    assert one.absences == tuple(away)
    assert len(one.posts) == 1


def test_posts_that_are_not_in_the_return_make_nobody() -> None:
    assert people(row(role_group=None, start=NOT_READ)) == []


def test_the_same_row_twice_is_said_and_taken_once() -> None:
    found, [problem] = gather([row(2), row(5)])
    assert [one.rows for one in found] == [(2,)]
    assert (problem.row, problem.stops, problem.keys) == (5, False, frozenset())
    assert problem.message == "This row is the same as row 2; the person was taken once."


def test_one_address_for_two_staff_numbers_is_a_problem_of_both_rows() -> None:
    rows = [
        row(2, email="a@x.example"),
        row(3, staff_id="S2", email="a@x.example"),
        row(4, staff_id="S2", team="Nights"),
    ]
    assert refused(*rows) == [
        (2, "email", "This e-mail address is also that of staff number S2, so it is not clear whose it is."),
        (3, "email", "This e-mail address is also that of staff number S1, so it is not clear whose it is."),
    ]
    _found, problems = gather(rows)
    assert {key for problem in problems for key in problem.keys} == {"s1", "s2", "a@x.example"}


@pytest.mark.parametrize(
    ("other", "field", "said"),
    [
        ({"first_name": "Grace", "team": "Nights"}, "first_name", "Row 2 says “Ada”"),
        ({"last_name": "Ray", "team": "Nights"}, "last_name", "Row 2 says “Shah”"),
        ({"email": "other@x.example", "team": "Nights"}, "email", "Row 2 says “ada@x.example”"),
        ({"start": dt.date(2021, 1, 1)}, "start_date", "Row 2 says other days of the same post."),
        ({"left": dt.date(2026, 1, 1)}, "start_date", "Row 2 says other days of the same post."),
        ({"post": "7", "team": "Nights"}, "", ""),
        ({"away_from": START, "away_to": START}, "away_to", "Row 2 gives another last day for the same absence."),
    ],
)
def test_rows_that_contradict_each_other(other: dict[str, Any], field: str, said: str) -> None:
    first = row(2, email="ada@x.example", away_from=START)
    second = row(3, **({"away_from": START, "email": "ada@x.example"} | other))
    if not field:
        assert len(people(first, second)) == 1
        return
    [(number, where, message)] = refused(first, second)
    assert (number, where) == (3, field)
    assert message.startswith(said)


def test_one_assignment_cannot_be_two_things() -> None:
    [(number, field, message)] = refused(row(2, post="7"), row(3, post="7", team="Nights"))
    assert (number, field, message) == (3, "post", "Row 2 says something else of the same assignment.")


def test_too_many_posts_to_tell_apart() -> None:
    [(number, field, _message)] = refused(*(row(number, team=f"Team {number}") for number in range(2, 7)))
    assert (number, field) == (6, "post")


def test_case_of_a_name_is_no_contradiction() -> None:
    [one] = people(row(2), row(3, first_name="ADA", last_name="", team="Nights"))
    assert (one.first_name, one.last_name) == ("Ada", "Shah")


def test_a_problem_stands_under_the_heading_of_the_file() -> None:
    _found, [problem] = gather([row(2, post="7"), row(3, post="7", team="X")], match_columns(["Assignment No"]))
    assert problem.column == "Assignment No"


def test_a_contradiction_is_about_whoever_its_rows_name_in_any_order() -> None:
    """Otherwise the person of the address in the first row would be taken for a leaver."""
    rows = [row(2, email="ada@x.example"), row(3, email="ayo@x.example")]
    for order in (rows, [row(2, email="ayo@x.example"), row(3, email="ada@x.example")]):
        [problem] = gather(order)[1]
        assert problem.keys == {"s1", "ada@x.example", "ayo@x.example"}


def test_a_shared_address_is_about_whoever_the_rows_of_both_numbers_name() -> None:
    rows = [
        row(2, email="ada@x.example"),
        row(3, staff_id="S2", email="ada@x.example"),
        row(4, staff_id="S2", email="ayo@x.example"),
    ]
    found, problems = gather(rows)
    assert (found, len(problems)) == ([], 2)
    assert {key for problem in problems for key in problem.keys} == {"s1", "s2", "ada@x.example", "ayo@x.example"}
