"""Faiths, denominations, places and offices of worship."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.detectors.phrases import find_phrases
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

PHRASES = vocabulary.phrases("religious_phrases")
ONLY_WITH_CAPITAL = vocabulary.these(
    "christian christians catholic catholics baptist baptists evangelical pagan pagans"
)
CHURCHES = re.compile(
    r"\b(?:the )?(?P<name>(?:[A-Z][\w'’-]{1,20} ){0,3}(?:Chapel|Tabernacle|Ministries|Covenant|Fellowship|Temple|"
    r"Kingdom Hall|"
    r"Assembl(?:y|ies) of God|Church of God(?: (?:of|in) [A-Z]\w+)?|Church of Christ|Church of Pentecost|Gospel "
    r"Hall|Worship Centre|"
    r"Church Hall|Parish Church|(?:Baptist|Methodist|Community|Pentecostal|Evangelical|Apostolic|Catholic|"
    r"Christian|Orthodox|Reformed|Free) Church|House of (?:God|Praise|Prayer)))\b"
)
# A form's own box says that it is a faith: "Religion: RC".
LABELLED = re.compile(r"\b(?:religion|faith|denomination)(?: or belief)?: ?(?P<name>[A-Za-z][\w'’-]{1,24})")
NOT_TOLD = vocabulary.these("none no not unknown nil n/k nk n/a refused declined prefer other any yes tbc")
REASON = "Religion narrows down who it is."


def find(note: Note) -> Iterator[Finding]:
    for word in note.words:
        if word.bare in vocabulary.RELIGIONS and (word.capital or word.bare not in ONLY_WITH_CAPITAL):
            yield found(word.start, word.core_end, Kind.RELIGION, REASON, "[a faith]", "medium")
    for first, last in find_phrases(note, PHRASES):
        start, end = note.words[first].start, note.words[last].end
        yield found(start, end, Kind.RELIGION, REASON, "[a faith]", "medium")
    for match in LABELLED.finditer(note.lowered):
        if match["name"] not in NOT_TOLD:
            yield found(*match.span("name"), Kind.RELIGION, REASON, "[a faith]", "medium")
    for match in CHURCHES.finditer(note.text):
        words = match["name"].split()
        if len(words) > 1 and not all(
            word.lower() in vocabulary.ROUTINE_CAPITALS | vocabulary.STARTERS for word in words[:-1]
        ):
            yield found(*match.span("name"), Kind.RELIGION, REASON, "[a place of worship]", "medium")
