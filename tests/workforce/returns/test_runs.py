"""One post through time: its runs, and the rows that a listed post makes of them."""

import datetime as dt
from typing import Any

import pytest

from learning.workforce.returns.people import ListedPost
from learning.workforce.returns.runs import Run, ended_on, made_true, runs_of
from learning.workforce.returns.standing import StandingPost

T = dt.date(2026, 2, 28)


def day(year: int) -> dt.date:
    return dt.date(year, 1, 1)


def row(pk: int, start: int, left: int | None, role_group: str = "a", post: str = "") -> StandingPost:
    return StandingPost(pk, post, "", role_group, day(start), day(left) if left else None)


def test_rows_without_a_gap_are_one_run() -> None:
    rows = [row(1, 2010, 2012), row(2, 2012, 2015), row(3, 2018, None), row(4, 2011, None, post="7")]
    assert [[one.pk for one in run.rows] for run in runs_of(rows)] == [[1, 2], [4], [3]]
    assert runs_of([]) == []


TWO = Run((row(1, 2010, 2020, "a"), row(2, 2020, None, "b")))


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ({}, [(1, 2010, 2020, "a"), (2, 2020, None, "b")]),
        ({"start": day(2020)}, [(1, 2010, 2020, "a"), (2, 2020, None, "b")]),
        ({"start": day(2005)}, [(1, 2005, 2020, "a"), (2, 2020, None, "b")]),
        ({"start": day(2015)}, [(1, 2015, 2020, "a"), (2, 2020, None, "b")]),
        ({"start": day(2022)}, [(2, 2022, None, "b")]),
        ({"left": day(2023)}, [(1, 2010, 2020, "a"), (2, 2020, 2023, "b")]),
        ({"left": day(2015)}, [(1, 2010, 2015, "a")]),
        ({"left": day(2023), "role_group": "c"}, [(1, 2010, 2020, "a"), (2, 2020, 2023, "b")]),
        (
            {"start": day(2024), "role_group": "c"},
            [(1, 2010, 2020, "a"), (2, 2020, 2024, "b"), (None, 2024, None, "c")],
        ),
        (
            {"start": day(2030), "role_group": "c"},
            [(1, 2010, 2020, "a"), (2, 2020, 2030, "b"), (None, 2030, None, "c")],
        ),
    ],
)
def test_what_a_listed_post_makes_of_a_run(said: dict[str, Any], becomes: list[tuple[Any, ...]]) -> None:
    sound = {"start": day(2010), "left": None, "role_group": "b"}
    listed = ListedPost(2, "", "", **(sound | said))
    segments = made_true(TWO, listed, T, teams=True)
    assert [
        (one.pk, one.start.year, one.left.year if one.left else None, one.role_group) for one in segments
    ] == becomes


def test_what_nobody_lists_ends_with_all_that_was_to_come() -> None:
    planned = Run((row(1, 2020, 2027), row(2, 2027, None, "b")))
    [segment] = ended_on(planned, T)
    assert (segment.pk, segment.left) == (1, T)
    assert ended_on(Run((row(1, 2026, None),)), day(2026)) == ()
