"""What a return changes, it changes once, and then the list is true: for thousands of lists and states."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from learning.workforce.returns.comparing import Standing, StandingAbsence, StandingPost, compare
from learning.workforce.returns.people import Listed, gather
from learning.workforce.returns.rows import Problem, Row

from .written import apply

T = dt.date(2026, 2, 28)
PAST = [T - dt.timedelta(days) for days in (900, 700, 400, 90, 30, 1)]
STARTS = st.sampled_from([*PAST, *PAST, T, T + dt.timedelta(30), T + dt.timedelta(200)])
ENDS = st.sampled_from([None, None, None, *PAST, T, T + dt.timedelta(1), T + dt.timedelta(30), T + dt.timedelta(200)])
NUMBERS = st.sampled_from(["", "", "A", "B"])
TEAMS = st.sampled_from(["", "Days", "Nights"])
GROUPS = st.sampled_from(["frontline", "frontline", "supervisors", "corporate"])
STAFF_IDS = ["1", "2", "3", "4"]
EMAILS = ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]
NAMES = st.sampled_from([("Ada", "Shah"), ("ADA", "SHAH"), ("Tom", "Ray"), ("", "")])
FLAGS = st.fixed_dictionaries(
    {"full": st.booleans(), "absences_returned": st.booleans(), "teams_returned": st.booleans()}
)


@st.composite
def spans(draw: st.DrawFn, most: int) -> list[tuple[dt.date, dt.date | None]]:
    """Days apart from each other or touching, the last of them with or without an end."""
    days = sorted({draw(STARTS) for _ in range(draw(st.integers(1, most * 2)))})
    found: list[tuple[dt.date, dt.date | None]] = []
    for start, end in zip(days, [*days[1:], None], strict=True):
        if draw(st.booleans()) or not found:
            found.append((start, end if end or draw(st.booleans()) else start + dt.timedelta(400)))
    return found


@st.composite
def standing_people(draw: st.DrawFn) -> list[Standing]:
    keys = iter(range(1, 1000))
    people = []
    for number, email in zip(STAFF_IDS, EMAILS, strict=True):
        if not draw(st.booleans()):
            continue
        staff_id = draw(st.sampled_from([number, number, ""]))
        posts = [
            StandingPost(next(keys), post, draw(TEAMS), draw(GROUPS), start, left, staff_id=staff_id)
            for post in draw(st.sets(NUMBERS, min_size=0, max_size=2))
            for start, left in draw(spans(2))
        ]
        if draw(st.integers(0, 3)) == 0:
            start = draw(STARTS)
            if ("", start) not in {(row.post, row.start) for row in posts}:
                posts.append(StandingPost(next(keys), "", "", draw(GROUPS), start, None, declared=True))
        people.append(
            Standing(
                next(keys),
                frozenset([staff_id] if staff_id else []),
                frozenset(draw(st.sets(st.just(email)))),
                *draw(NAMES),
                names_held=draw(st.booleans()),
                posts=tuple(posts),
                absences=tuple(draw(absences(keys))),
            )
        )
    return people


@st.composite
def absences(draw: st.DrawFn, keys: Iterator[int]) -> list[StandingAbsence]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        first, last = draw(STARTS), draw(ENDS)
        found.append(StandingAbsence(next(keys), first, last if last is None or last >= first else first))
    return found


@st.composite
def lists(draw: st.DrawFn) -> list[Row]:
    rows = []
    for number in range(2, 2 + draw(st.integers(0, 5))):
        who = draw(st.integers(0, 3))
        if draw(st.integers(0, 2)) == 0 and rows:  # another row of somebody, differing little
            start, away = draw(st.sampled_from([rows[-1].start, draw(STARTS)])), draw(st.none() | st.just(T))
            rows.append(
                replace(rows[-1], number=number, start=start, left=None, team=draw(TEAMS), away_from=away, away_to=None)
            )
            continue
        names = draw(NAMES)
        start, left, first, last = draw(STARTS), draw(ENDS), draw(st.none() | STARTS), draw(ENDS)
        rows.append(
            Row(
                number,
                draw(st.sampled_from([STAFF_IDS[who], STAFF_IDS[who], ""])),
                draw(NUMBERS),
                draw(st.sampled_from([EMAILS[who], EMAILS[who], "", EMAILS[draw(st.integers(0, 3))]])),
                *names,
                draw(TEAMS),
                "Title",
                draw(st.sampled_from(["frontline", "supervisors", None])),
                start,
                left if left is None or left > start else start + dt.timedelta(1),
                first,
                (last if last is None or last >= first else first) if first else None,
            )
        )
    return [row for row in rows if row.staff_id or row.email]


def gathered(rows: list[Row]) -> tuple[list[Listed], frozenset[str]]:
    people, problems = gather(rows)
    return people, frozenset(key for problem in problems for key in problem.keys)


MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(MANY, max_examples=1_500)
@given(standing_people(), lists(), FLAGS, st.integers(0, 20))
def test_the_same_list_changes_nothing_twice_nor_on_a_later_day(
    before: list[Standing], rows: list[Row], flags: dict[str, bool], later: int
) -> None:
    listed, keep = gathered(rows)
    found = compare(before, listed, as_at=T, keep=keep, **flags)
    event(f"{min(len(found.changes), 3)} changes, {min(len(found.problems), 2)} problems")
    for change in found.changes:
        event(change.kind)
    written = apply(before, found)
    for day in (T, T + dt.timedelta(later)):
        again = compare(written.people, listed, as_at=day, keep=keep, **flags)
        assert again.changes == []
        assert [problem.row for problem in again.problems] == [problem.row for problem in found.problems]
        assert again.unchanged == found.unchanged + sum(change.listed is not None for change in found.changes)


@MANY
@given(standing_people(), lists(), FLAGS)
def test_undone_it_is_as_it_was(before: list[Standing], rows: list[Row], flags: dict[str, bool]) -> None:
    listed, keep = gathered(rows)
    written = apply(before, compare(before, listed, as_at=T, keep=keep, **flags))
    people = {one.pk: one for one in written.people}
    for pk, was in written.undo.items():
        if was is None:
            del people[pk]
        else:
            people[pk] = was
    assert list(people.values()) == before


def in_force(one: Standing, day: dt.date) -> list[tuple[str, str]]:
    rows = [row for row in one.posts if not row.declared and row.start <= day and row.lasts_beyond(day)]
    return sorted((row.role_group, row.team) for row in rows)


@MANY
@given(standing_people(), lists(), FLAGS)
def test_afterwards_the_list_is_true(before: list[Standing], rows: list[Row], flags: dict[str, bool]) -> None:
    """Who is listed holds the listed posts on the day, with the listed last days; in a full list nobody else does."""
    flags = flags | {"teams_returned": True}
    listed, keep = gathered(rows)
    found = compare(before, listed, as_at=T, keep=keep, **flags)
    written = apply(before, found)
    stopped = keep | {key for problem in found.problems for key in problem.keys}
    named = {key for person in listed for key in person.keys}
    for person in listed:
        if person.keys & stopped:
            continue
        [one] = [one for one in written.people if person.keys & one.keys]
        if one.keys & stopped:
            continue
        wanted = sorted(
            (post.role_group, post.team)
            for post in person.posts
            if post.start <= T and (post.left is None or post.left > T)
        )
        held = in_force(one, T)
        # Who moves on a day to come holds until then what they hold now.
        if flags["full"] and not any(post.start > T for post in person.posts):
            assert held == wanted
        for post in wanted:
            assert post in held
        for post in person.posts:
            assert any(row.left == post.left for row in one.posts if not row.declared)
            assert any(row.start == post.start for row in one.posts if not row.declared)
    for one in written.people:
        if flags["full"] and not one.keys & (named | stopped) and one.name.casefold() not in keep:
            assert in_force(one, T) == []


@MANY
@given(standing_people(), lists(), lists(), FLAGS)
def test_one_return_after_another(
    before: list[Standing], rows: list[Row], later: list[Row], flags: dict[str, bool]
) -> None:
    people: tuple[Standing, ...] = tuple(before)
    for as_at, one in ((T, rows), (T + dt.timedelta(31), later), (T + dt.timedelta(62), rows)):
        listed, keep = gathered(one)
        people = apply(people, compare(people, listed, as_at=as_at, keep=keep, **flags)).people
        assert compare(people, listed, as_at=as_at, keep=keep, **flags).changes == []


@MANY
@given(standing_people(), lists(), FLAGS)
def test_whom_a_problem_is_about_stays_as_they_are(
    before: list[Standing], rows: list[Row], flags: dict[str, bool]
) -> None:
    listed, _keep = gathered(rows)
    keep = frozenset(STAFF_IDS) | frozenset(EMAILS)
    found = compare(before, listed, as_at=T, keep=keep, **flags)
    assert {change.standing.pk for change in found.changes if change.standing} <= {
        one.pk for one in before if not one.keys
    }
    assert not [change for change in found.changes if change.listed]


@settings(MANY, max_examples=1_500)
@given(standing_people(), lists())
def test_a_file_in_another_order_says_the_same(before: list[Standing], rows: list[Row]) -> None:
    def outcome(rows: list[Row]) -> list[tuple[object, ...]]:
        listed, keep = gathered(rows)
        found = compare(before, listed, as_at=T, full=True, keep=keep)
        return sorted((change.kind, change.standing.pk if change.standing else 0) for change in found.changes)

    numbered = [replace(row, number=number) for number, row in enumerate(reversed(rows), 2)]
    assert outcome(numbered) == outcome(rows)


def test_problems_never_change_what_a_problem_is() -> None:
    assert Problem(2, "", "", "", "m", "f", "S1", "", "Ada", stops=False).keys == frozenset()
