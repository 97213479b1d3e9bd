"""Words beside a case (why it comes back, why it is hidden), screened before they are stored."""

from __future__ import annotations

from typing import Final

from learning.records.screened import screened

LONGEST_WORD: Final = 1_000


def screened_word(text: str, *, is_needed: bool = True) -> str:
    """The word as it may be stored: at most 1,000 characters. Raises as `screened`."""
    return screened(text, most=LONGEST_WORD, is_needed=is_needed).words
