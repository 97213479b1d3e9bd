"""Names in rows pasted from a spreadsheet: a cell with a surname beside a cell with a first name."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding
from learning.deidentification.names.naming import CERTAIN, person

ROW = re.compile(r"[^\n]*\n?")
CELL = re.compile(r"[^\t|]+")
FEWEST_CELLS = 3
NAME = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,24}")


def find(capitals: Capitals) -> Iterator[Finding]:
    text = capitals.note.text
    if "\t" not in text and "|" not in text:
        return
    for row in ROW.finditer(text):
        if row.group().count("\t") + row.group().count("|") >= FEWEST_CELLS - 1:
            yield from _in_row(capitals, row.start(), row.end())


def _in_row(capitals: Capitals, start: int, end: int) -> Iterator[Finding]:
    before: int | None = None
    for cell in CELL.finditer(capitals.note.text, start, end):
        content = cell.group().strip()
        at = cell.start() + cell.group().index(content) if content else cell.start()
        index = capitals.note.at(at) if NAME.fullmatch(content) else None
        if index is not None and not _can_be(capitals, index):
            index = None
        if before is not None and index is not None and _pair(capitals, before, index):
            for one in (before, index):
                word = capitals.note.words[one]
                yield person(word, word, "Surname and first name in a row.", "medium")
        before = index


def _can_be(capitals: Capitals, index: int) -> bool:
    return capitals.free(capitals.note.words[index]) and capitals.sort(index) in CERTAIN | {
        Sort.WORD,
        Sort.NAME_OR_WORD,
    }


def _pair(capitals: Capitals, first: int, second: int) -> bool:
    """A first name on one side, and on the other a word that a surname can be."""
    names, surnames = vocabulary.first_names(), vocabulary.surnames()
    words = capitals.note.words[first].bare, capitals.note.words[second].bare
    for given, family in (words, words[::-1]):
        if given in names and (family in surnames or family in names or family not in vocabulary.common_words()):
            return True
    for one, other in ((first, second), (second, first)):
        if capitals.sort(one) in CERTAIN and capitals.note.words[other].bare in surnames:
            return True
    return all(capitals.sort(index) in CERTAIN for index in (first, second))
