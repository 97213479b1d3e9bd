import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

import pytest

from learning.portal.passport import Held, passport
from learning.requirements.asked import Asked
from learning.requirements.statuses import Outside

DAY = dt.date(2026, 2, 28)


@dataclass
class Module:
    pk: int


@dataclass
class One:
    """As much of an `Asked` as the passport reads."""

    module: Module
    level: int | None
    is_current: bool = False
    outside: str = ""


def path(asked: list[tuple[int, int | None, bool]], valid: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    rows = cast(list[Asked], [One(Module(module), level, is_current) for module, level, is_current in asked])
    held = [Held(module, level, DAY) for module, level in valid]
    return [(step.asked, step.current, step.extra) for step in passport(rows, held)]


NOTHING = (0, 0, 0)


@pytest.mark.parametrize(
    ("asked", "valid", "expected"),
    [
        ([], [], [NOTHING] * 4),
        ([(1, 1, True), (2, 1, False), (3, 2, False)], [(1, 1)], [(2, 1, 0), (1, 0, 0), NOTHING, NOTHING]),
        ([(1, 1, True)], [(1, 1), (7, 3)], [(1, 1, 0), NOTHING, (0, 0, 1), NOTHING]),
        # Two employers ask for it: it counts once, where it is asked first on the way, and only if current for both.
        ([(1, 2, True), (1, 1, True)], [], [(1, 1, 0), NOTHING, NOTHING, NOTHING]),
        ([(1, 1, False), (1, 1, True)], [(1, 1)], [(1, 0, 0), NOTHING, NOTHING, NOTHING]),
        ([(1, 1, True), (1, 1, False)], [(1, 1)], [(1, 0, 0), NOTHING, NOTHING, NOTHING]),
        # Asked for outside the path of levels.
        ([(1, None, True)], [(1, 4)], [NOTHING, NOTHING, NOTHING, (0, 0, 1)]),
        # A renewal: two completions of one module.
        ([], [(1, 1), (1, 1)], [(0, 0, 1), NOTHING, NOTHING, NOTHING]),
    ],
)
def test_the_four_levels(asked: Any, valid: Any, expected: list[tuple[int, int, int]]) -> None:
    assert path(asked, valid) == expected


def test_somebody_stands_at_the_first_level_that_asks_for_more() -> None:
    rows = cast(list[Asked], [One(Module(1), 1, is_current=True), One(Module(2), 2), One(Module(3), 3)])
    assert [step.state for step in passport(rows, [])] == ["done", "now", "todo", "todo"]


def test_a_level_is_held_since_the_last_of_it_was_done() -> None:
    rows = cast(list[Asked], [One(Module(1), 1, is_current=True), One(Module(2), 1, is_current=True)])
    renewed = [Held(1, 1, DAY), Held(1, 1, dt.date(2024, 1, 8)), Held(2, 1, dt.date(2025, 6, 1))]
    assert passport(rows, renewed)[0].since == DAY
    unfinished = [*rows, *cast(list[Asked], [One(Module(3), 1)])]
    assert passport(unfinished, renewed)[0].since is None


@pytest.mark.parametrize("outside", [Outside.AWAY, Outside.EXEMPT])
def test_what_is_not_asked_just_now_holds_nobody_back(outside: Outside) -> None:
    paused = cast(
        list[Asked], [One(Module(1), 1, is_current=True, outside=outside), One(Module(2), 1, outside=outside)]
    )
    first = passport(paused, [])[0]
    assert (first.state, first.asked, first.current) == ("done", 1, 1)
