"""What all ways of finding a name share."""

from dataclasses import replace

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Confidence, Finding, Kind, found
from learning.deidentification.note import Word

# A word that names something by itself; one of these makes a stretch of capitals a name.
CERTAIN = frozenset({Sort.FIRST_NAME, Sort.UNKNOWN})
NAMEABLE = CERTAIN | {Sort.NAME_OR_WORD, Sort.WORD, Sort.INITIAL}
LETTERS_AFTER_NAME = frozenset("bcdefghjklmnopqrstvwz")


def person(word: Word, last: Word, reason: str, confidence: Confidence = "high", kind: Kind = Kind.PERSON) -> Finding:
    """A finding from the start of `word` to the end of `last`, without a possessive."""
    return found(word.start, last.core_end, kind, reason, "[a person]", confidence)


def may_be_name(capitals: Capitals, index: int) -> bool:
    """True for a capitalised word that names nothing else."""
    if not 0 <= index < len(capitals.note.words):
        return False
    word = capitals.note.words[index]
    if not word.capital or not capitals.free(word) or capitals.sort(index) not in NAMEABLE:
        return False
    return word.bare not in vocabulary.STARTERS or word.bare in vocabulary.NAMES_AND_WORDS


def with_stop(capitals: Capitals, finding: Finding) -> Finding:
    """The finding with the full stop of an initial at its end: "Szymon S."."""
    text = capitals.note.text
    ends_in_initial = finding.end - finding.start > 2 and not text[finding.end - 2].isalnum()
    return (
        replace(finding, end=finding.end + 1)
        if ends_in_initial and text[finding.end : finding.end + 1] == "."
        else finding
    )
