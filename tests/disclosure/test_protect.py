"""The small-numbers rule: every worked example, then what must hold for every count and total."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.disclosure import Protected, protect, protect_count, wilson
from learning.disclosure.protect import rounded

EXAMPLES = json.loads((Path(__file__).parent / "worked_examples.json").read_text())

pairs = st.integers(0, 3000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize("pair", EXAMPLES)
def test_worked_example(pair: str) -> None:
    count, total = map(int, pair.split("/"))
    assert protect(count, total).as_data() == EXAMPLES[pair]


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [
        (88, 110, "90 of 110 (82%)"),
        (52, 60, "50 of 60 (80–90%)"),
        (20, 40, "20 of 40"),
        (8, 17, "10 of 15"),  # 47 % would turn into 67 %: no percentage
        (7, 40, "[c]"),
        (8, 40, "10 of 40"),
        (33, 40, "[c]"),
        (32, 40, "30 of 40"),
        (0, 19, "[c]"),
        (0, 20, "0 of 20"),
        (19, 19, "[c]"),
        (20, 20, "20 of 20"),
        (0, 0, "[c]"),
        (0, 9, "[c]"),
        (47, 97, "45 of 95 (40–50%)"),
        (47, 98, "45 of 100 (45%)"),
        (30, 60, "30 of 60 (50–60%)"),
        (169, 199, "170 of 200 (85%)"),
        (25, 200, "25 of 200 (13%)"),  # 12.5, halves upward
    ],
)
def test_as_words(count: int, total: int, shown: str) -> None:
    assert str(protect(count, total)) == shown


@pytest.mark.parametrize(("count", "total"), [(-1, 10), (11, 10), (1, 0), (0, -1)])
def test_what_is_no_proportion_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        protect(count, total)


@given(pairs)
def test_small_counts_and_small_complements_are_never_shown(pair: tuple[int, int]) -> None:
    count, total = pair
    if total < 10 or 1 <= count <= 7 or 1 <= total - count <= 7 or (count in (0, total) and total < 20):
        assert protect(count, total) == Protected()
    else:
        assert not protect(count, total).hidden


@given(pairs)
def test_shown_numbers_are_multiples_of_five_within_two_of_the_truth(pair: tuple[int, int]) -> None:
    shown = protect(*pair)
    if shown.count is not None and shown.total is not None:
        assert shown.count % 5 == shown.total % 5 == 0
        assert abs(shown.count - pair[0]) <= 2
        assert abs(shown.total - pair[1]) <= 2
        assert 0 <= shown.count <= shown.total


@given(pairs)
def test_everything_said_follows_from_the_rounded_pair(pair: tuple[int, int]) -> None:
    shown = protect(*pair)
    if shown.count is not None and shown.total is not None:
        again = Protected(shown.count, shown.total)
        assert (again.percent, again.band, again.interval, str(again)) == (
            shown.percent,
            shown.band,
            shown.interval,
            str(shown),
        )


@given(pairs)
def test_percentage_by_size(pair: tuple[int, int]) -> None:
    shown = protect(*pair)
    if shown.total is None or shown.count is None or shown.total < 50:
        assert (shown.percent, shown.band, shown.interval) == (None, None, None)
    elif shown.total < 100:
        assert shown.percent is None
        assert shown.band is not None
        assert shown.band[0] <= 100 * shown.count / shown.total <= shown.band[1]
        assert shown.band[1] - shown.band[0] == 10
    else:
        assert shown.band is None
        assert shown.percent is not None
        assert abs(shown.percent - 100 * shown.count / shown.total) <= 0.5


def test_no_shown_cell_gives_its_people_away() -> None:
    """For every cell up to 150 people: what is shown fits two truths or more, unless it is none or all."""
    truths = defaultdict(set)
    for total in range(151):
        for count in range(total + 1):
            truths[protect(count, total)].add((count, total))
    for shown, possible in truths.items():
        if shown.total is not None and shown.total <= 145:
            counts = {count for count, _total in possible}
            complements = {total - count for count, total in possible}
            assert counts == {0} or len(counts) >= 2
            assert complements == {0} or len(complements) >= 2
            assert len({total for _count, total in possible}) >= 2


def test_a_protected_figure_cannot_be_held_against_a_mark() -> None:
    shown = protect(88, 110)
    with pytest.raises(TypeError):
        assert shown >= 85
    with pytest.raises(TypeError):
        float(shown)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (2650, 2650)])
def test_a_count_without_total(count: int, shown: int | None) -> None:
    assert protect_count(count) == shown


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        protect_count(-1)


@given(st.integers(0, 10**9))
def test_rounded_to_the_nearest_five(number: int) -> None:
    assert rounded(number) % 5 == 0
    assert abs(rounded(number) - number) <= 2


def test_wilson_of_the_worked_example() -> None:
    lower, upper = wilson(88, 110)
    assert (round(lower, 1), round(upper, 1)) == (71.6, 86.4)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 3), (4, 3)])
def test_wilson_refuses_what_is_no_proportion(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(count, total)


@given(pairs.filter(lambda pair: pair[1] > 0))
def test_wilson_holds_the_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
    lower, upper = wilson(*pair)
    assert 0 <= lower <= 100 * pair[0] / pair[1] <= upper <= 100
    mirrored = wilson(pair[1] - pair[0], pair[1])
    assert abs(mirrored[0] - (100 - upper)) < 1e-6


def test_interval_comes_from_the_rounded_pair() -> None:
    assert protect(88, 110).interval == wilson(90, 110)
    assert protect(88, 110).interval == protect(91, 111).interval
