"""The order of modules, by rule alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.modules.pathway import circle, in_order, way_to

Graph = dict[int, list[int]]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ({}, []),
        ({1: [2], 2: [3]}, []),
        ({1: [1]}, [1, 1]),
        ({1: [2], 2: [1]}, [1, 2, 1]),
        ({1: [2], 2: [3], 3: [1]}, [1, 2, 3, 1]),
        ({1: [4, 2], 2: [3], 3: [1], 4: [5]}, [1, 2, 3, 1]),
        ({1: [2], 2: [3], 3: [2]}, []),
    ],
    ids=["nothing", "a line", "itself", "two", "three", "beside a branch", "a circle elsewhere"],
)
def test_a_circle_is_named_from_end_to_end(before: Graph, found: list[int]) -> None:
    assert circle(before, 1) == found


@pytest.mark.parametrize(
    ("modules", "before", "order"),
    [
        ([1, 2, 3], {}, [1, 2, 3]),
        ([1, 2, 3], {1: [3]}, [3, 1, 2]),
        ([3, 1, 2], {3: [1], 1: [2]}, [2, 1, 3]),
        ([1, 2], {1: [9], 9: [2]}, [2, 1]),
        ([1, 2], {1: [2], 2: [1]}, [2, 1]),
        ([1, 1, 2], {}, [1, 2]),
    ],
    ids=["as given", "one moves", "a line", "by way of another", "a circle ends", "each once"],
)
def test_each_stands_behind_what_comes_before_it(modules: list[int], before: Graph, order: list[int]) -> None:
    assert in_order(modules, before) == order


@pytest.mark.parametrize(
    ("required", "done", "way"),
    [
        ({}, [], []),
        ({1: [2]}, [], [2]),
        ({1: [2]}, [2], []),
        ({1: [2], 2: [3]}, [], [3, 2]),
        ({1: [2], 2: [3]}, [2], []),
        ({1: [2], 2: [3]}, [3], [2]),
        ({1: [2, 3], 2: [4], 3: [4]}, [], [4, 2, 3]),
        ({1: [2], 2: [1]}, [], [2]),
    ],
    ids=["free", "one", "done", "a line", "what is done needs no more", "half way", "a diamond", "a circle"],
)
def test_the_way_to_a_module(required: Graph, done: list[int], way: list[int]) -> None:
    assert way_to(1, required, done) == way


# Earlier modules have smaller numbers: a graph without circles.
ORDERS = st.dictionaries(st.integers(1, 9), st.lists(st.integers(1, 9), unique=True), max_size=9).map(
    lambda drawn: {module: [first for first in firsts if first < module] for module, firsts in drawn.items()}
)


@given(ORDERS, st.integers(1, 9), st.sets(st.integers(1, 9)))
def test_walking_the_way_step_by_step_meets_no_closed_door(required: Graph, module: int, done: set[int]) -> None:
    done = done - {module}
    for step in way_to(module, required, done):
        assert way_to(step, required, done) == []
        done.add(step)
    assert way_to(module, required, done) == []


@given(ORDERS, st.permutations(range(1, 10)))
def test_no_order_drawn_puts_a_module_before_what_it_builds_on(before: Graph, modules: list[int]) -> None:
    place = {module: at for at, module in enumerate(in_order(modules, before))}
    assert all(place[first] < place[module] for module, firsts in before.items() for first in firsts)
