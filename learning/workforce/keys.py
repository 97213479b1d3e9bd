"""Keys of rows as forms and addresses send them. Pure."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 18
"""So many figures are always fewer than what the databases can hold."""


def key_in(text: str) -> int:
    """The key of a row that this text is; 0, no row's key, for letters, 5,000 figures, a “²” and all else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
