"""Events that were reported or that happened once: a search finds them."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Confidence, Finding, Kind, found
from learning.deidentification.note import Note

PRESS = re.compile(
    r"\b(?:(?:was|were|been|is|made|appeared|got|it's|its) )?(?:in|on|made|all over) the "
    r"(?:local |national |regional |front page of the )?"
    r"(?:papers?|newspapers?|news|press|headlines|(?:tv|evening|telly) news|crimewatch|"
    r"(?:[a-z]+ )?(?:mercury|echo|gazette|argus|chronicle|herald|courier|advertiser|examiner|telegraph|evening "
    r"post|evening news|"
    r"evening standard|observer|journal|mail|mirror|sun))\b"
    r"|\b(?:(?:was|were|been|is|appeared|featured|she was|he was|they were) )?on (?:look north|midlands today|"
    r"east midlands today|"
    r"granada reports|north west tonight|points west|spotlight|south today|bbc news|itv news|sky news|radio \w+|"
    r"the one show|"
    r"crimewatch|panorama|britain['’]s got talent|x factor|the voice|come dine with me|bake off|countdown|"
    r"mastermind|the chase|"
    r"pointless|love island|question time|newsround|blue peter|songs of praise|dragons['’] den|the "
    r"apprentice)(?: with \w+)?\b"
    r"|\bon the (?:[\w'’]+ ){1,2}news\b|\b(?:an|his|her|the) (?:mbe|obe|cbe|bem|knighthood|george cross|victoria "
    r"cross|queen['’]s gallantry medal)\b"
    r"|\bwent viral\b|\bhad a documentary made about \w+\b|\b(?:wikipedia|bbc) (?:page|article|documentary)\b"
)
AT_A_NAMED_PLACE = re.compile(
    r"\b[Tt]he (?P<which>(?:[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,20} ){1,3})(?:stabbings?|shooting|murders?|fire|crash|riots?|"
    r"attack|bombing|explosion|disaster|siege|"
    r"kidnapping|robbery|killings?|inquest|inquiry|flood|tragedy|protest|eviction|lock-in|standoff|stand-off)\b"
)
FESTIVAL = re.compile(
    r"\b[Tt]he (?:(?:19|20)\d\d )?(?P<which>(?:[A-Z][\w'’-]{1,20} ){0,3})(?:Carnival|Festival|Mela|Pride|Parade|"
    r"Marathon|Regatta|Fête|Fete|Show|Goose Fair|Rave|Gala)\b"
)
DID = re.compile(
    r"\b(?:survived|survivor of|caught up in|pulled from|rescued from|injured in|hurt in|killed in|died in|"
    r"witness(?:ed)? to) the [^.,;\n]{3,40}?"
    r"(?:fire|crash|attack|bombing|shooting|explosion|flood|collapse|disaster|massacre|siege|earthquake|tsunami|"
    r"stabbings?|riots?)\b"
    r"|\b(?:played|plays|swims?|swam|runs|ran|fought|fights|boxed|boxes|fenced|rowed|danced|sang|sings|"
    r"represented|represents|captained|captains)"
    r" (?:for )?(?:england|wales|scotland|ireland|great britain|team gb|the county|his county|her county|their county|"
    r"[a-z]+ (?:city|united|county|rovers|town|athletic)(?: (?:academy|under-?\d+s?|juniors|youth))?)\b"
    r"|\bscored the (?:winning|only) (?:goal|try|run)s? [^.,;\n]{3,40}"
)
ONLY_ONE = re.compile(
    r"\b(?:(?:he|she|they|who|i) (?:was|is|were|are) )?(?:the )?(?:last|only|sole|youngest|oldest|first|lone) "
    r"(?:(?:black|female|male|"
    r"asian|deaf|british|known|living) )?(?:survivors?|person|woman|man|girl|boy|pupil|winner|member|witness|"
    r"victim|recipient|"
    r"bus inspector|mayor|player|officer|firefighter|nurse) (?:of|to|in|from|ever|at|on|who) [^.,;\n]{3,60}"
)
WON = re.compile(
    r"\b(?:won|awarded|crowned|was given|received|got) (?:the|a|an) [^.,;\n]{3,50}?"
    r"(?:medal|trophy|championship|title|award|prize|record|cup)\b"
)
EVENTS = (
    r"(?:attack|shooting|bombing|massacre|explosion|murder|inquest|inquiry|trial|riot|siege|derailment|collapse|flood|"
    r"stampede|crash|disaster|tragedy|fire|hijack\w*|kidnap\w*|drowning|gas leak|landslide|sinking|train crash|"
    r"plane crash|ambush)"
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
    for pattern, reason, instead, confidence in SAID:
        for match in pattern.finditer(note.lowered):
            yield found(*match.span(), Kind.RARE_EVENT, reason, instead, confidence)
    for match in AT_A_NAMED_PLACE.finditer(note.text):
        if not {word.lower() for word in match["which"].split()} <= GENERIC:
            yield found(*match.span(), Kind.RARE_EVENT, SEARCHED, "[a serious event]", "low")
    for match in FESTIVAL.finditer(note.text):
        if match["which"] or match.group()[4:5].isdigit():
            yield found(*match.span(), Kind.RARE_EVENT, SEARCHED, "[an event]", "low")
    for match in NAMED.finditer(note.lowered):
        if not TELLING_NOTHING.issuperset(match["which"].split()):
            yield found(*match.span(), Kind.RARE_EVENT, SEARCHED, "[a serious event]", "low")


GENERIC = vocabulary.ROUTINE_CAPITALS | vocabulary.GENERIC_WORDS | vocabulary.KNOWN
SEARCHED = "An event like this can be found by a search."
SAID: tuple[tuple[re.Pattern[str], str, str, Confidence], ...] = (
    (PRESS, "What was reported can be found by a search.", "[known locally]", "medium"),
    (WON, "An award can be found by a search.", "[an achievement]", "medium"),
    (DID, "What was reported or won can be found by a search.", "[something remarkable]", "low"),
    (ONLY_ONE, "The only one of its kind is easy to find.", "[something remarkable]", "low"),
)
