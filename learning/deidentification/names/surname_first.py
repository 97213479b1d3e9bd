"""Surnames before first names, "Prys, Angharad", as address books and e-mail headers write it."""

import re
from collections.abc import Iterator

from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding
from learning.deidentification.names.naming import may_be_name, person

WORD = r"[A-ZÀ-Þ][\w'’-]{1,24}"
SURNAME_FIRST = re.compile(rf"(?:(?:^|\n|[;:])[ \t]*)(?P<name>{WORD}, {WORD})(?=[ \t]*(?:[;\n(|<]|$))")


def find(capitals: Capitals) -> Iterator[Finding]:
    words = capitals.note.words
    for match in SURNAME_FIRST.finditer(capitals.note.text):
        index = capitals.note.at(match.start("name"))
        if index is None or not may_be_name(capitals, index) or not may_be_name(capitals, index + 1):
            continue
        if capitals.sort(index + 1) is Sort.FIRST_NAME:
            yield person(words[index], words[index + 1], "A surname and a first name.")
