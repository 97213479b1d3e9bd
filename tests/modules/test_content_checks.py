"""What is worth a second look: found where it is, and not found where it is not."""

from typing import Any

import pytest

from learning.modules.content_checks import content_checks
from learning.modules.reading_age import reading_age, syllables

from . import bodies

PLAIN = "We sit down. We ask what would help. We listen, and we write down what was said. " * 8
HEAVY = (
    "Organisational implementation necessitates multidisciplinary collaboration, notwithstanding considerable "
    "administrative complexity, particularly regarding interdependent accountability arrangements between authorities, "
) * 10


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": f"{kind}-1", "value": value}


def question(number: int, right: str, wrong: str) -> dict[str, Any]:
    options = [
        {"type": "item", "id": f"{number}a", "value": {"text": right, "correct": True, "why": ""}},
        {"type": "item", "id": f"{number}b", "value": {"text": wrong, "correct": False, "why": ""}},
    ]
    sources = [{"type": "item", "id": "s", "value": 1}]
    value = {"question": "Which?", "options": options, "rationale": "So.", "sources": sources}
    return {"type": "question", "id": f"q{number}", "value": value}


def said(*blocks: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    return [(one.block_id, one.says) for one in content_checks([bodies.section("s1", *blocks, **more)])]


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        (block("image", alt="", decorative=False), block("image", alt="A door", decorative=False), "does not say"),
        (block("image", alt="", decorative=False), block("image", alt="", decorative=True), "does not say"),
        (block("video", minutes=2, captions=""), block("video", minutes=2, captions="WEBVTT"), "no captions"),
        (
            block("key_point", text="So.", sources=[]),
            block("key_point", text="So.", sources=[{"id": "i", "value": 1}]),
            "No source",
        ),
    ],
)
def test_a_block_without_what_it_needs(wrong: dict[str, Any], right: dict[str, Any], words: str) -> None:
    ((found, sentence),) = said(wrong)
    assert found == wrong["id"]
    assert words in sentence
    assert said(right) == []
    assert [one for one, _ in said(bodies.text("t1"), other=[wrong])] == [wrong["id"]]


def test_a_section_of_more_than_ten_minutes_and_one_of_less() -> None:
    assert any("Divide it" in sentence for _, sentence in said(bodies.text("t1", f"<p>{PLAIN * 20}</p>")))
    assert said(bodies.text("t1", f"<p>{PLAIN}</p>")) == []


def test_long_words_in_long_sentences() -> None:
    ((found, sentence),) = said(bodies.text("t1", f"<p>{HEAVY}</p>"))
    assert found == "s1"
    assert sentence.startswith("Reading age")


def test_the_right_answer_that_is_always_the_longest() -> None:
    telling = [question(n, "The right one, which says much more than the other", "No") for n in (1, 2, 3)]
    ((found, sentence),) = said(*telling)
    assert found == "q1"
    assert "longest" in sentence
    assert said(*telling[:2]) == []
    assert said(*telling[:2], question(3, "Yes", "The wrong one, which says as much")) == []


class TestReadingAge:
    def test_nothing_is_said_of_a_short_text(self) -> None:
        assert reading_age("A few words.") is None

    def test_plain_words_are_for_the_young_and_heavy_ones_are_not(self) -> None:
        young, old = reading_age(PLAIN), reading_age(HEAVY)
        assert young is not None
        assert old is not None
        assert young <= 9 < 16 < old

    def test_a_known_text_has_its_known_grade(self) -> None:
        # Ten words a sentence, all of one syllable: 0.39 × 10 + 11.8 × 1 - 15.59 = 0.11, so five years.
        assert reading_age("the cat sat on the mat and had a nap. " * 10) == 5

    @pytest.mark.parametrize(
        ("word", "number"),
        [("cat", 1), ("made", 1), ("table", 2), ("children", 2), ("asked", 1), ("wanted", 2), ("experience", 3)],
    )
    def test_syllables_as_they_are_heard(self, word: str, number: int) -> None:
        assert syllables(word) == number
