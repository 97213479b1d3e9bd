"""Unique pupil numbers: a letter and twelve digits, or eleven digits and a letter for a temporary one."""

import re
from collections.abc import Iterator

from stdnum.gb import upn

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

NUMBER = re.compile(r"(?<![\w-])[A-Za-z]\d{11}[\dA-Za-z](?!\w)")
AFTER_WORD = re.compile(
    r"\bupn\b(?: (?:no|num|number|is)\b){0,4}[.:]{0,2} {0,2}(?P<number>[A-Z]?\d{8,13}[A-Z]?)", re.IGNORECASE
)


def find(note: Note) -> Iterator[Finding]:
    for match in NUMBER.finditer(note.text):
        if upn.is_valid(match.group().upper()):
            yield found(*match.span(), Kind.UPN, "This is a unique pupil number.", "[a pupil number]")
        else:
            reason = "This looks like a unique pupil number, though its check letter does not fit."
            yield found(*match.span(), Kind.UPN, reason, "[a pupil number]", "medium")
    for match in AFTER_WORD.finditer(note.text):
        yield found(*match.span("number"), Kind.UPN, "A number follows “UPN”.", "[a pupil number]", "medium")
