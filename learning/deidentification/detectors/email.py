"""E-mail addresses."""

import re
from collections.abc import Iterator

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

# The bounds keep it linear: no start inside a word, no part longer than the standard allows.
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")


SPELT_OUT = re.compile(
    r"(?<![\w.+%-])[\w.+-]{2,40}(?: ?[(\[]at[)\]] ?| at )[\w-]{2,30}(?:(?: ?[(\[]dot[)\]] ?| dot )[a-z]{2,6}){1,3}\b",
    re.IGNORECASE,
)


def find(note: Note) -> Iterator[Finding]:
    if "@" in note.text:
        for match in EMAIL.finditer(note.text):
            yield found(*match.span(), Kind.EMAIL, "This is an e-mail address.", "[an e-mail address]")
    if "dot" in note.lowered:
        for match in SPELT_OUT.finditer(note.text):
            yield found(*match.span(), Kind.EMAIL, "This is an e-mail address, spelt out.", "[an e-mail address]")
