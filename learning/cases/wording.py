"""Words that blame a child, or make them older than they are, and what could be written instead. Pure.

It offers and never refuses: sometimes the hard word is the one that was said, and the author knows best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_APOSTROPHES = "['\N{RIGHT SINGLE QUOTATION MARK}]"


@dataclass(frozen=True, slots=True)
class Wording:
    """Ways of writing one thing (`said`), and what could stand there instead."""

    said: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """Words of one box, as they stand there, and what could be written instead."""

    box: str
    words: str
    instead: str


def variants(listed: str) -> tuple[str, ...]:
    """The ways of writing that a list holds between its commas; empty ones are dropped."""
    return tuple(part for part in (" ".join(one.split()) for one in listed.split(",")) if part)


def noticed(boxes: Mapping[str, str], wordings: Iterable[Wording]) -> list[Noticed]:
    """Each wording once for a box, in the order of boxes and of the text; whole words, whatever their case."""
    patterns = [(_pattern(one.said), one.instead) for one in wordings if one.said]
    return [found for box, text in boxes.items() for found in _in_box(box, text, patterns)]


def _in_box(box: str, text: str, patterns: list[tuple[re.Pattern[str], str]]) -> Iterator[Noticed]:
    firsts = [(first, instead) for pattern, instead in patterns if (first := pattern.search(text))]
    for first, instead in sorted(firsts, key=lambda found: found[0].start()):
        yield Noticed(box, " ".join(first[0].split()), instead)


def _pattern(said: tuple[str, ...]) -> re.Pattern[str]:
    """The longest way first, with any space between its words and either apostrophe."""
    ways = [r"\s+".join(_word(word) for word in way.split()) for way in sorted(said, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return re.sub(_APOSTROPHES, lambda _found: _APOSTROPHES, re.escape(word))
