"""Work on many rows in pieces: no statement with too many parameters, no transaction that holds the one writer long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

One = TypeVar("One")
CHUNK = 500


def in_chunks(several: Sequence[One], size: int = CHUNK) -> Iterator[Sequence[One]]:
    """The same in order, at most `size` at a time; nothing for nothing."""
    for start in range(0, len(several), size):
        yield several[start : start + size]
