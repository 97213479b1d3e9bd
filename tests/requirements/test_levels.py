"""A change of a level cuts what holds on its day, and keeps every other statement."""

import datetime as dt

import pytest

from learning.requirements.levels import LevelChange
from learning.workforce.models import LevelMap, RoleGroup

GROUP, OTHER = RoleGroup(pk=1, slug="frontline", title="Frontline"), RoleGroup(pk=2, slug="corporate")


def day(month: int) -> dt.date:
    return dt.date(2026, month, 1)


def mapped(level: int, start: int, end: int | None = None, group: RoleGroup = GROUP) -> LevelMap:
    return LevelMap(role_group=group, level=level, starts_on=day(start), ended_on=day(end) if end else None)


def change(level: int, month: int, path: str = "practice") -> LevelChange:
    return LevelChange(GROUP, level, path, day(month))


def told(maps: list[LevelMap]) -> list[tuple[int, int, int | None]]:
    own = sorted((one for one in maps if one.role_group_id == 1), key=lambda one: one.starts_on)
    return [(one.level, one.starts_on.month, one.ended_on.month if one.ended_on else None) for one in own]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([mapped(2, 1)], [(2, 1, 5), (3, 5, None)]),
        ([mapped(2, 5)], [(3, 5, None)]),
        ([mapped(2, 1, 8), mapped(4, 8)], [(2, 1, 5), (3, 5, 8), (4, 8, None)]),
        ([mapped(4, 8)], [(3, 5, 8), (4, 8, None)]),
        ([], [(3, 5, None)]),
        ([mapped(2, 1, 3)], [(2, 1, 3), (3, 5, None)]),
    ],
    ids=["open", "same day", "before a later change", "before the first one", "none yet", "after a gap"],
)
def test_what_would_stand(before: list[LevelMap], after: list[tuple[int, int, int | None]]) -> None:
    other = mapped(1, 1, group=OTHER)
    made = change(3, 5).made([*before, other])
    assert told(made) == after
    assert other in made


def test_statements_that_stand_are_not_touched() -> None:
    before = mapped(2, 1)
    change(3, 5).made([before])
    assert before.ended_on is None


def test_the_same_level_by_the_same_path_is_no_change() -> None:
    assert change(2, 5).changes_nothing([mapped(2, 1)])
    assert not change(2, 5, path="leadership").changes_nothing([mapped(2, 1)])
    assert not change(2, 5).changes_nothing([mapped(2, 1, 3)])
