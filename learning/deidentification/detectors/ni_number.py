"""National Insurance numbers."""

import re
from collections.abc import Iterator

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

NUMBER = re.compile(r"(?<![\w-])[A-Za-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-DFMPa-dfmp](?!\w)")
AFTER_WORD = re.compile(
    r"\b(?:NI|NINO|national insurance)\b(?: (?:no|num|number|for|is|the|grant|form)\b){0,5}[.:]{0,2} {0,2}"
    r"(?P<number>[A-Za-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2})(?!\w)",
    re.IGNORECASE,
)


def find(note: Note) -> Iterator[Finding]:
    for match in NUMBER.finditer(note.text):
        yield found(*match.span(), Kind.NI_NUMBER, "This is a National Insurance number.", "[an NI number]")
    for match in AFTER_WORD.finditer(note.text):
        yield found(*match.span("number"), Kind.NI_NUMBER, "This looks like an NI number.", "[an NI number]", "medium")
