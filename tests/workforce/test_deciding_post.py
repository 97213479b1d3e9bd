"""Of several posts with one employer one decides, and always the same, whoever asks and in whatever order."""

import datetime as dt
import itertools

from learning.workforce.deciding_post import weight

OLD, NEW = dt.date(2019, 5, 6), dt.date(2024, 1, 1)
IN_ORDER = [
    weight(counts=True, level=3, start=NEW, role_group_id=9),
    weight(counts=True, level=2, start=OLD, role_group_id=9),
    weight(counts=True, level=2, start=NEW, role_group_id=1),
    weight(counts=True, level=2, start=NEW, role_group_id=2),
    weight(counts=False, level=4, start=OLD, role_group_id=1),
]


def test_counted_then_level_then_first_begun_then_the_group_recorded_first() -> None:
    for several in itertools.permutations(IN_ORDER):
        assert sorted(several) == IN_ORDER


def test_two_different_role_groups_never_tie() -> None:
    assert len(set(IN_ORDER)) == len(IN_ORDER)
