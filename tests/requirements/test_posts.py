"""From posts to what is asked: which post decides, and on which days a requirement holds."""

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from learning.requirements.facts import FOREVER, Asked, Group, Post, Sooner
from learning.requirements.posts import Ask, Held, Piece, asked_by, decisive, joined

START = dt.date(2025, 1, 1)
FRONTLINE, SUPERVISORS, VOLUNTEERS = Group(1, "Frontline"), Group(2, "Supervisors"), Group(3, "Volunteers")


def d(n: int) -> dt.date:
    return START + dt.timedelta(n)


def piece(group: Group = FRONTLINE, level: int = 2, start: int = 0, until: int | None = None, **more: Any) -> Piece:
    return Piece(d(start), FOREVER if until is None else d(until), group, level, more.pop("path", "practice"), **more)


def held(start: int, left: int | None, *pieces: Piece, **more: Any) -> Held:
    return Held(d(start), None if left is None else d(left), pieces or (piece(),), **more)


def told(pieces: list[Piece]) -> list[tuple[int, int | None, str]]:
    return [
        ((p.start - START).days, None if p.until == FOREVER else (p.until - START).days, p.group.title) for p in pieces
    ]


def test_posts_that_touch_or_overlap_are_one_time() -> None:
    assert joined([held(0, 10), held(10, 20), held(15, 18), held(30, None)]) == [Post(d(0), d(20)), Post(d(30))]
    assert joined([held(0, None), held(5, 9)]) == [Post(d(0))]


def test_the_higher_level_decides_while_two_posts_are_held() -> None:
    second = held(10, 20, piece(SUPERVISORS, 3))
    assert told(decisive([held(0, None), second])) == [
        (0, 10, "Frontline"),
        (10, 20, "Supervisors"),
        (20, None, "Frontline"),
    ]


def test_the_same_post_twice_is_one() -> None:
    assert told(decisive([held(0, 10), held(5, None)])) == [(0, None, "Frontline")]


def test_what_counts_goes_before_a_higher_level_that_does_not() -> None:
    unconfirmed = held(0, None, piece(SUPERVISORS, 3), self_declared=True)
    assert told(decisive([unconfirmed, held(5, None)])) == [(0, 5, "Supervisors"), (5, None, "Frontline")]
    assert decisive([unconfirmed])[0].basis == "self_declared"


def test_a_level_that_changes_cuts_the_post() -> None:
    changed = held(0, None, piece(level=1, until=10), piece(level=2, start=10))
    assert [(p.level, p.start) for p in decisive([changed])] == [(1, d(0)), (2, d(10))]


def test_a_requirement_is_asked_of_its_level_and_higher_ones_and_of_its_path() -> None:
    asks = [
        Ask(1, 1, "", START, FOREVER),
        Ask(2, 3, "practice", START, FOREVER),
        Ask(3, 3, "leadership", START, FOREVER),
        Ask(4, 4, "", START, FOREVER),
    ]
    assert set(asked_by([piece(level=3)], asks)) == {1, 2}
    assert set(asked_by([piece(level=3, path="leadership")], asks)) == {1, 3}
    assert set(asked_by([piece(level=4)], asks)) == {1, 2, 4}
    assert set(asked_by([piece(level=2)], asks)) == {1}


def test_a_requirement_holds_within_the_post_and_its_own_days() -> None:
    asked = asked_by([piece(start=0, until=50)], [Ask(1, 1, "", d(10), d(20)), Ask(1, 1, "", d(30), FOREVER)])
    assert [(a.start, a.until) for a in asked[1]] == [(d(10), d(20)), (d(30), d(50))]


def test_asked_twice_it_is_asked_once_by_the_network_first() -> None:
    asks = [Ask(1, 1, "", d(10), FOREVER, own=True), Ask(1, 2, "", d(20), FOREVER)]
    assert [(a.start, a.until, a.level, a.own) for a in asked_by([piece()], asks)[1]] == [
        (d(10), d(20), 1, True),
        (d(20), None, 2, False),
    ]


DAYS = st.integers(0, 30)


@st.composite
def some_piece(draw: st.DrawFn) -> Piece:
    start = draw(DAYS)
    group = draw(st.sampled_from([FRONTLINE, SUPERVISORS, VOLUNTEERS]))
    basis = "role_group" if group is VOLUNTEERS else ""
    return piece(group, draw(st.integers(1, 4)), start, draw(st.none() | st.integers(start + 1, 40)), basis=basis)


@st.composite
def some_post(draw: st.DrawFn) -> Held:
    start = draw(DAYS)
    left = draw(st.none() | st.integers(start + 1, 40))
    pieces = draw(st.lists(some_piece(), min_size=1, max_size=1))
    return held(start, left, *pieces, self_declared=draw(st.booleans()))


@given(posts=st.lists(some_post(), min_size=1, max_size=4))
def test_on_each_day_the_decisive_piece_is_the_best_of_those_held(posts: list[Held]) -> None:
    decided = decisive(posts)
    for one, after in pairwise(decided):
        assert one.until <= after.start
    for n in range(45):
        here = [
            (not (p.basis or post.self_declared), p.level)
            for post in posts
            for p in post.pieces
            if p.start <= d(n) < p.until and post.start <= d(n) and (post.left is None or d(n) < post.left)
        ]
        now = [(not p.basis, p.level) for p in decided if p.start <= d(n) < p.until]
        assert now == ([max(here)] if here else [])


@st.composite
def some_ask(draw: st.DrawFn) -> Ask:
    start = draw(DAYS)
    until = draw(st.none() | st.integers(start + 1, 40))
    level, path = draw(st.integers(1, 4)), draw(st.sampled_from(["", "practice", "leadership"]))
    return Ask(
        draw(st.integers(1, 2)), level, path, d(start), FOREVER if until is None else d(until), draw(st.booleans())
    )


@given(posts=st.lists(some_post(), min_size=1, max_size=3), asks=st.lists(some_ask(), max_size=4))
def test_on_each_day_it_is_asked_once_exactly_where_a_requirement_holds(posts: list[Held], asks: list[Ask]) -> None:
    pieces = decisive(posts)
    asked = asked_by(pieces, asks)
    for n in range(45):
        here = [p for p in pieces if p.start <= d(n) < p.until]
        for module_id in (1, 2):
            holds = any(
                ask.module_id == module_id and ask.start <= d(n) < ask.until and ask.asks(p)
                for p in here
                for ask in asks
            )
            now: list[Asked] = [
                a for a in asked.get(module_id, []) if a.start <= d(n) and (a.until is None or d(n) < a.until)
            ]
            assert len(now) == int(holds)
            if now:
                assert now[0].group == here[0].group


def test_an_organisations_shorter_refresh_holds_beside_what_the_network_asks() -> None:
    network = Ask(7, 1, "", d(0), FOREVER)
    yearly = Ask(7, 1, "", d(10), d(30), own=True, refresh_months=12)
    sooner_still = Ask(7, 2, "", d(20), FOREVER, own=True, refresh_months=6)
    asked = asked_by([piece()], [sooner_still, network, yearly])[7]
    assert [(one.start, one.until, one.own, one.sooner) for one in asked] == [
        (d(0), d(10), False, None),
        (d(10), d(20), False, Sooner(12, d(10))),
        (d(20), None, False, Sooner(6, d(20))),
    ]
