"""Postcodes, whole or the first half."""

import re
from collections.abc import Iterator

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

WHOLE = re.compile(r"(?<![\w-])[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d(?P<unit>[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?!\w)")
# Areas of two letters that are hardly ever anything else in a note: without CO2, FY24, ST segment, HR.
HALF = re.compile(
    r"(?<![\w-])(?:AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CR|CW|DD|DE|DG|DH|DL|DN|DT|DY|EH|EN|EX|FK|GL|GU|HA|HD|HG|"
    r"HP|HS|HU|HX|IG|IV|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|MK|NE|NG|NN|NP|NR|NW|OL|OX|PL|PO|RG|RH|RM|SA|SG|SK|SL|SR|SS|SW|SY|"
    r"TF|TN|TQ|TR|TS|TW|UB|WA|WD|WF|WN|WR|WS|WV|YO|ZE)\d{1,2}(?![\w-])"
)
AFTER_WORD = re.compile(
    r"\bpost ?code\b(?: (?:is|of|area|thing)\b){0,3}[ :]{0,2}(?P<half>[A-Z]{1,2}\d{1,2}[A-Z]?)(?!\w)", re.IGNORECASE
)
ORDINALS = frozenset({"st", "nd", "rd", "th", "hr", "ft", "lb", "yr"})


def find(note: Note) -> Iterator[Finding]:
    for match in WHOLE.finditer(note.text):
        if match["unit"] not in ORDINALS:
            yield found(*match.span(), Kind.POSTCODE, "This is a postcode.", "[a postcode]")
    for pattern, group in ((HALF, 0), (AFTER_WORD, "half")):
        for match in pattern.finditer(note.text):
            reason = "This looks like the first half of a postcode."
            yield found(*match.span(group), Kind.POSTCODE, reason, "[an area]", "medium")
