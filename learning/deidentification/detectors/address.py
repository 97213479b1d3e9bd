"""Addresses: a number and a street, a flat, a house name before a postcode."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.detectors.kinds_of_place import STREET
from learning.deidentification.detectors.postcode import WHOLE
from learning.deidentification.findings import Confidence, Finding, Kind, found
from learning.deidentification.note import Note
from learning.deidentification.vocabulary import TITLES

STREETS = "|".join(sorted(STREET | {"estate", "park"}, key=len, reverse=True))
CAPITAL_STREETS = "|".join(word.capitalize() for word in sorted(STREET, key=len, reverse=True))
NAME = r"[A-ZÀ-ÞŴŶ][\w'’-]{0,24}"
NUMBER = r"\d{1,4}(?: ?[A-Da-d](?!\w))?"
FLAT = r"(?:Flat|Apt|Apartment|Room|Unit|Plot|Block|Caravan|flat|apt|apartment|room|caravan)"
NO_SCHOOL = rf"(?! (?:{NAME} )?(?:[Ss]chool|[Aa]cademy|[Cc]ollege|Primary|Sixth|High))"

SURE = [
    # 62 Amberley Drove; Flat 2, 9 Old Mill Lane
    re.compile(
        rf"(?<![\w/.:£,-])(?P<address>(?:{FLAT} \w{{1,4}},? (?:\w{{1,3}} )?)?{NUMBER},? (?:(?:The|Old|St\.?) )?"
        rf"(?:{NAME} ){{0,3}}(?:{CAPITAL_STREETS})\b){NO_SCHOOL}"
    ),
    # Flat 11, Corrigan House
    re.compile(rf"\b(?P<address>{FLAT} (?:no\.? ?)?\d{{1,4}}[A-Za-z]?,? (?:at |in |on )?{NAME}(?: {NAME}){{0,3}})"),
    # flat 4 ov the laundrette on Balaclava Rd
    re.compile(
        rf"\b(?P<address>(?:flat|apt|apartment|bedsit)\b ?\w{{0,4}} [^\n.,;]{{0,40}}?\b(?:{STREETS})\b)", re.IGNORECASE
    ),
    # no 5, The Maltings
    re.compile(rf"\b[Nn]o\.? ?(?P<address>\d{{1,4}}[a-z]?,? (?:The )?{NAME}(?: {NAME}){{0,3}})"),
    # lives at 12 balaclava rd
    re.compile(
        r"\b(?:lives?|lived|living|address|resid\w{1,5}|stay\w{0,4}|moved|house|home)\b"
        r"(?: (?:is|at|to|in|on|of|as)\b|:){1,2} "
        rf"(?P<address>{NUMBER},? [A-Za-z][\w'’-]{{2,24}}(?: [\w'’-]{{2,24}}){{0,2}}? (?:{STREETS})\b)",
        re.IGNORECASE,
    ),
]
IN_LOWER_CASE = re.compile(
    r"(?<![\w/.:£,-])\d{1,4}[a-d]? (?P<name>[a-z][a-z'’-]{2,20}(?: [a-z][a-z'’-]{2,20})?) "
    r"(?:rd|road|street|avenue|ave|lane|crescent|close|terrace|drive)\b"
)
NO_STREETS = vocabulary.these(
    "the a an this that of down up in on to from same main miles minutes mins metres yards other busy long end"
)
# The last one or two capitalised parts before a postcode: "Tŷ Isaf, Heol y Felin, LD99 4RU".
BEFORE_POSTCODE = re.compile(
    rf"(?:(?:\d{{1,4}}[a-z]? )?{NAME}(?: (?:y|yr|of|the|on|in|upon|{NAME})){{0,4}}, ?){{1,3}}\(?$"
    rf"|(?:\d{{1,4}}[a-z]? )(?:{NAME} ){{1,4}}\(?$"
)
REACH = 90


def find(note: Note) -> Iterator[Finding]:
    for pattern in SURE:
        for match in pattern.finditer(note.text):
            yield _address(*match.span("address"))
    for match in IN_LOWER_CASE.finditer(note.text):
        if not NO_STREETS & set(match["name"].split()):
            yield _address(*match.span(), "medium")
    for postcode in WHOLE.finditer(note.text):
        yield from _before(note.text, postcode.start())


def _before(text: str, postcode: int) -> Iterator[Finding]:
    """What stands before a postcode in its line."""
    line = max(text.rfind("\n", 0, postcode) + 1, postcode - REACH)
    match = BEFORE_POSTCODE.search(text, line, postcode)
    if match is None:
        return
    start, end = match.start(), match.start() + len(match.group().rstrip(" ,("))
    parts = text[start:end].split(", ")
    # "Mr Emrys Llewelyn, Tŷ Isaf, Heol y Felin": who lives there is no part of where.
    while len(parts) > 1 and (parts[0].split()[0].lower() in TITLES or len(parts) > 2):
        start += len(parts.pop(0)) + 2
    if start < end:
        yield _address(start, end)


def _address(start: int, end: int, confidence: Confidence = "high") -> Finding:
    return found(start, end, Kind.ADDRESS, "This is an address or part of one.", "[an address]", confidence)
