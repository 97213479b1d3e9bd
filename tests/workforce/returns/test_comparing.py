"""What a return changes: one case for each thing that can happen to somebody between two lists."""

import datetime as dt
from typing import Any

import pytest

from learning.workforce.returns.columns import Field, match_columns
from learning.workforce.returns.comparing import (
    Change,
    Differences,
    Kind,
    NewPost,
    Operations,
    Standing,
    StandingAbsence,
    StandingPost,
    compare,
)
from learning.workforce.returns.people import Listed, ListedPost

T = dt.date(2026, 2, 28)
START = dt.date(2020, 1, 6)
YESTERDAY, TOMORROW = T - dt.timedelta(1), T + dt.timedelta(1)


def row(pk: int = 1, **said: Any) -> StandingPost:
    sound = {"post": "", "team": "Days", "role_group": "frontline", "start": START, "left": None, "staff_id": "S1"}
    return StandingPost(pk, **(sound | said))


def person(*posts: StandingPost, pk: int = 100, **said: Any) -> Standing:
    sound = {
        "staff_ids": frozenset({"S1"}), "emails": frozenset({"ada@x.example"}), "first_name": "Ada",
        "last_name": "Shah", "names_held": False, "absences": (),
    }  # fmt: skip
    return Standing(pk, posts=posts, **(sound | said))


def post(number: int = 2, **said: Any) -> ListedPost:
    sound = {"post": "", "team": "Days", "role_group": "frontline", "start": START, "left": None, "named": False}
    return ListedPost(number, **(sound | {"staff_id": "S1"} | said))


def listed(*posts: ListedPost, **said: Any) -> Listed:
    sound = {
        "key": "s1", "staff_id": "S1", "email": "ada@x.example", "first_name": "Ada", "last_name": "Shah",
        "absences": (), "rows": tuple(post.number for post in posts),
    }  # fmt: skip
    return Listed(posts=posts, **(sound | said))


def differences(before: list[Standing], after: list[Listed], **flags: Any) -> Differences:
    return compare(before, after, **({"as_at": T, "full": True} | flags))


def only(before: list[Standing], after: list[Listed], **flags: Any) -> Change:
    found = differences(before, after, **flags)
    assert found.problems == []
    [change] = found.changes
    return change


def problem(before: list[Standing], after: list[Listed], **flags: Any) -> str:
    found = differences(before, after, **flags)
    assert found.changes == []
    [one] = found.problems
    return one.message


def test_who_is_as_before_is_unchanged() -> None:
    found = differences([person(row())], [listed(post())])
    assert (found.changes, found.unchanged, found.kept, found.problems) == ([], 1, 0, [])


def test_a_joiner() -> None:
    change = only([], [listed(post(left=dt.date(2027, 1, 1)), absences=((T, None),))])
    assert (change.kind, change.standing) == (Kind.JOINER, None)
    assert change.operations == Operations(
        new_posts=[NewPost("", "Days", "frontline", START, dt.date(2027, 1, 1), "S1")],
        new_absences=[(T, None)],
        name=("Ada", "Shah"),
        email="ada@x.example",
    )
    assert {one: after for one, _before, after in change.shown} == {
        Field.ROLE_GROUP: "frontline",
        Field.TEAM: "Days",
        Field.START_DATE: START,
        Field.END_DATE: dt.date(2026, 12, 31),
        Field.AWAY_FROM: T,
        Field.FIRST_NAME: "Ada",
        Field.LAST_NAME: "Shah",
        Field.EMAIL: "ada@x.example",
    }


def test_who_is_not_in_a_full_list_leaves_on_its_day() -> None:
    change = only([person(row())], [])
    assert (change.kind, change.listed) == (Kind.LEAVER, None)
    assert change.operations == Operations(supersede=[(1, {"left": T})])
    assert change.shown == ((Field.END_DATE, None, YESTERDAY),)


@pytest.mark.parametrize(
    "standing",
    [
        person(row(left=T)),
        person(row(start=TOMORROW)),
        person(row(declared=True)),
        person(),
    ],
    ids=["left already", "begins later", "only says so", "never held a post"],
)
def test_whom_a_full_list_does_not_end(standing: Standing) -> None:
    assert differences([standing], []).changes == []


def test_only_a_full_list_ends_anything() -> None:
    two = person(row(post="1"), row(2, post="2"))
    assert differences([two, person(row(3), pk=101, staff_ids=frozenset({"S9"}), emails=frozenset())], [
        listed(post(post="1", named=True))
    ], full=False).changes == []  # fmt: skip


@pytest.mark.parametrize("key", ["s1", "ada@x.example", "ada shah"])
def test_whom_a_problem_is_about_does_not_leave(key: str) -> None:
    found = differences([person(row())], [], keep={key})
    assert (found.changes, found.kept) == ([], 1)


def test_of_whom_one_row_is_a_problem_the_other_rows_change_nothing() -> None:
    moved = listed(post(role_group="supervisors"))
    found = differences([person(row())], [moved], keep={"s1"})
    assert (found.changes, found.unchanged, found.kept) == ([], 0, 1)
    found = differences([], [moved], keep={"s1"})
    assert (found.changes, found.kept) == ([], 1)


def test_who_began_on_the_day_and_is_not_listed_was_never_there() -> None:
    change = only([person(row(start=T))], [])
    assert (change.kind, change.operations) == (Kind.LEAVER, Operations(withdraw=[1]))


@pytest.mark.parametrize("left", [dt.date(2026, 1, 1), dt.date(2026, 7, 1)])
def test_a_last_day_in_the_file_makes_a_leaver_whether_past_or_to_come(left: dt.date) -> None:
    for full in (True, False):
        change = only([person(row())], [listed(post(left=left))], full=full)
        assert (change.kind, change.operations) == (Kind.LEAVER, Operations(supersede=[(1, {"left": left})]))


def test_a_last_day_known_before_makes_no_leaver_twice() -> None:
    standing = person(row(left=dt.date(2026, 7, 1)))
    assert differences([standing], [listed(post(left=dt.date(2026, 7, 1)))]).unchanged == 1
    assert only([standing], [listed(post(left=dt.date(2026, 6, 1)))]).kind == Kind.CHANGED
    assert only([standing], []).kind == Kind.LEAVER


def test_a_mover_holds_the_new_role_from_the_day_of_the_list() -> None:
    change = only([person(row())], [listed(post(role_group="supervisors"))])
    assert change.kind == Kind.MOVER
    assert change.operations == Operations(
        supersede=[(1, {"left": T})], new_posts=[NewPost("", "Days", "supervisors", T, None, "S1")]
    )
    assert change.shown == ((Field.ROLE_GROUP, "frontline", "supervisors"),)


@pytest.mark.parametrize("start", [dt.date(2026, 2, 2), dt.date(2026, 4, 1)])
def test_a_mover_whose_first_day_the_file_gives_moves_on_it(start: dt.date) -> None:
    change = only([person(row())], [listed(post(role_group="supervisors", start=start))])
    assert change.kind == Kind.MOVER
    assert change.operations == Operations(
        supersede=[(1, {"left": start})], new_posts=[NewPost("", "Days", "supervisors", start, None, "S1")]
    )


def test_a_row_that_began_on_the_day_is_corrected_in_its_place() -> None:
    standing = person(row(left=T), row(2, start=T, role_group="corporate"))
    change = only([standing], [listed(post(role_group="supervisors"))])
    assert change.operations == Operations(supersede=[(2, {"role_group": "supervisors"})])


def test_another_team_is_a_change_and_the_role_goes_on() -> None:
    change = only([person(row())], [listed(post(team="Nights"))])
    assert change.kind == Kind.CHANGED
    assert change.operations.new_posts == [NewPost("", "Nights", "frontline", T, None, "S1")]


def test_a_file_without_teams_says_nothing_of_them() -> None:
    assert differences([person(row())], [listed(post(team=""))], teams_returned=False).unchanged == 1
    moved = only([person(row())], [listed(post(team="", role_group="supervisors"))], teams_returned=False)
    assert moved.operations.new_posts[0].team == "Days"
    assert only([person(row())], [listed(post(team=""))]).operations.new_posts[0].team == ""


def test_case_of_a_team_or_name_changes_nothing() -> None:
    assert differences([person(row())], [listed(post(team="DAYS"), last_name="SHAH")]).unchanged == 1


def test_an_earlier_or_later_first_day_is_a_correction() -> None:
    for start in (dt.date(2019, 1, 1), dt.date(2021, 1, 1)):
        change = only([person(row())], [listed(post(start=start))])
        assert (change.kind, change.operations) == (Kind.CHANGED, Operations(supersede=[(1, {"start": start})]))


def test_after_a_move_both_first_days_are_true() -> None:
    standing = person(row(left=T), row(2, start=T, role_group="supervisors"))
    for start in (START, T):
        assert differences([standing], [listed(post(role_group="supervisors", start=start))]).unchanged == 1
    earlier = only([standing], [listed(post(role_group="supervisors", start=dt.date(2019, 1, 1)))])
    assert earlier.operations == Operations(supersede=[(1, {"start": dt.date(2019, 1, 1)})])


def test_a_first_day_to_come_takes_nothing_from_the_past() -> None:
    change = only([person(row())], [listed(post(start=TOMORROW))])
    assert change.operations == Operations(
        supersede=[(1, {"left": TOMORROW})], new_posts=[NewPost("", "Days", "frontline", TOMORROW, None, "S1")]
    )


def test_a_move_planned_for_later_gives_way_to_the_list() -> None:
    standing = person(row(left=TOMORROW), row(2, start=TOMORROW, role_group="supervisors"))
    change = only([standing], [listed(post())])
    assert change.operations == Operations(supersede=[(1, {"left": None})], withdraw=[2])


def test_a_returner_begins_anew_and_stays_the_same_person() -> None:
    standing = person(row(left=dt.date(2024, 1, 1)))
    change = only([standing], [listed(post(start=dt.date(2026, 2, 1)))])
    assert (change.kind, change.standing) == (Kind.JOINER, standing)
    assert change.operations == Operations(
        new_posts=[NewPost("", "Days", "frontline", dt.date(2026, 2, 1), None, "S1")]
    )


def test_who_was_left_out_by_mistake_is_back_without_a_break() -> None:
    change = only([person(row(left=dt.date(2026, 2, 1)))], [listed(post())])
    assert (change.kind, change.operations) == (Kind.JOINER, Operations(supersede=[(1, {"left": None})]))


def test_days_that_run_across_a_gap_are_asked_about() -> None:
    standing = person(row(post="7", left=dt.date(2022, 1, 1)), row(2, post="7", start=dt.date(2024, 1, 1)))
    after = [listed(post(post="7", named=True))]
    assert problem([standing], after).startswith("By our records this post was held before with a gap")
    assert differences([standing], after).kept == 1
    assert differences([standing], after, match=match_columns(["Hire Date"])).problems[0].column == "Hire Date"


def test_a_second_post_is_added_beside_the_first() -> None:
    second = post(3, post="Nights", team="Nights", start=dt.date(2025, 1, 1))
    change = only([person(row())], [listed(post(), second)])
    assert change.kind == Kind.CHANGED
    assert change.operations == Operations(
        new_posts=[NewPost("Nights", "Nights", "frontline", dt.date(2025, 1, 1), None, "S1")]
    )


def test_a_full_list_ends_the_post_that_it_no_longer_names() -> None:
    standing = person(row(post="1"), row(2, post="2", role_group="corporate"))
    change = only([standing], [listed(post(post="2", role_group="corporate", named=True))])
    assert (change.kind, change.operations) == (Kind.CHANGED, Operations(supersede=[(1, {"left": T})]))


def test_of_two_posts_without_numbers_each_keeps_its_own() -> None:
    standing = person(row(), row(2, post="Nights", team="Nights", start=dt.date(2025, 1, 1)))
    nights = post(2, team="Nights", start=dt.date(2025, 1, 1))
    assert only([standing], [listed(nights)]).operations == Operations(supersede=[(1, {"left": T})])


def test_a_number_that_the_file_gives_for_the_first_time_is_learnt() -> None:
    change = only([person(row())], [listed(post(post="S1-2", named=True))])
    assert change.operations == Operations(supersede=[(1, {"post": "S1-2"})])


def test_a_new_number_with_another_role_is_a_move() -> None:
    change = only([person(row(post="1"))], [listed(post(post="2", named=True, role_group="supervisors", start=T))])
    assert change.kind == Kind.MOVER
    assert change.operations.supersede == [(1, {"left": T})]


def test_what_the_person_said_is_confirmed_by_the_list() -> None:
    declared = row(declared=True, staff_id="", team="")
    other = row(2, declared=True, staff_id="", team="", role_group="corporate", start=dt.date(2021, 1, 1))
    change = only([person(other, declared, staff_ids=frozenset())], [listed(post())])
    assert change.kind == Kind.JOINER
    assert change.operations == Operations(supersede=[(1, {"team": "Days", "staff_id": "S1"})], withdraw=[2])


def test_who_only_said_so_and_is_listed_exactly_so_is_still_confirmed() -> None:
    change = only([person(row(declared=True))], [listed(post())])
    assert (change.kind, change.operations) == (Kind.JOINER, Operations(supersede=[(1, {})]))


# Who is who


def test_a_staff_number_goes_before_an_address() -> None:
    other = person(row(2), pk=101, staff_ids=frozenset({"S2"}), emails=frozenset({"tom@x.example"}))
    assert "belongs to another of your people" in problem(
        [person(row()), other], [listed(post(), email="tom@x.example")]
    )
    assert only([person(row())], [listed(post(), email="new@x.example")]).operations == Operations(
        email="new@x.example"
    )


def test_an_address_is_enough_and_case_of_a_number_plays_no_part() -> None:
    change = only([person(row(staff_id=""), staff_ids=frozenset())], [listed(post())])
    assert change.operations == Operations(supersede=[(1, {"staff_id": "S1"})])
    assert differences([person(row())], [listed(post(staff_id=""), staff_id="")]).unchanged == 1


def test_never_by_name() -> None:
    namesake = person(row(), staff_ids=frozenset({"S9"}), emails=frozenset())
    assert [change.kind for change in differences([namesake], [listed(post())]).changes] == [Kind.JOINER, Kind.LEAVER]


def test_an_address_that_was_given_to_somebody_else_is_not_believed() -> None:
    former = person(row(left=dt.date(2024, 1, 1)), staff_ids=frozenset({"S9"}))
    assert "another staff number and another name" in problem(
        [former], [listed(post(), first_name="Tom", last_name="Ray")]
    )
    assert only([former], [listed(post(start=dt.date(2025, 1, 1)))]).kind == Kind.JOINER


def test_an_address_of_two_people_is_nobodys() -> None:
    two = [person(row(pk), pk=100 + pk, staff_ids=frozenset({f"S{pk + 5}"})) for pk in (1, 2)]
    assert "Two of your people have this e-mail address" in problem(two, [listed(post(staff_id=""), staff_id="")])
    both = [person(row(pk), pk=100 + pk) for pk in (1, 2)]
    assert "Two of your people have this staff number" in problem(both, [listed(post())])


def test_two_staff_numbers_of_one_person_are_compared_together() -> None:
    standing = person(row(), row(2, post="2", staff_id="B1", role_group="corporate"), staff_ids=frozenset({"S1", "B1"}))
    bank = listed(post(3, role_group="corporate", staff_id="B1"), key="b1", staff_id="B1", email="")
    found = differences([standing], [listed(post()), bank])
    assert (found.changes, found.unchanged) == ([], 1)


def test_an_address_of_somebody_who_is_listed_already() -> None:
    standing = person(row(), emails=frozenset({"ada@x.example", "shah@x.example"}))
    second = listed(post(3, staff_id="S2"), key="s2", staff_id="S2", email="shah@x.example")
    found = differences([standing], [listed(post()), second])
    assert [one.row for one in found.problems] == [3]
    assert (found.changes, found.unchanged) == ([], 1)


# Names and absences


def test_a_name_that_the_person_or_another_employer_holds_stays() -> None:
    assert only([person(row())], [listed(post(), last_name="Ray")]).operations == Operations(name=("Ada", "Ray"))
    held = person(row(), names_held=True)
    assert differences([held], [listed(post(), last_name="Ray")]).unchanged == 1
    assert differences([person(row())], [listed(post(), first_name="", last_name="")]).unchanged == 1


def absent(*days: tuple[dt.date, dt.date | None]) -> Standing:
    return person(row(), absences=tuple(StandingAbsence(pk, *one) for pk, one in enumerate(days, 50)))


JUNE = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("standing", "listed_days", "operations"),
    [
        ([], [(JUNE, None)], Operations(new_absences=[(JUNE, None)])),
        ([(START, None)], [(START, None)], Operations()),
        ([(START, None)], [(START, JUNE)], Operations(supersede_absences=[(50, {"away_to": JUNE})])),
        ([(START, YESTERDAY)], [(START, None)], Operations(supersede_absences=[(50, {"away_to": None})])),
        ([(START, None)], [], Operations(supersede_absences=[(50, {"away_to": YESTERDAY})])),
        ([(START, JUNE)], [], Operations(supersede_absences=[(50, {"away_to": YESTERDAY})])),
        ([(START, YESTERDAY)], [], Operations()),
        ([(T, None)], [], Operations(withdraw_absences=[50])),
        ([(JUNE, None)], [], Operations(withdraw_absences=[50])),
    ],
)
def test_absences(standing: list[Any], listed_days: list[Any], operations: Operations) -> None:
    before, after = [absent(*standing)], [listed(post(), absences=tuple(listed_days))]
    found = differences(before, after)
    assert [change.operations for change in found.changes] == ([operations] if operations else [])
    assert differences(before, after, absences_returned=False).changes == []


def test_of_several_things_the_weightier_names_the_change() -> None:
    moved = listed(post(role_group="supervisors", team="Nights"), last_name="Ray", absences=((T, None),))
    assert only([person(row())], [moved]).kind == Kind.MOVER
    gone = listed(post(role_group="supervisors", left=JUNE))
    assert only([person(row())], [gone]).kind == Kind.LEAVER


def test_counts_are_of_people() -> None:
    found = differences([person(row())], [listed(post(role_group="supervisors", team="Nights"), last_name="Ray")])
    assert {kind: found.count(kind) for kind in Kind} == {
        Kind.JOINER: 0,
        Kind.LEAVER: 0,
        Kind.MOVER: 1,
        Kind.CHANGED: 0,
    }
