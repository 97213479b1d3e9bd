"""Words that somebody writes, screened while they are in memory: whoever stores some comes through here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from learning.deidentification import screen
from learning.deidentification.resolution import review_direct

from .refusals import BadAnswer, OpenFindings

LONGEST_REASON: Final = 300
"""Of the writer's, why words that look like an identity are nobody's."""


class Screened(NamedTuple):
    """Words as they may be stored, and the writer's reasons for those that look like somebody's identity."""

    words: str
    reasons: dict[str, str]


def screened(text: str, kept: Mapping[str, str] | None = None, *, most: int, is_needed: bool = True) -> Screened:
    """`kept`: words that look like an identity → why they are nobody's. `most`: so many characters at the most.

    Raises:
        BadAnswer: nothing written where it is needed, too long, or a reason longer than 300 characters.
        OpenFindings: the text names somebody directly; nothing is stored. Carries the review.
    """
    text, given = text.strip(), dict(kept or {})
    is_too_long = len(text) > most or any(len(reason) > LONGEST_REASON for reason in given.values())
    if is_too_long or (is_needed and not text):
        raise BadAnswer("nothing written, or too long")
    review = review_direct(text, screen(text), given)
    if not review.complete:
        raise OpenFindings(review)
    return Screened(text, {question.text: question.keep for question in review.settled})
