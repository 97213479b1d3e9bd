"""Schools, places and organisations whose name says what they are: "Ludwell Park Academy", "Tolney Estate"."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import JOINERS, Capitals, Run, Sort
from learning.deidentification.detectors.kinds_of_place import KINDS, ORGANISATION, PLACE, SCHOOL, STREET, named
from learning.deidentification.findings import Finding, Kind

GENERIC = (
    vocabulary.ROUTINE_CAPITALS
    | vocabulary.CALENDAR
    | (SCHOOL | ORGANISATION | STREET | PLACE)
    | JOINERS
    | vocabulary.words("generic_words")
)
# After ordinary words these make no name ("Family Support Team"), after an unusual one they do ("Redthorn Project").
NEED_UNUSUAL_WORD = vocabulary.these(
    "team project group club service services practice care home homes watch house centre area side view place end "
    "top bottom post times cross ground law army firm way rise bar general works hub trust association society "
    "charity foundation gate path court high business common green bank walk nursery"
)
# … unless a word for being somewhere stands before: "at Yarrow Court".
MAY_BE_ADDRESSES = vocabulary.these("court house school college gate green view way rise walk place general bank hub")
# "Station Road" and "East Street" have no unusual word, yet a town has one of each.
STREETS = vocabulary.these("road rd street lane ln avenue ave crescent drive terrace")
NOT_STREETS = vocabulary.these("high main the one side quiet busy back ring test data home family memory")
BEING_THERE = vocabulary.these("at in to from near of on is")
PART_OF_NAME = frozenset({"rc", "ce", "st", "ap"})
NUMBERED = re.compile(r" \d{1,2}\b")

NAME = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,24}"
WELSH = re.compile(rf"\b(?:Heol|Ffordd|Stryd|Lôn|Clos|Rhodfa|Maes|Tŷ|Plas|Bryn|Cae)(?: (?:y|yr|Y|Yr|{NAME})){{1,3}}")
# "Abbey Park", "Castle Gardens": two words for places make the name of one.
FEATURES = re.compile(
    r"\b(?:Abbey|Castle|Church|Bridge|Mill|Priory|Manor|Orchard|Cathedral|Market|Victoria|Queens?|Kings?) "
    r"(?:Park|Hill|Gardens|Square|Green|Fields|Meadows|Place|Gate|Island)\b"
)
SAINT = re.compile(rf"\bSt\.? {NAME}(?: (?:and St\.? )?{NAME}){{0,3}}")
WATCH = re.compile(rf"\b(?:Red|Blue|Green|White|Amber|Black) Watch\b(?:,? {NAME}){{0,2}}")
GANG = re.compile(
    r"\b(?:[A-Z]{1,2}\d{1,2}|[A-Z][\w'’-]{2,20}|[A-Z]{2,5}) "
    r"(?:Kings|Boys|Boyz|Boiz|Mob|Mandem|Soldiers|Squad|Tigers|Crew|Gang|Firm|Posse|Massive)\b"
)
# "runs with the 44s", "claims AFG": after these words stands a gang.
AFFILIATED = re.compile(
    r"\b(?:runs? with|running with|rolls? with|rolling with|reps|repping|claims|claiming|affiliated (?:to|with)|"
    r"affiliation:?|member of|"
    r"members of|beef with|beefing with|opps? (?:are|is|from|=)|gang(?: called|:)?|associat(?:es|ed|ing) with|"
    r"linked to) (?:the )?(?P<name>"
    r"\d{1,3}s\b|[A-Z]{2,4}\d{0,2}\b(?!-)|[A-Z][A-Z0-9][a-z]?[A-Z0-9]*\b|Zone \d{1,2}\b|[A-Z][\w'’-]{2,20}(?: "
    r"[A-Z0-9][\w'’-]{1,20}){1,3})"
)
LOT = re.compile(
    r"\b(?:the|them|dem|those|that) (?P<name>[A-Z0-9][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,3}) (?:lot|boys|lads|"
    r"crew|gang|mandem|man dem|youngers|olders|yutes|"
    r"boyz|set|mob|family|clan|brothers)\b"
)
NUMBERED_TEAM = re.compile(rf"\b(?:{NAME} (?:& |and )?){{1,3}}(?:Pod|Team|Locality|Hub|Cluster) \d{{1,2}}\b")
LABELLED = re.compile(
    r"\b(?:team|gang|group|organisation|venue|company|employer|project|base|club|service|home|placement) ?[:=] ?"
    rf"(?P<name>(?-i:{NAME}(?: {NAME}){{1,2}}))",
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"\b(?:worker|officer|nurse|lead|manager|navigator|mentor|coordinator|practitioner|teacher|head|adviser|advisor|"
    rf"counsellor|therapist|advocate|volunteer), (?P<name>(?-i:{NAME}(?: {NAME}){{1,3}}))[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
KIND_IN_LOWER_CASE = re.compile(
    r"\b(?:in|at|by|near|from|to|on|outside|behind|around|off|past|of|into|through|opposite|attends?|attended) "
    rf"(?:the )?(?P<name>(?:St\.? )?{NAME}(?: {NAME}){{0,2}}) "
    r"(?P<kind>shops|estate|flats|park|rec|precinct|road|rd|street|st|lane|avenue|ave|close|crescent|school|academy|"
    r"college|primary|hospital|station|gym|church|mosque|market|leisure centre|shopping centre|community centre|"
    r"youth club|youth centre|children's home|care home|surgery|high school|primary school|roundabout|bus station|"
    r"train station|library|arcade|bridge|house|area)\b"
)
ALL_IN_LOWER_CASE = re.compile(
    r"\b(?:on|in|off|near|at|by|down|up|along|round|from|to) (?P<name>[a-z][a-z'’-]{2,20}(?: [a-z][a-z'’-]{2,20})?) "
    r"(?:rd|road|street|estate|avenue|ave|lane|close|crescent)\b"
)


def find(capitals: Capitals) -> Iterator[Finding]:
    for run in capitals.runs(JOINERS):
        yield from _in_run(capitals, run)
    for finding in (*_by_pattern(capitals.note.text), *_in_lower_case(capitals.note.text)):
        if not capitals.public[finding.start]:
            yield finding


def _by_pattern(text: str) -> Iterator[Finding]:
    for pattern, kind in (
        (WATCH, Kind.ORGANISATION),
        (GANG, Kind.ORGANISATION),
        (NUMBERED_TEAM, Kind.ORGANISATION),
        (WELSH, Kind.PLACE),
        (SAINT, Kind.PLACE),
        (FEATURES, Kind.PLACE),
    ):
        for match in pattern.finditer(text):
            yield named(*match.span(), kind, "medium")
    for pattern in (AFFILIATED, LOT):
        for match in pattern.finditer(text):
            words = match["name"].lower().split()
            told = not all(word in GENERIC or word in vocabulary.ACRONYMS or word in vocabulary.KNOWN for word in words)
            if (
                told
                and words[0] not in vocabulary.STARTERS
                and not words[0].isdigit()
                and not _like_people(match["name"])
            ):
                yield named(*match.span("name"), Kind.ORGANISATION, "low")
    for pattern in (LABELLED, SIGNATURE):
        for match in pattern.finditer(text):
            if any(word.lower() not in GENERIC for word in match["name"].split()):
                yield named(*match.span("name"), Kind.ORGANISATION, "medium")


def _like_people(name: str) -> bool:
    """True for "Khan" and "Tyrell Jones": what may be somebody's name stays a direct finding."""
    words = [word.lower() for word in name.split() if word.isalpha() and not word.isupper()]
    return any(word in vocabulary.people() or word not in vocabulary.common_words() for word in words)


def _in_lower_case(text: str) -> Iterator[Finding]:
    """The word that tells the kind in lower case, or all of it: "Oakfarm estate", "balaclava rd"."""
    for match in KIND_IN_LOWER_CASE.finditer(text):
        if _distinctive(match["name"]):
            yield named(match.start("name"), match.end(), KINDS.get(match["kind"].split()[0], Kind.PLACE), "medium")
    for match in ALL_IN_LOWER_CASE.finditer(text):
        words = match["name"].split()
        town = words[0].capitalize() in vocabulary.places() and words[0] not in GENERIC
        if town or not any(word in vocabulary.common_words() for word in words):
            yield named(match.start("name"), match.end(), Kind.PLACE, "medium")


def _distinctive(name: str) -> bool:
    words = name.split()
    unusual = any(word.lower() not in GENERIC and word.lower() not in vocabulary.STARTERS for word in words)
    return unusual and not all(word.isupper() for word in words)


def _in_run(capitals: Capitals, run: Run) -> Iterator[Finding]:
    """Each name in the run: the words up to one that tells a kind, and further such words after it."""
    words = capitals.note.words
    first = index = run.first
    while index <= run.last:
        if index == first or not words[index].capital or words[index].bare not in KINDS:
            index += 1
            continue
        last = _last(capitals, index, run)
        start = _start(capitals, first, index)
        if start is not None:
            yield named(words[start].start, _end(capitals, last), _kind(capitals, start, last))
        first = index = last + 1


def _last(capitals: Capitals, index: int, run: Run) -> int:
    """The last of the words that tell a kind: "Community School", "RC Primary", "Sixth Form"."""
    words = capitals.note.words
    while index < run.last and words[index + 1].capital and words[index + 1].bare in KINDS:
        index += 1
    return index + 1 if words[index].bare == "sixth" and index < run.last else index


def _end(capitals: Capitals, last: int) -> int:
    word = capitals.note.words[last]
    number = NUMBERED.match(capitals.note.text, word.end) if word.bare in {"pod", "team", "ward", "unit"} else None
    return number.end() if number else word.core_end


def _kind(capitals: Capitals, start: int, last: int) -> Kind:
    words = capitals.note.words
    kinds = [KINDS[words[index].bare] for index in range(start, last + 1) if words[index].bare in KINDS]
    return Kind.SCHOOL if Kind.SCHOOL in kinds else kinds[-1]


def _start(capitals: Capitals, first: int, typed: int) -> int | None:
    """Where the name that ends with the word `typed` begins; None when nothing in it is distinctive."""
    words = capitals.note.words
    start = first
    for index in range(first, typed):
        if _no_part(capitals, index) or (index == start and _opens_sentence(capitals, index)):
            start = index + 1
    while start < typed and not words[start].capital:
        start += 1
    named_street = words[typed].bare in STREETS and words[typed - 1].bare not in NOT_STREETS
    if all(words[index].bare in GENERIC for index in range(start, typed)) and not named_street:
        return None
    ordinary = all(capitals.sort(index) in {Sort.WORD, Sort.ROUTINE, Sort.ACRONYM} for index in range(start, typed))
    if ordinary and words[typed].bare in NEED_UNUSUAL_WORD and not _somewhere(capitals, start, typed):
        return None
    return start


def _no_part(capitals: Capitals, index: int) -> bool:
    """True for a title, a word for family or an acronym: what follows begins anew."""
    sort, bare = capitals.sort(index), capitals.note.words[index].bare
    return sort in {Sort.TITLE, Sort.KIN} or (
        sort is Sort.ACRONYM and bare in vocabulary.ACRONYMS and bare not in PART_OF_NAME
    )


def _opens_sentence(capitals: Capitals, index: int) -> bool:
    word = capitals.note.words[index]
    return not word.capital or (word.bare in vocabulary.STARTERS and capitals.note.starts_sentence(index))


def _somewhere(capitals: Capitals, start: int, typed: int) -> bool:
    """True for ordinary words that read as an address: "to Yarrow Court", not "the Family Court"."""
    words = capitals.note.words
    if words[typed].bare not in MAY_BE_ADDRESSES or not capitals.note.adjacent(start):
        return False
    generic = any(words[index].bare in GENERIC for index in range(start, typed))
    return words[start - 1].text.lower() in BEING_THERE and not generic
