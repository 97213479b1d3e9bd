"""A case while it is written: what the form sent, screened in memory, with the one decision that was made just now.

Everything travels in the form itself: nothing of an unfinished case is kept here, not even for the next page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from learning.deidentification.resolution import KEEP, NUMBERED, REPLACE, SPAN, Question, one_line, read_answers

from .manuscript import Manuscript
from .models.case import TEXTS
from .said import longest

FIRST_KEPT = 5001
"""Numbers of reasons that were given before stand behind those of open questions."""
LONGEST_REPLACEMENT = 120
UNDO = "undo"
LONGEST_UNDO = 60_000


@dataclass(frozen=True)
class Draft:
    """The words as they stand after the decision, and those before it."""

    manuscript: Manuscript
    undo: str = ""
    problem: str = ""
    """Why the decision was not taken: then nothing has changed."""

    @property
    def words(self) -> Mapping[str, str]:
        return self.manuscript.words

    @cached_property
    def open(self) -> list[Question]:
        return list(self.manuscript.review.open)

    @cached_property
    def hints(self) -> list[Question]:
        return self.manuscript.hints

    @property
    def kept(self) -> list[tuple[int, str, str]]:
        """Number, words and reason of what was kept, for hidden fields."""
        settled = self.manuscript.review.settled
        return [(FIRST_KEPT + n, question.text, question.keep) for n, question in enumerate(settled)]


def read_draft(data: Mapping[str, str]) -> Draft:
    """The draft in a posted form. Where words are longer than their box, the form says so, and nothing is decided."""
    words = {name: data.get(name, "").replace("\r\n", "\n").strip() for name in TEXTS}
    now = Manuscript(words, read_answers(_only_kept(data)).kept)
    if any(len(text) > longest(name) for name, text in words.items()):
        return Draft(now)
    decision = data.get("do", "")
    if decision == UNDO:
        return _undone(data.get("undo", ""), now)
    if decision.startswith(REPLACE):
        return _replaced(now, *_asked(data, decision.removeprefix(REPLACE)))
    if decision.startswith(KEEP):
        return _kept(now, *_asked(data, decision.removeprefix(KEEP)))
    return Draft(now, data.get("undo", "")[:LONGEST_UNDO])


def _only_kept(data: Mapping[str, str]) -> dict[str, str]:
    """The reasons given on earlier pages: a box that somebody is still typing into decides nothing."""
    numbers = [match[1] for name in data if (match := NUMBERED.fullmatch(name))]
    settled = [number for number in numbers if int(number) >= FIRST_KEPT]
    return {f"{box}{number}": data.get(f"{box}{number}", "") for number in settled for box in (SPAN, KEEP)}


def _asked(data: Mapping[str, str], number: str) -> tuple[str, str, str]:
    """The words a decision is about, what to write instead, and the reason to keep them."""
    span, instead, reason = (data.get(f"{box}{number}", "").strip() for box in (SPAN, REPLACE, KEEP))
    return one_line(span), instead[:LONGEST_REPLACEMENT], reason


def _replaced(now: Manuscript, span: str, instead: str, reason: str) -> Draft:
    if not span:
        return Draft(now)
    if not instead:
        return Draft(now, problem="empty")
    return Draft(now.rewritten({span: instead}), _packed(now))


def _kept(now: Manuscript, span: str, instead: str, reason: str) -> Draft:
    if not span or not reason:
        return Draft(now, problem="reason" if span else "")
    return Draft(Manuscript(now.words, {**now.kept, span: reason}), _packed(now))


def _packed(before: Manuscript) -> str:
    return json.dumps([dict(before.words), dict(before.kept)], ensure_ascii=False)


def _undone(packed: str, now: Manuscript) -> Draft:
    """One step back; what somebody made of the hidden field decides at most about their own words."""
    try:
        words, kept = json.loads(packed[:LONGEST_UNDO])
        before = Manuscript(
            {name: str(words.get(name, "")) for name in TEXTS},
            {str(text): str(reason) for text, reason in dict(kept).items()},
        )
    except (ValueError, TypeError, AttributeError):
        return Draft(now)
    return Draft(before)
