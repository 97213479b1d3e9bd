"""NHS numbers: ten digits. The check digit labels a finding and never removes one: mistyped numbers identify too."""

import re
from collections.abc import Iterator

from stdnum.gb import nhs

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

TEN_DIGITS = re.compile(r"(?<![\d/+.,£-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d/])")
AFTER_WORD = re.compile(
    r"\bnhs\b(?: (?:no|num|number|id|is)\b){0,4}[.:#]{0,2} {0,2}(?P<number>\d[\d -]{6,12}\d)(?!\d)", re.IGNORECASE
)


def find(note: Note) -> Iterator[Finding]:
    for match in TEN_DIGITS.finditer(note.text):
        if match.group()[0] == "0":
            continue
        if nhs.is_valid(match.group()):
            yield found(*match.span(), Kind.NHS_NUMBER, "This is an NHS number.", "[an NHS number]")
        else:
            reason = "Ten digits like an NHS number, though its check digit does not fit."
            yield found(*match.span(), Kind.NHS_NUMBER, reason, "[an NHS number]", "medium")
    for match in AFTER_WORD.finditer(note.text):
        yield found(*match.span("number"), Kind.NHS_NUMBER, "A number follows “NHS”.", "[an NHS number]", "medium")
