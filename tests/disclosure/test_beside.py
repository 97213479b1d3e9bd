"""Figures beside one another: what may be shown together, and that no hidden number can be worked out from the rest."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.disclosure import may_be, protect, protect_chain, sum_gives_away
from learning.disclosure.protect import rounded


@pytest.mark.parametrize(
    ("counts", "total", "shown"),
    [
        ((22, 22), 33, ["20 of 35", "20 of 35"]),
        ((22, 20), 33, ["20 of 35", "[c]"]),  # the two between them
        ((22, 14), 33, ["20 of 35", "15 of 35"]),
        ((22, 20, 12), 33, ["20 of 35", "[c]", "10 of 35"]),  # what is hidden says nothing about the next
        ((22, 14, 13), 33, ["20 of 35", "15 of 35", "[c]"]),
        ((4, 22), 33, ["[c]", "20 of 35"]),
        ((9, 9), 9, ["[c]", "[c]"]),
    ],
)
def test_what_lies_between_two_counts_is_protected_too(counts: tuple[int, ...], total: int, shown: list[str]) -> None:
    assert [str(one) for one in protect_chain(counts, total)] == shown


chains = st.integers(1, 200).flatmap(
    lambda total: st.tuples(st.lists(st.integers(0, total), min_size=1, max_size=4), st.just(total))
)


@given(chains)
def test_a_chain_shows_no_more_than_each_alone_and_no_small_difference(chain: tuple[list[int], int]) -> None:
    counts, total = chain
    shown = [(count, one) for count, one in zip(counts, protect_chain(counts, total), strict=True) if not one.hidden]
    for count, one in shown:
        assert one == protect(count, total)
        for other, _one in shown:
            assert abs(count - other) not in range(1, 8)


@pytest.mark.parametrize("total", [4, 9, 15, 40])
def test_a_hidden_count_is_among_what_it_may_be(total: int) -> None:
    for count in range(total + 1):
        if protect(count, total).hidden:
            assert count in may_be(count, total)


@pytest.mark.parametrize(
    ("whole", "exact", "shown", "hidden", "gives_away"),
    [
        (28, 2, [22], [may_be(4, 12)], False),  # 30 − 2 − 20 ± 4: 4 to 7 remain
        (8, 2, [], [may_be(6, 20)], True),  # 10 − 2 ± 2: 6 or 7
        (3, 2, [], [may_be(1, 20)], False),  # 5 − 2 ± 2: 1 to 5
        (14, 0, [], [may_be(7, 20)] * 2, True),  # 15 ± 2 in two: at least 6 each
        (10, 0, [], [may_be(5, 20)] * 2, False),
        (28, 2, [26], [], False),
    ],
)
def test_a_sum_that_says_what_a_part_hides(
    whole: int, exact: int, shown: list[int], hidden: list[range], gives_away: bool
) -> None:
    assert sum_gives_away(whole, exact=exact, shown=shown, hidden=hidden) is gives_away


parts = st.integers(1, 30).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(st.integers(0, 40), st.lists(parts, min_size=1, max_size=5))
def test_a_reader_who_tries_everything_is_left_with_three_numbers_for_each_hidden_one(
    exact: int, others: list[tuple[int, int]]
) -> None:
    shown = [count for count, total in others if not protect(count, total).hidden]
    hidden = [pair for pair in others if protect(*pair).hidden][:2]
    whole = exact + sum(shown) + sum(count for count, _total in hidden)
    ranges = [may_be(*pair) for pair in hidden]
    if sum_gives_away(whole, exact=exact, shown=shown, hidden=ranges):
        return
    known = exact + sum(rounded(count) for count in shown)
    fitting = [guess for guess in product(*ranges) if abs(rounded(whole) - known - sum(guess)) <= 2 * (1 + len(shown))]
    for number, (count, _total) in enumerate(hidden):
        left = {guess[number] for guess in fitting}
        assert count in left
        assert len(left) >= 3
