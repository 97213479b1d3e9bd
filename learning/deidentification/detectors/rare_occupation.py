"""Unusual jobs and pastimes. Many more exist than a list can hold: author and reviewers are asked as well."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.detectors.phrases import find_phrases
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

OCCUPATIONS = vocabulary.phrases("rare_occupations")
REASON = "An unusual job or pastime narrows down who it is."
BEFORE = re.compile(
    r"(?:\b(?:retired|former|ex|professional|part[- ]time|trained as an?|apprentice|trainee)[ -])$", re.IGNORECASE
)
AFTER = re.compile(
    r"['’]s (?:assistant|apprentice|mate|wife|widow|son|daughter)\b| (?:on|for|at|of) the [\w -]{3,30}(?: for "
    r"\d+ (?:years|yrs))?"
)
RUNS_THE_ONLY = re.compile(
    r"\b(?:runs?|ran|owns?|owned|keeps|kept|works? (?:at|in)|manages?) the only [\w '-]{3,25} (?:in|on) (?:the |"
    r"this |our )?(?:village|town|estate|island|area|city)\b"
    r"|\b(?:rings?|rang|ringing) the (?:church |cathedral )?bells\b(?: (?:at|of|in) (?:the )?\w+)?"
)
DOING = re.compile(
    r"\b(?:drives?|drove|driving|operates?|runs?|ran|captains?|captained|pilots?|keeps?|kept|works? on|worked on|"
    r"breeds?|bred|"
    r"trains?|trained|races?|raced|restores?|restored|builds?|built|makes?|carves?|plays?|shows?|flies) (?:the |"
    r"a |an |his |her |"
    r"their )?(?:only )?(?P<what>(?:road|land|ghost|steam|miniature|narrow[- ]gauge|model) (?:train|railway)s?|"
    r"chain ferry|ferry|"
    r"funicular|ice cream van|mobile library|donkeys?(?: rides)?|carousel|waltzers?|dodgems|cable car|lifeboat|"
    r"hovercraft|"
    r"milk float|hearse|gritter|pedalos?|racing pigeons|pigeons|greyhounds|whippets|ferrets|falcons|owls|alpacas|"
    r"llamas|ostriches|"
    r"snakes|reptiles|bees|harps?|lutes?|bagpipes|harpsichord|narrowboats?|vintage (?:cars|buses|tractors)|"
    r"stock cars?|speedway|sidecars?|puppet theatre|punch and judy|planetarium|lighthouse|windmill|watermill|"
    r"brass band|"
    r"bell ?tower|steel ?pans?|steel band|canal boat|trip boat|ghost walks?)\b"
    r"(?: (?:on|at|in|for|along|round) (?:the )?[\w' -]{3,25}?(?=[,.;\n)]| (?:so|and|but|who|for|since)\b))?",
)
ONLY = re.compile(
    r"\b(?:the )?only (?:female|male|black|asian|white|woman|man|girl|boy|pupil|student|child|person|family|one|"
    r"somali|polish|deaf|blind|trans|gay|muslim|sikh|hindu|jewish)\b[^.\n;]{0,40}? (?:in|at|on|of) "
    r"(?:the |his |her |their |our )?"
    r"(?:village|town|city|school|year|class|street|estate|area|county|service|force|region|country|team|family|"
    r"island)\b"
)


def find(note: Note) -> Iterator[Finding]:
    for first, last in find_phrases(note, OCCUPATIONS):
        start, end = note.words[first].start, note.words[last].end
        if before := BEFORE.search(note.text, max(0, start - 20), start):
            start = before.start()
        if tail := AFTER.match(note.text, end):
            end = tail.end()
        yield found(start, end, Kind.RARE_OCCUPATION, REASON, "[a job]", "medium")
    for match in (*DOING.finditer(note.lowered), *RUNS_THE_ONLY.finditer(note.lowered)):
        yield found(*match.span(), Kind.RARE_OCCUPATION, REASON, "[an unusual job or pastime]", "low")
    for match in ONLY.finditer(note.lowered):
        reason = "The only one of its kind is easy to find."
        yield found(*match.span(), Kind.RARE_OCCUPATION, reason, "[somebody]", "medium")
