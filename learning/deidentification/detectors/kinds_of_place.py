"""Words that tell what a name is the name of: the last word of "Ludwell Park Academy"."""

from learning.deidentification import vocabulary
from learning.deidentification.findings import Confidence, Finding, Kind, found

SCHOOL = vocabulary.words("school_words")
STREET = vocabulary.words("street_words")
PLACE = vocabulary.words("place_words")
ORGANISATION = vocabulary.words("organisation_words")
KINDS = {
    **dict.fromkeys(ORGANISATION, Kind.ORGANISATION),
    **dict.fromkeys(STREET | PLACE, Kind.PLACE),
    **dict.fromkeys(SCHOOL, Kind.SCHOOL),
    **dict.fromkeys(("hospital", "infirmary"), Kind.ORGANISATION),
}
REASONS = {
    Kind.SCHOOL: "This looks like the name of a school or college.",
    Kind.PLACE: "This looks like the name of a place.",
    Kind.ORGANISATION: "This looks like the name of a local organisation.",
}
REPLACEMENTS = {Kind.SCHOOL: "[a school]", Kind.PLACE: "[a place]", Kind.ORGANISATION: "[a local organisation]"}


def named(start: int, end: int, kind: Kind, confidence: Confidence = "high") -> Finding:
    """A finding of a school, place or organisation."""
    return found(start, end, kind, REASONS[kind], REPLACEMENTS[kind], confidence)
