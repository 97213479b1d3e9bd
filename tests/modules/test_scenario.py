import pytest

from learning.modules.scenario import walk

from .bodies import scenario, scenario_value, step

VALUE = scenario("sc")["value"]


def test_it_begins_at_the_start() -> None:
    place = walk(VALUE, [])
    assert place.step.key == "a"
    assert place.so_far == ()
    assert not place.is_end
    assert place.ending == ""


def test_choices_lead_to_an_ending_and_the_way_is_kept() -> None:
    place = walk(VALUE, ["a-b", "b-a", "a-good"])
    assert [(taken.step.key, taken.choice.next) for taken in place.so_far] == [("a", "b"), ("b", "a"), ("a", "good")]
    assert place.is_end
    assert place.ending == "good"


@pytest.mark.parametrize("choices", [["b-a"], ["a-b", "a-good"], ["a-good", "a-good"], [""]])
def test_a_choice_that_is_not_offered_there_is_refused(choices: list[str]) -> None:
    with pytest.raises(ValueError, match="offers no choice"):
        walk(VALUE, choices)


def test_a_hole_in_the_map_is_named() -> None:
    with pytest.raises(ValueError, match="no step 'z'"):
        walk(scenario_value(step("a", "z")), ["a-z"])
    with pytest.raises(ValueError, match="no step 'q'"):
        walk(scenario_value(step("a", "z"), start="q"), [])
