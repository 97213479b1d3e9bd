"""Words beside a case (why it comes back, why it is hidden), screened before they are stored."""

from __future__ import annotations

from typing import Final

from learning.deidentification import screen
from learning.deidentification.resolution import review_direct
from learning.records.refusals import BadAnswer, OpenFindings

LONGEST_WORD: Final = 1_000


def screened_word(text: str, *, is_needed: bool = True) -> str:
    """The word as it may be stored.

    Raises:
        BadAnswer: nothing written where it is needed, or more than 1,000 characters.
        OpenFindings: it names somebody; nothing is stored. Carries the review.
    """
    text = text.strip()
    if len(text) > LONGEST_WORD or (is_needed and not text):
        raise BadAnswer("nothing written, or too long")
    review = review_direct(text, screen(text), {})
    if not review.complete:
        raise OpenFindings(review)
    return text
