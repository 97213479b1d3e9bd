"""Dates of birth: a day in the same line as a word for birth."""

import re
from collections.abc import Iterator

from learning.deidentification.detectors.calendar_dates import days
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

BIRTH = re.compile(r"\b(?:d\.?o\.?b\b\.?|date of birth|born|birth ?day|birth ?date|b\.(?= ?\d))")


def birth_dates(text: str) -> Iterator[tuple[int, int]]:
    """Days in lower-case `text`, at most 70 characters after a word for birth, in the same line."""
    for start, end in days(text):
        line = text.rfind("\n", 0, start) + 1
        if BIRTH.search(text, max(line, start - 70), start):
            yield start, end


def find(note: Note) -> Iterator[Finding]:
    for start, end in birth_dates(note.lowered):
        yield found(start, end, Kind.DATE_OF_BIRTH, "This is a date of birth.", "[a date of birth]")
