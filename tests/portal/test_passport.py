from dataclasses import dataclass
from typing import Any, cast

import pytest

from learning.portal.passport import passport
from learning.requirements.asked import Asked


@dataclass
class Module:
    pk: int


@dataclass
class One:
    """As much of an `Asked` as the passport reads."""

    module: Module
    level: int | None
    is_current: bool = False


def path(asked: list[tuple[int, int | None, bool]], valid: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    rows = cast(list[Asked], [One(Module(module), level, is_current) for module, level, is_current in asked])
    return [(step.asked, step.current, step.extra) for step in passport(rows, valid)]


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


def test_a_level_is_reached_when_all_that_is_asked_is_current() -> None:
    rows = cast(list[Asked], [One(Module(1), 1, is_current=True), One(Module(2), 2)])
    assert [step.is_reached for step in passport(rows, [])] == [True, False, False, False]
