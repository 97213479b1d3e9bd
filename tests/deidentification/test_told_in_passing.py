"""Houses by their number alone, ages, initials and nicknames told in passing."""

import pytest

from tests.deidentification.marked import check


@pytest.mark.parametrize(
    "text",
    [
        "We spoke with the tenant at [[23]] about noise.",
        "It was the lads from number [[9]] again.",
        "No answer at [[14]], card left.",
        "The family of four ate at 7.",
        "The man in his 40s left at 9.",
        "Since [[13]] he has carried a knife.",
        "He was [[11]] the first time.",
        "Someone called [[shadow]] rang.",
        "[[Ghost]] and [[Lil Dee]] waited outside.",
        "[[JB]] attended alone.",
        "Ring the office on ext [[4471]].",
        "He plays there, and then he sleeps.",
    ],
)
def test_what_is_told_in_passing_is_found(text: str) -> None:
    check(text)
