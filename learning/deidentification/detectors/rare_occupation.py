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
AFTER = re.compile(r" (?:on|for|at|of) the [\w -]{3,30}(?: for \d+ (?:years|yrs))?")
ONLY = re.compile(
    r"\b(?:the )?only (?:female|male|black|asian|white|woman|man|girl|boy|pupil|student|child|person|family|one|"
    r"somali|polish|deaf|blind|trans|gay|muslim|sikh|hindu|jewish)\b[^.\n;]{0,40}? (?:in|at|on|of) "
    r"(?:the |his |her |their |our )?"
    r"(?:village|town|city|school|year|class|street|estate|area|county|service|force|region|country|team|family|island)\b",
    re.IGNORECASE,
)


def find(note: Note) -> Iterator[Finding]:
    for first, last in find_phrases(note, OCCUPATIONS):
        start, end = note.words[first].start, note.words[last].end
        if before := BEFORE.search(note.text, max(0, start - 20), start):
            start = before.start()
        if tail := AFTER.match(note.text, end):
            end = tail.end()
        yield found(start, end, Kind.RARE_OCCUPATION, REASON, "[a job]", "medium")
    for match in ONLY.finditer(note.text):
        reason = "The only one of its kind is easy to find."
        yield found(*match.span(), Kind.RARE_OCCUPATION, reason, "[somebody]", "medium")
