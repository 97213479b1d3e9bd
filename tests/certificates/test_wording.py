import pytest

from learning.certificates.wording import finishing_took, following_on
from learning.modules.criteria import criteria_of
from tests.modules import bodies
from tests.records.factories import small_body


def test_it_names_everything_that_finishing_took() -> None:
    took = finishing_took(criteria_of(small_body(), 80))
    assert took == "Finishing took two sections, one scenario, one reflection and at least 4 of 5 questions."


def test_the_mark_is_rounded_up_never_down() -> None:
    body = [bodies.section("s1", *[bodies.question(f"q{n}") for n in range(3)])]
    assert "at least 3 of 3 questions" in finishing_took(criteria_of(body, 67))
    assert "at least 2 of 3 questions" in finishing_took(criteria_of(body, 66))


def test_nothing_to_count_is_nothing_to_say() -> None:
    assert finishing_took({}) == ""


@pytest.mark.parametrize(
    ("outcome", "read"),
    [
        ("Explain adultification bias.", "explain adultification bias"),
        ("explain it", "explain it"),
        ("ACEs and what they do", "ACEs and what they do"),
        ("A first contact", "a first contact"),
        ("Élargir", "élargir"),
    ],
)
def test_outcomes_follow_on_in_the_sentence(outcome: str, read: str) -> None:
    assert following_on([outcome, "  "]) == [read]
