"""Vehicle registrations, partial ones too."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

MAKES = (
    r"golf|corsa|fiesta|focus|astra|polo|audi|a3|bmw|merc(?:edes)?|transit|passat|clio|insignia|mondeo|vectra|zafira|"
    r"megane|leon|ibiza|octavia|fabia|yaris|micra|qashqai|juke|civic|jazz|picanto|mini|range rover|land rover|"
    r"vauxhall|ford|volkswagen|vw|toyota|nissan|honda|renault|peugeot|citroen|skoda|seat|kia|hyundai|mazda|volvo|tesla"
)
# Northern Ireland: three letters with an I or a Z among them, and up to four figures.
NORTHERN_IRISH = re.compile(r"(?<![\w-])(?:[A-Z][IZ][A-Z]?|[A-Z]{2}[IZ]|[IZ][A-Z]{1,2}) ?\d{3,4}(?![\w-])")
SINCE_2001 = re.compile(r"(?<![\w-])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\w-])")
BEFORE_2001 = re.compile(
    r"(?<![\w-])(?:(?P<letter>[A-Z]\d{1,3}) ?(?P<end>[A-Z]{3})|(?P<start>[A-Z]{3}) ?\d{1,3}[A-Z])(?![\w-])"
)
LOWER = r"(?:[a-z]{2}\d{2} ?[a-z]{3}|[a-z]\d{1,3} ?[a-z]{3}|[a-z]{3} ?\d{1,3}[a-z])"
AFTER_WORD = re.compile(
    r"\b(?:reg(?:istration|istered)?|plate|number ?plate|index|vrm|vrn|car|van|moped|motorbike|bike|scooter|vehicle)\b"
    r"[^\n.!?]{0,25}?(?<![\w-])(?P<number>" + LOWER + r")(?![\w-])"
)
# As phones write it, anywhere: two letters, two figures and three letters that are no word.
IN_LOWER_CASE = re.compile(
    r"(?<![\w-])(?!yr|wk|ks|ch|pg|no|at|to|in|on|by|so)(?P<number>[a-z]{2}\d{2} ?[a-z]{3})(?![\w-])"
)
PARTIAL = re.compile(
    r"\b(?:reg(?:istration)?|plates?|number ?plate|index|vrm|vrn)\b(?: (?:no|number|part|partial|is|was|it|that|with|"
    r"in|like|ends|ending|end|starts|starting|start|begins|beginning|contains|containing|including|something)\b){0,4}"
    r"[.:]? ?[\"“'‘]?"
    r"(?P<number>(?:\d{1,4} ?[A-Z]{1,3}|[A-Z]{1,3} ?\d{1,4}(?: ?[A-Z]{1,3})?))(?![\w-])"
)
ENDING = re.compile(
    r"\b(?i:reg(?:istration)?|plates?|number ?plate|index|vrm|vrn|partial(?: (?:plate|index|"
    r"reg))?|" + MAKES + r")\b[^\n.;]{0,12}?\b(?:ends?|ending|end|starts?|starting|start|begins?|beginning|"
    r"contains?|includ\w+|in)\b(?: (?:in|with))? [\"“'‘]?(?P<number>[A-Z]{2,3}|[A-Z]{2}\d{2})(?![\w-])"
)
AFTER_VEHICLE = re.compile(
    r"\b(?i:car|van|moped|bike|vehicle|taxi|lorry|"
    + MAKES
    + r"|reg|plate|index|partial)\b[^\n.]{0,30}?(?<![\w-])(?P<number>[A-Z]{2}(?:0[2-9]|1\d|2[0-6]|5[1-9]|6\d|"
    r"7[0-6]))(?![\w-]| ?[A-Z]{3}\b)"
)
PRIVATE = re.compile(
    r"\b(?i:reg(?:istration)?|plates?|index|vrm|vrn)\b(?: (?:no|number|is|was|of))*[:,]? "
    r"?[(\"“'‘]?(?P<number>[A-Z]{1,3} ?\d{1,4}(?: ?[A-Z]{1,3})?|\d{1,4} ?[A-Z]{1,3})(?![\w-])"
)
# The words that those patterns begin with.
VEHICLE_WORDS = vocabulary.these(
    "reg registration registered plate plates number numberplate index vrm vrn car van moped motorbike bike scooter "
    "vehicle taxi lorry partial range land mercedes"
) | frozenset(re.findall(r"[a-z0-9]+", MAKES))
WORDED = ((AFTER_WORD, "lowered"), (PARTIAL, "text"), (ENDING, "text"), (AFTER_VEHICLE, "text"), (PRIVATE, "text"))
REASON = "This looks like a vehicle registration."


def find(note: Note) -> Iterator[Finding]:
    for match in SINCE_2001.finditer(note.text):
        yield found(*match.span(), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]")
    for match in NORTHERN_IRISH.finditer(note.text):
        if match.group()[:3].strip().lower() not in vocabulary.ACRONYMS:
            yield found(*match.span(), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]", "medium")
    for match in BEFORE_2001.finditer(note.text):
        letters = (match["end"] or match["start"]).lower()
        if letters not in vocabulary.ACRONYMS and not (match["letter"] or "").startswith(("S1", "S2", "S3", "S4")):
            yield found(*match.span(), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]", "medium")
    yield from _after_words(note)


def _after_words(note: Note) -> Iterator[Finding]:
    """Registrations, or parts of them, that nothing but the word before them tells."""
    matches = list(IN_LOWER_CASE.finditer(note.text))
    for word in note.words:
        if word.bare in VEHICLE_WORDS:
            for pattern, text in WORDED:
                if match := pattern.match(note.lowered if text == "lowered" else note.text, word.start):
                    matches.append(match)
    for match in matches:
        number = note.text[match.start("number") : match.end("number")]
        ordinary = [word for word in re.sub(r"[^a-z]", " ", number).split() if len(word) > 2]
        if not any(word in vocabulary.common_words() for word in ordinary):
            yield found(*match.span("number"), Kind.VEHICLE_REGISTRATION, REASON, "[a vehicle]", "medium")
