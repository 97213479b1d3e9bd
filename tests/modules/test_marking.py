import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.modules.marking import mark, seed_of, shuffled, takes_several

from .bodies import option, question


@pytest.mark.parametrize(
    ("right", "chosen", "verdict"),
    [
        ("a", ["a"], True),
        ("a", ["b"], False),
        ("a", ["a", "b"], False),
        ("a", [], False),
        ("ab", ["b", "a"], True),
        ("ab", ["a"], False),
        ("ab", ["a", "b", "c"], False),
        ("ab", ["a", "a", "b"], True),
    ],
)
def test_exactly_the_right_options_are_right(right: str, chosen: list[str], verdict: bool) -> None:
    assert mark(question("q", right, "cd" if right == "ab" else "bcd")["value"], chosen) is verdict


def test_an_option_of_another_question_is_refused() -> None:
    with pytest.raises(ValueError, match="no option of this question: z"):
        mark(question("q")["value"], ["a", "z"])


def test_two_right_options_ask_for_several() -> None:
    assert takes_several(question("q", "ab", "c")["value"])
    assert not takes_several(question("q", "a", "bc")["value"])


OPTIONS = [option(letter) for letter in "abcdef"]


def test_the_order_is_the_same_at_every_visit_and_on_every_server() -> None:
    # Written down: a change here would show people in the middle of a try another order.
    order = [item["id"] for item in shuffled(OPTIONS, seed_of("5a1c2a52-1c4e-4d55-9d5e-2e6f7c1b9a10", "q1"))]
    assert order == list("efdabc")


@given(st.permutations(OPTIONS), st.text())
def test_the_order_keeps_all_options_and_depends_on_the_seed_alone(given_order: list[dict], seed: str) -> None:
    order = shuffled(given_order, seed)
    assert sorted(item["id"] for item in order) == list("abcdef")
    assert order == shuffled(OPTIONS, seed)


def test_each_option_comes_first_about_as_often() -> None:
    first = [shuffled(OPTIONS, seed_of(n, "q1"))[0]["id"] for n in range(3000)]
    assert all(400 < first.count(letter) < 600 for letter in "abcdef")


def test_attempts_and_blocks_have_their_own_order() -> None:
    assert seed_of("attempt 1", "q1") != seed_of("attempt 2", "q1")
    assert seed_of("attempt 1", "q1") != seed_of("attempt 1", "q2")
