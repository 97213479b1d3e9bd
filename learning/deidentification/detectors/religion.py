"""Faiths, denominations, places and offices of worship."""

from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.detectors.phrases import find_phrases
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

PHRASES = vocabulary.phrases("religious_phrases")
ONLY_WITH_CAPITAL = vocabulary.these(
    "christian christians catholic catholics baptist baptists evangelical pagan pagans"
)
REASON = "Religion narrows down who it is."


def find(note: Note) -> Iterator[Finding]:
    for word in note.words:
        if word.bare in vocabulary.RELIGIONS and (word.capital or word.bare not in ONLY_WITH_CAPITAL):
            yield found(word.start, word.core_end, Kind.RELIGION, REASON, "[a faith]", "medium")
    for first, last in find_phrases(note, PHRASES):
        start, end = note.words[first].start, note.words[last].end
        yield found(start, end, Kind.RELIGION, REASON, "[a faith]", "medium")
