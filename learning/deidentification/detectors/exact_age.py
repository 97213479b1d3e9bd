"""Exact ages, in years, months or weeks. Bands and school years are not ages."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Confidence, Finding, Kind, found
from learning.deidentification.note import Note

NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
AGE = rf"(?P<age>\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
# "14 to 16", "16–24", "16+", "3pm", "15 %" are no exact ages.
NO_BAND = r"(?!\w|[.,:]\d| ?(?:-|–|—|to\b|and \d|or \d|\+|/|plus\b|%|x\b|am\b|pm\b))"
NOT_IN_BAND = r"\b(?=[\dotfsen])(?<!\d[-–])(?<!\d to )(?<!\d and )(?<!\d or )(?<!\d – )(?<!\d - )(?<![\w.])"
CLAUSE_ENDS = (
    r"(?=\s*(?:[,.;:!?)\n]|$|(?:and|but|when|now|next|last|with|so|in|on|this|at the time|years old|yrs old)\b))"
)

NO_TIME = r"(?! (?:week|month|day|year|different|place))"

WITH_WORD = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:aged?|age of|age is|age was)[ :]{{1,3}}{AGE}\b{NO_BAND}",
        rf"{NOT_IN_BAND}{AGE}[ -]?(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?)[ -]old\b(?!s)",
        rf"{NOT_IN_BAND}{AGE} ?(?:y/?o|y\.o\.?)(?!\w)",
        rf"\b(?:turned|turning|turns|nearly) {AGE}\b{NO_BAND}{CLAUSE_ENDS}",
        rf"\b(?:since|when|until|till|as|that|if) (?:s?he|they|i|we|you) (?:was|were|is) (?:only )?{AGE}\b{NO_BAND}",
        rf"\b(?:in care|alone|pregnant|arrested|excluded|adopted|homeless) (?:from|since|at) {AGE}\b{NO_BAND}{NO_TIME}",
    )
]
SOMEBODY = vocabulary.these(
    "he she they who i you gentleman lady boy girl lad man woman child brother sister son daughter cousin mum mother "
    "dad father patient pt client victim yp"
)
# Case matters: a capital before the age is what makes it the age of somebody.
PERSON_IS = re.compile(
    rf"\b(?P<name>(?i:{'|'.join(sorted(SOMEBODY))})|[A-ZÀ-Þ][^\W\d_A-Z][\w'’-]{{0,30}}?)"
    r"(?:'s|’s|'re|’re| is| was| are| were)"
    rf"(?: now| only| just| nearly| almost| about| around| approx)? {AGE}\b{NO_BAND}{CLAUSE_ENDS}"
)
AFTER_NAME = re.compile(
    r"(?<![\w'’-])(?P<name>[^\W\d_][\w'’-]{0,30})\)?(?P<mark>, | \((?:[mfMF],? )?)(?P<age>\d{1,2})"
    r"(?:\?|[mfMF]\b)?(?=[,;)]|\. [A-Z]|$)"
)
SENTENCE = re.compile(r"(?<=[a-z.)A-Z][.:] )(?P<age>[1-9]\d)\. (?=[A-Z])")
LETTERED = re.compile(r"(?<![\w-])(?P<age>1\d) ?[MF](?![\w/])")
BORN = re.compile(r"\bborn (?:in )?(?:\w{1,12} )?(?P<age>(?:19|20)\d\d)\b", re.IGNORECASE)
NOT_BEFORE_AGE = vocabulary.ROUTINE_CAPITALS | vocabulary.words("not_before_age")


def find(note: Note) -> Iterator[Finding]:
    for pattern in WITH_WORD:
        for match in pattern.finditer(note.text):
            yield _age(match)
    for match in PERSON_IS.finditer(note.text):
        if match["name"].lower() not in NOT_BEFORE_AGE or match["name"].lower() in SOMEBODY:
            yield _age(match)
    for match in AFTER_NAME.finditer(note.text):
        if _after_name(note.text, match):
            yield _age(match)
    for pattern in (SENTENCE, LETTERED):
        for match in pattern.finditer(note.text):
            yield _age(match, "medium")
    for match in BORN.finditer(note.text):
        yield found(*match.span("age"), Kind.EXACT_AGE, "A year of birth tells the age.", "[a year]", "medium")


def _after_name(text: str, match: re.Match[str]) -> bool:
    """Whether "…, 18," or "… (34)" is an age: after a name, or between two commas."""
    if match["name"].lower() in NOT_BEFORE_AGE - SOMEBODY or int(match["age"]) == 0:
        return False
    return match["name"][0].isupper() or match["mark"] != ", " or text[match.end() : match.end() + 1] == ","


def _age(match: re.Match[str], confidence: Confidence = "high") -> Finding:
    written = match["age"].lower()
    years = int(written) if written.isdigit() else NUMBERS.index(written) + 1
    unit = match.group()[match.end("age") - match.start() :].lower().lstrip(" -")
    band = "a baby" if unit.startswith(("mo", "mth", "we", "wk", "da")) else age_band(years)
    return found(*match.span("age"), Kind.EXACT_AGE, "This is an exact age; a band says enough.", band, confidence)


BANDS = (
    *((2, "under two"), (5, "under five"), (8, "five to seven"), (11, "eight to ten")),
    *((14, "early teens"), (16, "mid teens"), (20, "late teens"), (30, "twenties"), (40, "thirties"), (50, "forties")),
    *((60, "fifties"), (70, "sixties"), (80, "seventies"), (90, "eighties")),
)


def age_band(years: int) -> str:
    """Words for an age that do not tell it: "early teens", "forties"."""
    return next((words for limit, words in BANDS if years < limit), "nineties")
