"""Events that were reported or that happened once: a search finds them."""

import re
from collections.abc import Iterator

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

PRESS = re.compile(
    r"\b(?:(?:was|were|been|is|made|appeared|got|it's|its) )?(?:in|on|made|all over) the "
    r"(?:local |national |regional |front page of the )?"
    r"(?:papers?|newspapers?|news|press|headlines|(?:tv|evening|telly) news|crimewatch)\b"
)
WON = re.compile(
    r"\b(?:won|awarded|crowned|was given|received|got) (?:the|a|an) [^.,;\n]{3,50}?"
    r"(?:medal|trophy|championship|title|award|prize|record|cup)\b"
)
EVENTS = (
    r"(?:attack|shooting|bombing|massacre|explosion|murder|inquest|inquiry|trial|riot|siege|derailment|collapse|flood|"
    r"stampede|crash)"
)
NAMED = re.compile(
    rf"\bthe (?P<which>(?:[\w'’-]{{1,30}} ){{1,3}}){EVENTS}\b"
    r"(?: (?:at|in|on|of) (?:the )?[\w'’ -]{3,30}?(?=[,.;\n)]| (?:which|that|when|where|and|in)\b))?"
)
# "the alleged attack", "the first trial" say nothing about which.
TELLING_NOTHING = frozenset(
    {
        *(
            "the",
            "alleged",
            "latest",
            "last",
            "first",
            "next",
            "previous",
            "recent",
            "same",
            "second",
            "third",
            "original",
        ),
        *(
            "whole",
            "actual",
            "later",
            "initial",
            "serious",
            "other",
            "knife",
            "panic",
            "heart",
            "asthma",
            "car",
            "court",
        ),
        *(
            "criminal",
            "public",
            "police",
            "murder",
            "fact",
            "upcoming",
            "ongoing",
            "full",
            "main",
            "said",
            "night",
            "day",
        ),
        *("time", "of", "his", "her", "their", "and", "in", "a", "to", "at", "stabbing", "violent", "racist", "acid"),
    }
)


def find(note: Note) -> Iterator[Finding]:
    for match in PRESS.finditer(note.lowered):
        reason = "What was reported can be found by a search."
        yield found(*match.span(), Kind.RARE_EVENT, reason, "[known locally]", "medium")
    for match in WON.finditer(note.lowered):
        yield found(*match.span(), Kind.RARE_EVENT, "An award can be found by a search.", "[an achievement]", "medium")
    for match in NAMED.finditer(note.lowered):
        if not TELLING_NOTHING.issuperset(match["which"].split()):
            reason = "An event like this can be found by a search."
            yield found(*match.span(), Kind.RARE_EVENT, reason, "[a serious event]", "low")
