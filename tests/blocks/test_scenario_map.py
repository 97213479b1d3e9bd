import pytest

from learning.blocks.scenario_map import problems, read
from tests.modules.bodies import scenario_value, step


def found(*steps: dict, start: str = "a") -> list[tuple[str, str]]:
    return [(problem.kind, problem.key) for problem in problems(read(scenario_value(*steps, start=start)))]


def test_a_whole_map_has_no_problem() -> None:
    assert found(step("a", "b", "good"), step("b", "a", "good"), step("good", ending="good")) == []


@pytest.mark.parametrize(
    ("steps", "start", "expected"),
    [
        pytest.param([step("a", ending="good")], "z", [("no_start", "z")], id="the start is no step"),
        pytest.param([], "a", [("no_start", "a")], id="no steps at all"),
        pytest.param(
            [step("a", "z", "good"), step("good", ending="good")],
            "a",
            [("leads_nowhere", "a")],
            id="a choice to nowhere",
        ),
        pytest.param(
            [step("a", "b", "good"), step("b"), step("good", ending="good")], "a", [("dead_end", "b")], id="a dead end"
        ),
        pytest.param(
            [step("a", "good"), step("b", "good"), step("good", ending="good")],
            "a",
            [("unreachable", "b")],
            id="a scene nobody sees",
        ),
        pytest.param(
            [step("a", "b", "good"), step("b", "c"), step("c", "b"), step("good", ending="mixed")],
            "a",
            [("no_way_out", "b"), ("no_way_out", "c")],
            id="a circle without a way out",
        ),
        pytest.param(
            [step("a", "good"), step("good", "a", ending="good")],
            "a",
            [("ending_with_choices", "good")],
            id="an ending that goes on",
        ),
        pytest.param(
            [step("a", "good"), step("good", ending="good"), step("a", "good")],
            "a",
            [("same_key", "a")],
            id="two steps of one name",
        ),
    ],
)
def test_each_way_to_leave_a_learner_stuck_is_found(
    steps: list[dict], start: str, expected: list[tuple[str, str]]
) -> None:
    assert found(*steps, start=start) == expected


def test_a_choice_to_nowhere_names_the_choice() -> None:
    (problem,) = problems(read(scenario_value(step("a", "z", "good"), step("good", ending="good"))))
    assert problem.choice_id == "a-z"
