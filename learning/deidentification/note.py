"""A text and its words, cut up once for all detectors."""

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from learning.deidentification import vocabulary

# Letters and digits, joined by single apostrophes or hyphens: "Oduya-Banks", "LO'B", "Korsakoff's", "77a".
WORD = re.compile(r"[^\W_]+(?:['’‘\-‐‑][^\W_]+)*")
SENTENCE_BREAK = re.compile(r"[.!?:;•*>|\n\r\t\[\]=→←–—/✔…]|[\"“‘'(]$|\s-\s")
AUTHOR = r"[A-Z][\w'’-]{1,30}"
YEAR = r"(?:19|20)\d\d[a-z]?"
CITATION = re.compile(
    rf"\([^()\n]{{0,60}}?\b{AUTHOR}(?:(?:,| and| &| et al\.?){{1,2}} ?(?:{AUTHOR})?){{0,4}},? {YEAR}[^()\n]{{0,30}}\)"
    rf"|\b{AUTHOR}(?: (?:and|&) {AUTHOR}| et al\.?)?,? \({YEAR}\)"
    rf"|\b{AUTHOR} et al\.?"
    rf"|\b{AUTHOR} and {AUTHOR}, {YEAR}\b"
)


class Word(NamedTuple):
    """A word of the note. `bare` is its lower-case form without a possessive; `core_end` is where that part ends."""

    start: int
    end: int
    text: str
    bare: str
    core_end: int
    capital: bool
    upper: bool


class Note:
    """A text with its words. Offsets are code points."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[Word]:
        words = []
        for match in WORD.finditer(self.text):
            text = match.group()
            start, end = match.span()
            core = text[:-2] if len(text) > 2 and text[-1] in "sS" and text[-2] in "'’‘" else text
            bare = core.lower()
            if "’" in bare or "‘" in bare:
                bare = bare.replace("’", "'").replace("‘", "'")
            upper = len(core) > 1 and core.isupper()
            words.append(Word(start, end, text, bare, start + len(core), text[0].isupper(), upper))
        return words

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def at(self, offset: int) -> int | None:
        """The index of the word that starts at `offset`, or None."""
        index = bisect_left(self._starts, offset)
        return index if index < len(self.words) and self.words[index].start == offset else None

    @cached_property
    def citations(self) -> list[tuple[int, int]]:
        """Where published authors are cited: their names identify nobody in the case."""
        return [
            match.span()
            for match in CITATION.finditer(self.text)
            if not any(word.lower() in vocabulary.plain_names() for word in WORD.findall(match.group()))
        ]

    def between(self, index: int) -> str:
        """What stands between the word before `index` and the word at `index`."""
        before = self.words[index - 1].end if index else 0
        return self.text[before : self.words[index].start]

    def adjacent(self, index: int) -> bool:
        """True when one space and no more parts the word at `index` from the one before."""
        return 0 < index < len(self.words) and self.between(index) in {" ", "\u00a0"}

    def starts_sentence(self, index: int) -> bool:
        """True where a capital is owed to the position alone: first words, after a stop, colon, bullet or quote."""
        if index == 0 or self._numbers_an_item(index - 1):
            return True
        between = self.between(index)
        return between != " " and SENTENCE_BREAK.search(between) is not None

    def following(self, index: int) -> str:
        """The bare word after the one at `index`, if one space parts them; else empty."""
        return self.words[index + 1].bare if self.adjacent(index + 1) else ""

    def _numbers_an_item(self, index: int) -> bool:
        """True for the "1" of "1. Visit" or "1) Visit" at the start of a line."""
        word = self.words[index]
        if not word.text.isdigit() or len(word.text) > 2:
            return False
        line = self.text.rfind("\n", 0, word.start) + 1
        return not self.text[line : word.start].strip(" \t-*•(") and self.text[word.end : word.end + 1] in {".", ")"}
