"""Words that somebody writes for themselves: screened while they are in memory, and sealed before they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from learning.deidentification import screen
from learning.deidentification.resolution import review_direct

from .note import Note, pack
from .refusals import BadAnswer, OpenFindings

LONGEST_NOTE: Final = 10_000
LONGEST_REASON: Final = 300


def sealed(text: str, kept: Mapping[str, str]) -> bytes:
    """The words as they may be stored; nothing for no words. `kept`: words that look like an identity → why nobody's.

    Raises:
        BadAnswer: longer than 10,000 characters, or a reason longer than 300.
        OpenFindings: the text names somebody directly. Carries the review.
    """
    text = text.strip()
    if len(text) > LONGEST_NOTE or any(len(reason) > LONGEST_REASON for reason in kept.values()):
        raise BadAnswer("longer than a note can be")
    review = review_direct(text, screen(text), dict(kept))
    if not review.complete:
        raise OpenFindings(review)
    return pack(Note(text, {question.text: question.keep for question in review.settled}))
