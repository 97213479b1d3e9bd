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


def path(asked: list[tuple[int, int | None]], current: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    rows = cast(list[Asked], [cast(Any, One(Module(module), level)) for module, level in asked])
    return [(step.asked, step.current, step.extra) for step in passport(rows, current)]


@pytest.mark.parametrize(
    ("asked", "current", "expected"),
    [
        ([], [], [(0, 0, 0)] * 4),
        ([(1, 1), (2, 1), (3, 2)], [(1, 1)], [(2, 1, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0)]),
        ([(1, 1)], [(1, 1), (7, 3)], [(1, 1, 0), (0, 0, 0), (0, 0, 1), (0, 0, 0)]),
        # Two employers ask for it: it counts once, where it is asked first on the way.
        ([(1, 2), (1, 1)], [(1, 2)], [(1, 1, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]),
        # Asked for outside the path of levels.
        ([(1, None)], [(1, 4)], [(0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 1)]),
        # A renewal: two completions of one module.
        ([(1, 1)], [(1, 1), (1, 1)], [(1, 1, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]),
    ],
)
def test_the_four_levels(asked: Any, current: Any, expected: list[tuple[int, int, int]]) -> None:
    assert path(asked, current) == expected


def test_a_level_is_reached_when_all_that_is_asked_is_current() -> None:
    rows = cast(list[Asked], [cast(Any, One(Module(1), 1)), cast(Any, One(Module(2), 2))])
    reached = [step.is_reached for step in passport(rows, [(1, 1)])]
    assert reached == [True, False, False, False]
