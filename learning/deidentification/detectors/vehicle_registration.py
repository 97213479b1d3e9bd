"""Vehicle registrations, partial ones too."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

SINCE_2001 = re.compile(r"(?<![\w-])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\w-])")
BEFORE_2001 = re.compile(
    r"(?<![\w-])(?:(?P<letter>[A-Z]\d{1,3}) ?(?P<end>[A-Z]{3})|(?P<start>[A-Z]{3}) ?\d{1,3}[A-Z])(?![\w-])"
)
LOWER = r"(?:[a-z]{2}\d{2} ?[a-z]{3}|[a-z]\d{1,3} ?[a-z]{3}|[a-z]{3} ?\d{1,3}[a-z])"
AFTER_WORD = re.compile(
    r"\b(?:reg(?:istration|istered)?|plate|number ?plate|index|vrm|vrn|car|van|moped|motorbike|bike|scooter|vehicle)\b"
    r"[^\n.!?]{0,25}?(?<![\w-])(?P<number>" + LOWER + r")(?![\w-])"
)
PARTIAL = re.compile(
    r"\b(?:reg(?:istration)?|plates?|number ?plate|index|vrm|vrn)\b(?: (?:no|number|part|partial|is|was|it|that|with|"
    r"in|like|ends|ending|end|starts|starting|start|begins|beginning|contains|containing|including|something)\b){0,4}"
    r"[.:]? ?[\"“'‘]?"
    r"(?P<number>(?:\d{1,4} ?[A-Z]{1,3}|[A-Z]{1,3} ?\d{1,4}(?: ?[A-Z]{1,3})?))(?![\w-])"
)
REASON = "This looks like a vehicle registration."


def find(note: Note) -> Iterator[Finding]:
    for match in SINCE_2001.finditer(note.text):
        yield found(*match.span(), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]")
    for match in BEFORE_2001.finditer(note.text):
        letters = (match["end"] or match["start"]).lower()
        if letters not in vocabulary.ACRONYMS and not (match["letter"] or "").startswith(("S1", "S2", "S3", "S4")):
            yield found(*match.span(), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]", "medium")
    for pattern, text in ((AFTER_WORD, note.lowered), (PARTIAL, note.text)):
        for match in pattern.finditer(text):
            number = note.text[match.start("number") : match.end("number")]
            ordinary = re.sub(r"[^a-z]", " ", number).split()
            if any(word in vocabulary.common_words() for word in ordinary):
                continue
            yield found(*match.span("number"), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]", "medium")
