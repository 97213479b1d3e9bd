"""Which listed post is which standing one, so that the least changes."""

import datetime as dt
from typing import Any

from learning.workforce.returns.pairing import Asked, free_number, pair
from learning.workforce.returns.people import ListedPost
from learning.workforce.returns.runs import Run, runs_of, standing_segments
from learning.workforce.returns.standing import StandingPost

T = dt.date(2026, 2, 28)
ASKED = Asked(T, full=True, teams=True)


def day(year: int) -> dt.date:
    return dt.date(year, 1, 1)


def run(pk: int, post: str, start: int, left: int | None = None, team: str = "", role_group: str = "a") -> Run:
    [one] = runs_of([StandingPost(pk, post, team, role_group, day(start), day(left) if left else None)])
    return one


def post(number: int, post: str, start: int, left: int | None = None, **said: Any) -> ListedPost:
    sound = {"team": "", "role_group": "a", "named": bool(post)}
    return ListedPost(number, post, start=day(start), left=day(left) if left else None, **(sound | said))


def pairs(listed: list[ListedPost], runs: list[Run], asked: Asked = ASKED) -> dict[int, int | None]:
    """Row of each listed post → key of the standing row, or None for a new post; contradicted ones are left out."""
    found = pair(listed, runs, asked)
    return {one.number: of.rows[0].pk for one, of in found.pairs} | {one.number: None for one in found.new}


def test_by_number_whatever_else_changed() -> None:
    runs = [run(1, "7", 2020), run(2, "8", 2020, team="Days", role_group="b")]
    assert pairs([post(2, "7", 2021, team="Days", role_group="b"), post(3, "8", 2020)], runs) == {2: 1, 3: 2}


def test_of_several_times_in_one_post_the_one_that_is_meant() -> None:
    runs = [run(1, "7", 2010, 2015), run(2, "7", 2018)]
    assert pairs([post(2, "7", 2010, 2015)], runs) == {2: 1}
    assert pairs([post(2, "7", 2019)], runs) == {2: 2}
    assert pairs([post(2, "7", 2017)], runs) == {2: 2}
    assert pairs([post(2, "7", 2000, 2005)], runs) == {2: None}
    assert [one.number for one in pair([post(2, "7", 2010)], runs, ASKED).contradicted] == [2]
    assert [one.number for one in pair([post(2, "7", 2000, 2010)], runs, ASKED).contradicted] == [2]


def test_without_a_number_by_what_is_alike() -> None:
    runs = [run(1, "", 2020, team="Days"), run(2, "Nights", 2021, team="Nights")]
    assert pairs([post(2, "", 2021, team="Nights")], runs) == {2: 2}
    assert pairs([post(2, "", 2021, team="Nights"), post(3, "", 2020, team="Days")], runs) == {2: 2, 3: 1}
    assert pairs([post(2, "", 2021, team="Nights", role_group="b"), post(3, "", 2020)], runs) == {2: 2, 3: 1}


def test_a_run_whose_number_the_list_names_is_nobody_elses() -> None:
    runs = [run(1, "7", 2020)]
    assert pairs([post(2, "7", 2020), post(3, "", 2020, team="Days")], runs) == {2: 1, 3: None}


def test_a_number_is_learnt_but_never_changed() -> None:
    assert pairs([post(2, "7", 2020)], [run(1, "", 2020)]) == {2: 1}
    assert pairs([post(2, "7", 2020)], [run(1, "8", 2020)]) == {2: None}


def test_in_a_list_of_some_people_another_post_is_not_the_old_one() -> None:
    some = Asked(T, full=False, teams=True)
    runs = [run(1, "", 2020)]
    both = [post(2, "", 2020), post(3, "", 2024, role_group="b")]
    assert pairs(both, runs, some) == {2: 1, 3: None}
    assert pairs([post(3, "", 2024, role_group="b")], runs, some) == {3: 1}
    runs.append(run(2, "Days", 2019, team="Days"))
    assert pairs([post(3, "", 2024, role_group="b")], runs, some) == {3: None}


def test_what_is_over_is_not_taken_up_again_by_something_else() -> None:
    runs = [run(1, "", 2010, 2015)]
    assert pairs([post(2, "", 2020)], runs) == {2: None}
    assert pairs([post(2, "", 2010)], runs) == {2: 1}


def test_a_number_for_a_new_post() -> None:
    segments = standing_segments(run(1, "", 2020))
    assert free_number(post(2, "7", 2021), segments, {"7"}) == "7"
    assert free_number(post(2, "", 2021, team="Days"), segments, set()) == "Days"
    assert free_number(post(2, "", 2021, team="Days"), segments, {"days"}) == "2"
    assert free_number(post(2, "", 2010, 2015), segments, set()) == ""
    assert free_number(post(2, "", 2010, 2020), segments, set()) == "2", "it would run into the other"


def test_of_two_that_would_change_as_much_the_one_that_goes_on_whatever_the_order_of_the_file() -> None:
    runs = [run(1, "", 2020, 2027, team="Days")]
    gone, goes_on = {"start": 2020, "left": 2025}, {"start": 2020, "team": "Nights"}
    for first, second in ((2, 3), (3, 2)):
        listed = sorted([post(first, "", **gone), post(second, "", **goes_on)], key=lambda one: one.number)
        assert pairs(listed, runs) == {first: None, second: 1}
