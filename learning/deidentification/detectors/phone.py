"""Telephone numbers, mistyped ones too."""

import re
from collections.abc import Iterator

import phonenumbers

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

NUMBER = re.compile(r"(?<![\w/.,£$€-])(?:\+\d|\(?0)[\d ().\-–]{7,18}\d(?![\w/])")
AFTER_WORD = re.compile(
    r"\b(?:mob(?:ile)?|tel(?:ephone)?|phone|landline|ring|call|text|whatsapp|fax|contact)\b"
    r"(?: (?:no|num|number|is|on|me)\b){0,4}"
    r"[.:]{0,2} {0,2}(?P<number>\d[\d \-]{5,14}\d)(?![\w/])",
    re.IGNORECASE,
)
EXTENSION = re.compile(r"\b(?:ext|extn|extension)\.? ?(?P<number>\d{3,6})\b", re.IGNORECASE)
ENDING = re.compile(
    r"\b(?:tel|phone|mobile|mob|number|no|handset|burner|card)\b(?: (?:no|number))?\.? (?:that )?(?:ends?|ending|"
    r"finish\w*)(?: (?:in|with))? (?P<number>\d{3,6})(?!\d)",
    re.IGNORECASE,
)
# Helplines that every leaflet prints.
HELPLINES = frozenset({"08001111", "116123", "08082000247", "08088005000", "0800555111", "08000684141", "03001236600"})


def find(note: Note) -> Iterator[Finding]:
    for match in NUMBER.finditer(note.text):
        digits = re.sub(r"\D", "", match.group())
        if 9 <= len(digits) <= 14 and digits not in HELPLINES:
            if _possible(match.group()):
                yield found(*match.span(), Kind.PHONE, "This is a telephone number.", "[a phone number]")
            else:
                reason = "This looks like a telephone number, perhaps mistyped."
                yield found(*match.span(), Kind.PHONE, reason, "[a phone number]", "medium")
    for match in AFTER_WORD.finditer(note.text):
        digits = re.sub(r"\D", "", match["number"])
        if 6 <= len(digits) <= 14 and digits not in HELPLINES:
            reason = "A number follows a word about calling."
            yield found(*match.span("number"), Kind.PHONE, reason, "[a phone number]", "medium")
    for match in EXTENSION.finditer(note.text):
        yield found(*match.span("number"), Kind.PHONE, "This is an extension.", "[a number]", "medium")
    for match in ENDING.finditer(note.text):
        yield found(*match.span("number"), Kind.PHONE, "The end of a number may be enough.", "[a number]", "medium")


def _possible(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, "GB"))
    except phonenumbers.NumberParseException:
        return False
