"""Words that somebody writes for themselves: screened while they are in memory, and sealed before they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .note import Note, pack
from .screened import screened

LONGEST_NOTE: Final = 10_000


def sealed(text: str, kept: Mapping[str, str]) -> bytes:
    """The words as they may be stored; nothing for no words. `kept`: words that look like an identity → why nobody's.

    Raises:
        BadAnswer: longer than 10,000 characters, or a reason longer than 300.
        OpenFindings: the text names somebody directly. Carries the review.
    """
    return pack(Note(*screened(text, kept, most=LONGEST_NOTE, is_needed=False)))
