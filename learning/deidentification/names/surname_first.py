"""Surnames before first names, "Prys, Angharad", as address books and e-mail headers write it."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort, is_word
from learning.deidentification.findings import Finding
from learning.deidentification.names.naming import CERTAIN, may_be_name, person

WORD = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,24}"
IN_CAPITALS = re.compile(
    rf"(?<![\w'’-])(?P<name>[A-ZÀ-ÞĀ-ɏḀ-ỿ][A-ZÀ-ÞĀ-ɏḀ-ỿ'’-]{{2,24}},? (?:{WORD})(?: {WORD})?)(?![\w'’-])"
)
BEFORE_BRACKET = re.compile(rf"(?<![\w'’-])[A-Z][A-Z'’-]{{3,24}} \((?P<given>{WORD})\)")
SURNAME_FIRST = re.compile(rf"(?:(?:^|\n|[;:])[ \t]*)(?P<name>{WORD}, {WORD})(?=[ \t]*(?:[;\n(|<\[–-]|$))")


def find(capitals: Capitals) -> Iterator[Finding]:
    words = capitals.note.words
    for match in SURNAME_FIRST.finditer(capitals.note.text):
        index = capitals.note.at(match.start("name"))
        if index is None or not may_be_name(capitals, index) or not may_be_name(capitals, index + 1):
            continue
        if capitals.sort(index + 1) is Sort.FIRST_NAME or words[index + 1].bare in vocabulary.first_names():
            yield person(words[index], words[index + 1], "A surname and a first name.")
    yield from _before_bracket(capitals)
    yield from _in_capitals(capitals)


def _before_bracket(capitals: Capitals) -> Iterator[Finding]:
    """A surname in capitals, the first name in brackets: "BASRA (Gurinder)"."""
    words = capitals.note.words
    for match in BEFORE_BRACKET.finditer(capitals.note.text):
        index = capitals.note.at(match.start())
        given = capitals.note.at(match.start("given"))
        if (
            index is None
            or given is None
            or words[index].bare in vocabulary.ACRONYMS | vocabulary.KNOWN
            or is_word(words[index].bare)
        ):
            continue
        if capitals.free(words[index]) and capitals.sort(given) in CERTAIN and not words[given].upper:
            yield person(words[index], words[index], "A surname in capitals before a first name.", "medium")


def _in_capitals(capitals: Capitals) -> Iterator[Finding]:
    """A surname in capitals, a comma, a first name: "WHITTAKER, Jordan"."""
    words = capitals.note.words
    for match in IN_CAPITALS.finditer(capitals.note.text):
        index = capitals.note.at(match.start())
        if index is None or "," not in match.group() or words[index].bare in vocabulary.ACRONYMS | vocabulary.KNOWN:
            continue
        if len(words[index].bare) < 4 and words[index].bare not in vocabulary.surnames():
            continue
        given = capitals.note.words[index + 1]
        if (
            capitals.free(words[index])
            and not given.upper
            and (given.bare in vocabulary.first_names() or capitals.sort(index + 1) in CERTAIN)
        ):
            last = index + 1
            if capitals.note.adjacent(last + 1) and capitals.sort(last + 1) in CERTAIN and words[last + 1].capital:
                last += 1
            yield person(words[index], words[last], "A surname in capitals and a first name.")
