"""Runs of capitalised words, and what each word in them can be.

A name is seldom in a list; but a word with a capital that is no English word, no public body and no brand is hardly
ever anything else. So the detectors of persons, places, schools and organisations share these runs.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from learning.deidentification import vocabulary
from learning.deidentification.detectors.phrases import find_phrases
from learning.deidentification.note import Note, Word


class Sort(Enum):
    """What a capitalised word can be, by itself."""

    FIRST_NAME = auto()  # a first name and no word, or hardly ever one
    UNKNOWN = auto()  # in no list: most surnames, and names the lists lack
    NAME_OR_WORD = auto()  # Grace, Will, Mark
    WORD = auto()  # an ordinary word
    INITIAL = auto()  # one letter
    ACRONYM = auto()
    ROUTINE = auto()  # Police, Panel, Monday, Xanax: capitals that name nobody
    TITLE = auto()
    KIN = auto()


# What may stand in lower case inside the name of a place or school; "y" and "yr" are Welsh for "the".
JOINERS = vocabulary.these("of the y yr upon under on le la de in for at")
# … and inside the name of a person.
NAME_JOINERS = vocabulary.these("de da dos la le van von der den bin ibn binti bint ap ab al el ul ur di o")

PREFIXES = (
    *("un", "re", "non", "pre", "post", "multi", "anti", "over", "under", "mis", "dis", "inter", "co", "self", "sub"),
    *("ex", "neuro", "cyber", "psycho", "poly", "micro", "mini", "semi"),
)
ENDINGS = (
    *(("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("ers", ""), ("ly", "")),
    *(("isation", "ise"), ("isation", "ize"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("ies", "y")),
    *(("ability", "able"), ("ibility", "ible"), ("ness", "")),
)
# Endings that the international names of medicines are built with.
DRUG_ENDINGS = (
    *("azepam", "azolam", "oxetine", "idone", "apine", "triptyline", "olol", "april", "statin", "cillin", "prazole"),
    *("phylline", "mycin", "profen", "setron", "sartan", "dipine", "barbital", "codone", "morphine", "caine", "oxacin"),
    *("zepine", "pramine", "azine", "amfetamine", "amphetamine", "nidate", "alopram", "afaxine", "zodone", "cycline"),
    *("vudine", "tidine", "nitazene", "parin", "steride", "asone", "isolone", "gliptin", "formin", "lukast", "tropium"),
)


LONGEST_WORD = 30
JOINED = re.compile(r"[A-Z][a-z]+")


class Run(NamedTuple):
    """Capitalised words in a row, as indexes into `note.words`: first to last inclusive."""

    first: int
    last: int


@lru_cache(maxsize=50_000)
def sort_of(text: str, bare: str, upper: bool) -> Sort:
    """What the word can be, from its spelling alone."""
    if len(bare) == 1:
        return Sort.INITIAL
    if bare in vocabulary.KIN:
        return Sort.KIN
    if bare in vocabulary.TITLES:
        return Sort.ROUTINE if text == "MS" else Sort.TITLE
    if _is_joined(text):
        return Sort.ROUTINE
    if upper or any(c.isdigit() for c in bare) or _is_camel(text):
        return _sort_of_capitals(bare)
    return _sort_of_word(text, bare)


def _is_camel(text: str) -> bool:
    """True for GPs, DfE, PhD and ChatGPT; not for McNab or O'Dowd."""
    capitals = sum(c.isupper() for c in text)
    if capitals < 2 or not text.isalpha() or text.startswith(("Mc", "De", "Le", "Di")):
        return False
    return len(text) <= capitals + 2 or text[-2:].isupper()


def _is_joined(text: str) -> bool:
    """True for AssetPlus, CareFirst and MeToo: ordinary words written as one, each with a capital."""
    parts = JOINED.findall(text) if text[:1].isupper() and not text.isupper() else []
    if len(parts) < 2 or "".join(parts) != text:
        return False
    return all(part.lower() in vocabulary.common_words() and len(part) > 1 for part in parts)


def _sort_of_capitals(bare: str) -> Sort:
    """An acronym, shouting, or a name in capitals."""
    if bare in vocabulary.ACRONYMS or len(bare) <= 3 or bare.partition("'")[0] in vocabulary.ACRONYMS:
        return Sort.ACRONYM
    if bare in vocabulary.plain_names():
        return Sort.FIRST_NAME
    return Sort.ROUTINE if is_word(bare) else Sort.ACRONYM


def _sort_of_word(text: str, bare: str) -> Sort:
    doubtful = bare in vocabulary.NAMES_AND_WORDS
    known = bare in vocabulary.KNOWN or text.lower().replace("’", "'") in vocabulary.KNOWN
    if known or bare in vocabulary.ROUTINE_CAPITALS or bare in vocabulary.CALENDAR:
        return Sort.NAME_OR_WORD if doubtful else Sort.ROUTINE
    if bare in vocabulary.NAMES_BEFORE_WORDS or bare in vocabulary.plain_names() or _double_name(text):
        return Sort.FIRST_NAME
    if doubtful:
        return Sort.NAME_OR_WORD
    if is_drug(bare):
        return Sort.ROUTINE
    if is_word(bare):
        return Sort.WORD
    return Sort.ROUTINE if bare in vocabulary.NATIONALITIES or bare in vocabulary.RELIGIONS else Sort.UNKNOWN


def _double_name(text: str) -> bool:
    """True for "Summer-Rose" and "Kirsty-Ann": capitals on both sides, and one of them a first name."""
    parts = text.split("-")
    capitals = len(parts) == 2 and all(len(part) > 1 and part[0].isupper() and part[1:].islower() for part in parts)
    names = vocabulary.NAMES_AND_WORDS | vocabulary.NAMES_BEFORE_WORDS if capitals else frozenset()
    return any(part.lower() in names or part.lower() in vocabulary.plain_names() for part in parts if capitals)


@lru_cache(maxsize=50_000)
def is_word(bare: str) -> bool:
    """True for an ordinary word, an inflection of one, or ordinary words joined by hyphens."""
    words = vocabulary.common_words()
    if bare in words or bare.replace("'", "") in vocabulary.JARGON:
        return True
    if "-" in bare or "‐" in bare or "‑" in bare:
        parts = [part for part in bare.replace("‐", "-").replace("‑", "-").split("-") if part]
        return all(_part_is_word(part) for part in parts)
    if "'" in bare:
        head, _, tail = bare.rpartition("'")
        return tail in {"s", "t", "d", "ll", "ve", "re", "m"} and is_word(head)
    return any(
        len(bare) > len(ending) + 3 and bare.endswith(ending) and bare.removesuffix(ending) + instead in words
        for ending, instead in ENDINGS
    ) or any(
        len(bare) > len(prefix) + 3 and bare.startswith(prefix) and bare[len(prefix) :] in words for prefix in PREFIXES
    )


def _part_is_word(part: str) -> bool:
    """True for what ordinary compounds are made of: "Saturday-night", "X-ray", "NHS-funded"."""
    if len(part) == 1 or part.isdigit() or part in PREFIXES:
        return True
    return is_word(part) or part in vocabulary.CALENDAR or part in vocabulary.ACRONYMS


def is_drug(bare: str) -> bool:
    """True for a medicine, by the ending of its name."""
    return len(bare) >= 7 and bare.endswith(DRUG_ENDINGS)


def near_a_word(bare: str) -> bool:
    """True when one letter dropped, doubled or swapped makes an ordinary word of it."""
    words = vocabulary.common_words()
    if len(bare) > LONGEST_WORD:
        return False
    for at in range(len(bare)):
        dropped = bare[:at] + bare[at + 1 :]
        swapped = bare[:at] + bare[at + 1 : at + 2] + bare[at] + bare[at + 2 :]
        doubled = bare[:at] + bare[at] + bare[at:]
        if dropped in words or swapped in words or doubled in words:
            return True
    return any(bare[:at] + vowel + bare[at:] in words for at in range(1, len(bare)) for vowel in "aeiou")


def _public(note: Note) -> bytearray:
    """One byte a character, 1 where published authors and public bodies stand."""
    public = bytearray(len(note.text))
    for start, end in note.citations:
        public[start:end] = b"\1" * (end - start)
    for first, last in find_phrases(note, vocabulary.KNOWN_PHRASES):
        if any(note.words[index].capital for index in range(first, last + 1)):
            start, end = note.words[first].start, note.words[last].end
            public[start:end] = b"\1" * (end - start)
    return public


class Capitals:
    """The note's capitalised words, sorted, without those that `covered` (a byte a character) says are explained."""

    def __init__(self, note: Note, covered: bytearray, public: bytearray | None = None) -> None:
        self.note = note
        self.public = _public(note) if public is None else public
        both = int.from_bytes(covered, "big") | int.from_bytes(self.public, "big")
        self.known = both.to_bytes(len(covered), "big")

    def free(self, word: Word) -> bool:
        return not self.known[word.start]

    def sort(self, index: int) -> Sort:
        word = self.note.words[index]
        return sort_of(word.text, word.bare, word.upper)

    def runs(self, joiners: frozenset[str]) -> Iterator[Run]:
        """Capitalised words in a row, single spaces between them; `joiners` may stand inside in lower case."""
        words = self.note.words
        index = 0
        while index < len(words):
            if not words[index].capital or not self.free(words[index]):
                index += 1
                continue
            last = self._end_of_run(index, joiners)
            yield Run(index, last)
            index = last + 1

    def _end_of_run(self, first: int, joiners: frozenset[str]) -> int:
        last, reach = first, first + 1
        while self.note.adjacent(reach) and self.free(self.note.words[reach]):
            if self.note.words[reach].capital:
                last = reach
            elif self.note.words[reach].text not in joiners or reach - last > 2:
                break
            reach += 1
        return last
