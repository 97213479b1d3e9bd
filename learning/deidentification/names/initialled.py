"""Initials before a surname, "T. Wainwright", "A.J. Marsh", and nicknames inside: 'Desmond "Dez" Carmichael'."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.names.naming import CERTAIN

CAPITAL = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,24}"
INITIALS = re.compile(rf"(?<![\w.'’-])(?:[A-Z]\. ?){{1,3}}(?P<surname>{CAPITAL})")
WITHOUT_STOP = re.compile(rf"(?<![\w.'’-])(?<!\d )[B-HJ-Z] (?P<surname>{CAPITAL})")
IN_THE_MIDDLE = re.compile(
    rf"(?<![\w'’-]){CAPITAL} [\"“”'‘(](?P<nickname>[^\W\d_][\w'’. -]{{0,20}}?)[\"”“'’)] (?P<surname>{CAPITAL})"
)
# What a single letter before a word with a capital mostly is: "Plan B. Then", "Child K Said", "Vitamin D Deficiency".
LETTERED = vocabulary.these(
    "located cell room unit landing flat plan vitamin hepatitis child person year class form group option part "
    "section appendix category wing block grade"
)


def find(capitals: Capitals) -> Iterator[Finding]:
    yield from _with_nickname(capitals)
    for match in INITIALS.finditer(capitals.note.text):
        yield from _with_stop(capitals, match)
    for match in WITHOUT_STOP.finditer(capitals.note.text):
        yield from _without_stop(capitals, match)


def _with_nickname(capitals: Capitals) -> Iterator[Finding]:
    for match in IN_THE_MIDDLE.finditer(capitals.note.text):
        index = capitals.note.at(match.start("surname"))
        first = capitals.note.at(match.start())
        if index is None or first is None or not match["nickname"][0].isupper():
            continue
        surname = _names(capitals, index, {Sort.ACRONYM, Sort.TITLE, Sort.ROUTINE})
        if surname and capitals.sort(first) not in {Sort.ROUTINE, Sort.ACRONYM}:
            end = capitals.note.words[index].core_end
            yield found(match.start(), end, Kind.PERSON, "A name with a nickname in it.", "[a person]")


def _with_stop(capitals: Capitals, match: re.Match[str]) -> Iterator[Finding]:
    text = capitals.note.text
    index = capitals.note.at(match.start("surname"))
    labelled = match.start() == 0 or AFTER_MARK.search(text, max(0, match.start() - 2), match.start()) is not None
    refused = {Sort.ACRONYM, Sort.TITLE} | (set() if labelled else {Sort.ROUTINE, Sort.KIN})
    if index is None or not _names(capitals, index, refused):
        return
    if match.group().count(".") == 1:  # "A.J. Marsh" is sure
        if _after_lettered(text, match.start()) or _after_name(capitals, match.start()):
            return
        if capitals.note.words[index].bare in vocabulary.STARTERS:
            return
    end = capitals.note.words[index].core_end
    yield found(match.start(), end, Kind.PERSON, "Initials and a surname.", "[a person]")


def _without_stop(capitals: Capitals, match: re.Match[str]) -> Iterator[Finding]:
    index = capitals.note.at(match.start("surname"))
    if index is None or _after_lettered(capitals.note.text, match.start()):
        return
    word = capitals.note.words[index]
    if not capitals.free(word) or word.bare in NOT_AFTER_LETTER:
        return
    if word.bare in vocabulary.surnames() or capitals.sort(index) is Sort.UNKNOWN:
        yield found(match.start(), word.core_end, Kind.PERSON, "An initial and a surname.", "[a person]", "medium")


AFTER_MARK = re.compile(r"[:\n(,–-] ?$")
NOT_AFTER_LETTER = frozenset({"wing", "block", "ward", "hall", "house", "wood", "day", "road"})


def _names(capitals: Capitals, index: int, refused: set[Sort]) -> bool:
    if not capitals.free(capitals.note.words[index]):
        return False
    return capitals.sort(index) not in refused


def _after_name(capitals: Capitals, start: int) -> bool:
    """True where the letter is the initial of the name before it: "Sandra T. Shift lead"."""
    index = capitals.note.at(start)
    if index is None or not capitals.note.adjacent(index):
        return False
    return capitals.note.words[index - 1].capital and capitals.sort(index - 1) in CERTAIN | {Sort.NAME_OR_WORD}


def _after_lettered(text: str, start: int) -> bool:
    """True where the letter before belongs to the word before it: "Plan B."."""
    before = text[max(0, start - 16) : start].rstrip(" ").rsplit(None, 1)
    return bool(before) and text[start - 1 : start] == " " and before[-1].lower() in LETTERED
