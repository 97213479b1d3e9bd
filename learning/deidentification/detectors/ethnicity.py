"""Ethnicity, nationality, languages other than English, countries of origin."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

PEOPLE = (
    r"(?:boys?|girls?|m[ae]n|wom[ae]n|males?|females?|young|teen\w*|child\w*|lads?|kids?|famil\w+|mother|father|"
    r"mum|dad|"
    r"parents?|"
    r"heritage|british|caribbean|african|african-caribbean|irish|other|background|youth|student|pupil|person|"
    r"people|origin)"
)
COMPOUND = re.compile(
    r"\b(?:white|black|asian|mixed|dual|south asian|east asian|brown|biracial|mixed[ -]race)(?:[ -/]| or | and )"
    rf"(?:(?:white|black|asian|british|irish|african|caribbean)[ -/](?:and |& )?){{0,3}}(?={PEOPLE}\b)"
    r"(?:british|irish|caribbean|african-caribbean|african|heritage|other|background|origin)?"
)
SIERRA = re.compile(
    r"\b(?:sierra leone(?:an)?|saudi arabian?|(?:south|north|west|east) african?|south sudan(?:ese)?|ivory coast|"
    r"sri lankan?|hong kong(?:er)?|costa rican?|el salvador|new zealand(?:er)?|burkina faso|cape verde(?:an)?|"
    r"puerto rican?|"
    r"dominican republic|papua new guinea|st lucian?|st vincent|st kitts|south korean?|north korean?|czech republic|"
    r"middle eastern|eastern european|latin american?|north macedonian?|bosnia and herzegovina|equatorial guinea|"
    r"irish travellers?|romany gyps(?:y|ies)|gyps(?:y|ies)|mixed[ -](?:race|heritage|ethnicity)|dual[ -]heritage)\b"
)
BEFORE = re.compile(
    r"\b(?:British|White|Black|Asian|Mixed|Dual|Iraqi|Turkish|Northern|Southern|East|West|North|South)(?:[ -/]| "
    r"and | & )$"
)
REASON = "Ethnicity, nationality or language narrows down who it is."


def find(note: Note) -> Iterator[Finding]:
    for word in note.words:
        singular = word.bare.removesuffix("s") if word.capital else word.bare
        known = vocabulary.NATIONALITIES if word.capital else vocabulary.NATIONALITIES_IN_LOWER_CASE
        if word.bare in known or singular in known:
            before = BEFORE.search(note.text, max(0, word.start - 20), word.start)
            start = before.start() if before else word.start
            yield found(start, word.core_end, Kind.ETHNICITY, REASON, "[a background]", "medium")
    for pattern in (COMPOUND, SIERRA):
        for match in pattern.finditer(note.lowered):
            end = match.start() + len(match.group().rstrip(" -/"))
            yield found(match.start(), end, Kind.ETHNICITY, REASON, "[a background]", "medium")
