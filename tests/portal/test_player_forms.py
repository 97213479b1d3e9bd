import pytest

from learning.deidentification.resolution import Answers
from learning.portal.player_forms import answered


@pytest.mark.parametrize(
    ("how", "own", "reason", "expected"),
    [
        ("suggestion", "", "", Answers(replaced={"Tyrell": "[a boy]"})),
        ("own", "a pupil", "", Answers(replaced={"Tyrell": "a pupil"})),
        ("own", "a pupil", "left over", Answers(replaced={"Tyrell": "a pupil"})),
        ("own", "", "", Answers()),
        ("keep", "", "It is our van.", Answers(kept={"Tyrell": "It is our van."})),
        ("keep", "left over", "It is our van.", Answers(kept={"Tyrell": "It is our van."})),
        ("keep", "", "", Answers()),
        ("suggestion", "a pupil", "", Answers(replaced={"Tyrell": "a pupil"})),  # the button was forgotten
        ("suggestion", "", "It is our van.", Answers(kept={"Tyrell": "It is our van."})),
    ],
)
def test_the_button_says_which_of_the_three_is_meant(how: str, own: str, reason: str, expected: Answers) -> None:
    sent = {"how-1": how, "span-1": "Tyrell", "suggestion-1": "[a boy]", "replace-1": own, "keep-1": reason}
    assert answered(sent) == expected


def test_what_was_kept_before_needs_no_button() -> None:
    assert answered({"span-2": "Tyrell", "keep-2": "It is our van."}) == Answers(kept={"Tyrell": "It is our van."})


def test_fields_of_no_question_are_ignored() -> None:
    assert answered({"how-x": "keep", "how-": "own", "text": "words"}) == Answers()
