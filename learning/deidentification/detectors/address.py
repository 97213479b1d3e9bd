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
NAME = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{0,24}"
NUMBER = r"\d{1,4}(?: ?[A-Da-d](?!\w))?"
FLAT = r"(?:Flat|Apt|Apartment|Room|Unit|Plot|Block|Caravan|flat|apt|apartment|room|caravan)"
NO_SCHOOL = rf"(?! (?:{NAME} )?(?:[Ss]chool|[Aa]cademy|[Cc]ollege|Primary|Sixth|High))"

HOUSES = r"(?:Cottage|Farm|Farmhouse|Lodge|House|Bungalow|Villa|Barn|Mill|Croft|Manor|Grange|Rectory|Vicarage)"
SURE = [
    # Bluebell Cottage, Church Lane
    re.compile(
        rf"(?<![\w-])(?P<address>(?:The )?(?:{NAME} ){{1,3}}{HOUSES}, (?:{NAME} "
        rf"){{1,3}}(?:{CAPITAL_STREETS}))\b{NO_SCHOOL}"
    ),
    # 62 Amberley Drove; Flat 2, 9 Old Mill Lane
    re.compile(
        rf"(?<![\w/.:£,-])(?P<address>(?:{FLAT} \w{{1,4}}(?:/\d{{1,2}})?,? (?:\w{{1,3}} )?)?{NUMBER}(?: ?[-–/] "
        rf"?\d{{1,4}})?,? (?:"
        rf"(?:(?:The|Old|St\.?) )?(?:{NAME} ){{1,3}}|(?:The|Old|St\.?) )(?:{CAPITAL_STREETS})\b(?: (?:North|"
        rf"South|East|West|Upper|Lower)\b)?){NO_SCHOOL}"
    ),
    # Flat 3, 27 Regent Parade; Flat 2a, 8 Saxon Dale
    re.compile(rf"\b(?P<address>{FLAT} (?:no\.? ?)?\w{{1,4}},? (?:at )?{NUMBER},? {NAME}(?: {NAME}){{0,3}})"),
    # 4 The Paddocks; 14, The Leys, Barrow
    re.compile(rf"(?<![\w/.:£,-])(?P<address>{NUMBER},? The {NAME}(?:, {NAME})?)"),
    # 2-4 Kirkgate; 31 Broadway
    re.compile(
        r"(?<![\w/.:£-])(?P<address>\d{1,4}[A-Da-d]?(?:[-–/]\d{1,4})? [A-Z][a-z]{2,12}(?:gate|way|side|"
        r"fields?|dale|ton|well|"
        r"ham|wick|hurst|croft|stead|lands|burn|mead|holme|thorpe|bank|bridge|mount|garth|wynd|row)\b)(?! "
        r"(?:[Ss]chool|[Aa]cademy))"
    ),
    # Flat 11, Corrigan House
    re.compile(rf"\b(?P<address>{FLAT} (?:no\.? ?)?\d{{1,4}}[A-Za-z]?,? (?:at |in |on )?{NAME}(?: {NAME}){{0,3}})"),
    # flat 4 ov the laundrette on Balaclava Rd
    re.compile(
        rf"\b(?P<address>(?:flat|apt|apartment|bedsit)\b ?\w{{0,4}} [^\n.,;\[\"“]{{0,40}}?\b(?:{STREETS})\b)",
        re.IGNORECASE,
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
# "of 118 Fosse Mount", "lives 8 Saxon Dale": a number and names where an address stands.
AFTER_WORD = re.compile(
    r"\b(?:at|of|address|add|addr|home|lives|living|live|reside\w*|staying|stay|moved to|tenancy|tenant of|"
    r"property|flat|premises|"
    r"h/a|n?fa|home address is|c/o|visit to|visit|from|door)[:,]? (?:is |at |to |of )?(?=\d)"
)
NUMBER_AND_NAMES = re.compile(rf"{NUMBER},? (?P<name>{NAME}(?: {NAME}){{0,2}})")
NUMBER_ALONE = re.compile(
    r"\b(?:[Nn]eighbours?|[Nn]eighbour|lives?|living|[Rr]esidents?|[Ww]oman|[Mm]an|[Ll]ady|[Pp]eople|lot|them|"
    r"next door|over|across) "
    r"(?:at |in |from )?(?:no\.?|number|num|nos?\.?) ?(?P<address>\d{1,4}[a-d]?)(?!\w|/| ?(?:of|in|on|for)\b)"
)
NUMBER_OF_SOMEBODY = re.compile(
    r"\((?i:no|number|num)\.? ?(?P<address>\d{1,4}[a-d]?)\)|(?<=[a-z] )at (?:no\.? ?|number "
    r")?(?P<second>\d{1,3}[a-d]?) (?:is (?:empty|boarded|vacant)|says?|said|reckons?|rang|complained|told|saw|heard)\b"
)
NO_UNIT = (
    r"(?![\w%]|[/:.,-]\d| ?(?:am|pm|hrs|o['’]clock|weeks?|days?|months?|years?|yrs?|mins?|minutes|hours?|times|"
    r"sessions?|"
    r"to \d|or \d|per cent|degrees|people|miles|and a)\b)"
)
# "the lads from number 9", "tenant at 23", "Mrs Odell of 8"; after "at" a small number may be an hour.
HOUSES_OF_SOMEBODY = (
    re.compile(
        r"\b(?:from|at|of|to|outside|behind|opposite|by|in|on) (?:number|no\.?|"
        r"num) ?(?P<address>\d{1,4}[a-d]?)" + NO_UNIT
    ),
    re.compile(
        r"\b(?i:tenants?|residents?|occupiers?|neighbours?|lady|man|woman|couple|family|lads|boys|girl|kids|people) "
        r"(?:at|of|from|in) (?P<address>\d{1,3}[a-d]?)" + NO_UNIT
    ),
    re.compile(r"\b[Nn](?:o answer|obody in|o reply|o one in) at (?P<address>\d{1,3}[a-d]?)" + NO_UNIT),
    re.compile(
        rf"\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? {NAME}(?: {NAME})? (?:(?:of|from) (?P<address>\d{{1,3}}[a-d]?)|at "
        rf"(?P<late>1[3-9]|[2-9]\d|\d{{3}}))" + NO_UNIT
    ),
)
IN_LOWER_CASE_TOO = re.compile(
    r"(?<![\w/.:£,-])\d{1,4}[a-d]? (?P<name>[a-z][a-z'’-]{2,20}(?: [a-z][a-z'’-]{2,20})?) "
    r"(?:walk|way|court|place|grove|gardens|view|row|rise|hill|park|square|mews|house|green|croft|gate|mount|"
    r"parade|villas|cottages)\b"
)
IN_LOWER_CASE = re.compile(
    r"(?<![\w/.:£,-])\d{1,4}[a-d]? (?P<name>[a-z][a-z'’-]{2,20}(?: [a-z][a-z'’-]{2,20})?) "
    r"(?:rd|road|street|st|avenue|ave|lane|ln|crescent|cres|close|cl|terrace|drive|dr)\b"
)
NO_STREETS = vocabulary.these(
    "day days week weeks month months year years hour hours session sessions time times people young old people "
    "of drop drops more second the a an this that of down up in on to from same main miles minutes mins metres "
    "yards other busy long end"
)
NOT_ADDRESSES = (vocabulary.ROUTINE_CAPITALS | vocabulary.CALENDAR | vocabulary.KNOWN | vocabulary.GENERIC_WORDS) - (
    STREET | vocabulary.these("st queen king prince princess victoria albert church high new old")
) - vocabulary.these("the") | vocabulary.NATIONALITIES
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
    yield from _after_word(note)
    yield from _numbers_alone(note.text)
    yield from _in_lower_case(note.text)
    for postcode in WHOLE.finditer(note.text):
        yield from _before(note.text, postcode.start())


def _after_word(note: Note) -> Iterator[Finding]:
    """A number and names after a word that an address follows: "of 118 Fosse Mount"."""
    for word in AFTER_WORD.finditer(note.lowered):
        match = NUMBER_AND_NAMES.match(note.text, word.end())
        if match is None:
            continue
        words = {word.lower() for word in match["name"].split()}
        if not words & NOT_ADDRESSES and not any(word.isupper() for word in match["name"].split()):
            yield _address(*match.span(), "medium")


def _numbers_alone(text: str) -> Iterator[Finding]:
    """A house by its number: "(no. 17)", "neighbour at no. 41"."""
    for match in NUMBER_OF_SOMEBODY.finditer(text):
        yield _address(*match.span("address" if match["address"] else "second"), "medium")
    for pattern in HOUSES_OF_SOMEBODY:
        for match in pattern.finditer(text):
            yield _address(*match.span("address" if match["address"] else "late"), "medium")
    for match in NUMBER_ALONE.finditer(text):
        yield _address(*match.span("address"), "medium")


def _in_lower_case(text: str) -> Iterator[Finding]:
    for match in IN_LOWER_CASE_TOO.finditer(text):
        if not NO_STREETS & set(match["name"].split()) and match["name"].split()[0] not in vocabulary.common_words():
            yield _address(*match.span(), "medium")
    for match in IN_LOWER_CASE.finditer(text):
        if not NO_STREETS & set(match["name"].split()):
            yield _address(*match.span(), "medium")


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
