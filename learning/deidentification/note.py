"""A text and its words, cut up once for all detectors."""

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from learning.deidentification import vocabulary

# Letters and digits, joined by single apostrophes or hyphens: "Oduya-Banks", "LO'B", "Korsakoff's", "77a".
WORD = re.compile(r"[^\W_]+(?:['’‘\-‐‑][^\W_]+)*")
PARTICLE = re.compile(r"(?:al|el|ul|ur|as|ad|an|ar|at|ibn|bin|bint|ap)[-‐‑][A-Z]")  # "al-Rashidi"
SENTENCE_BREAK = re.compile(r"[.!?:;•*>|\n\r\t\[\]=→←–—/✔…]|[\"“‘'(]$|\s-\s")
AUTHOR = r"[A-Z][\w'’-]{1,30}"
YEAR = r"(?:19|20)\d\d[a-z]?"
CITATION = re.compile(
    rf"\([^()\n]{{0,60}}?\b{AUTHOR}(?:(?:,| and| &| et al\.?){{1,2}} ?(?:{AUTHOR})?){{0,4}},? {YEAR}[^()\n]{{0,30}}\)"
    rf"|\b{AUTHOR}(?: (?:and|&) {AUTHOR}| et al\.?)?,? \({YEAR}\)"
    rf"|\b{AUTHOR} et al\.?"
    rf"|\b{AUTHOR} and {AUTHOR}, {YEAR}\b"
    rf"|\b{AUTHOR}, {AUTHOR},? (?:and|&) {AUTHOR} \({YEAR}\)"
    rf"|\b(?:R|{AUTHOR}) v\.? (?:{AUTHOR} (?:and|&) )?{AUTHOR}(?: {AUTHOR})?"
)


def _cites(text: str) -> bool:
    """False for "Tyrell (2009)": that may be a child and a year of birth. "(Davis, 2022)" is always an author."""
    if text.startswith("(") or " v " in text or " v. " in text:
        return True
    names = [word.lower() for word in WORD.findall(text) if word[0].isupper()]
    return all(name not in vocabulary.plain_names() or name in vocabulary.surnames() for name in names)


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
            capital = text[0].isupper() or ("-" in text and PARTICLE.match(text) is not None)
            words.append(Word(start, end, text, bare, start + len(core), capital, upper))
        return words

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, of the same length: patterns without regard to case run three times as fast on it."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(lower if len(lower := c.lower()) == 1 else c for c in self.text)  # İ becomes two

    @cached_property
    def forms(self) -> list[tuple[str, str]]:
        """(without possessive, with it) of each word in lower case; the same string twice where there is none."""
        return [
            (
                word.bare,
                word.bare if word.core_end == word.end else word.text.lower().replace("’", "'").replace("‘", "'"),
            )
            for word in self.words
        ]

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
        return [match.span() for match in CITATION.finditer(self.text) if _cites(match.group())]

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
