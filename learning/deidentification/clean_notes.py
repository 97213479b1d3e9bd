"""How often words stand in notes that name nobody: who puts them on a list of local names should know before.

The notes are invented, by many professions, and identify nobody: whatever is found in them is a false alarm. They are
the clean ones of those that the screening was tuned on; `tests/deidentification/` holds this copy to them.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from learning.deidentification import vocabulary
from learning.deidentification.lexicon import Lexicon
from learning.deidentification.note import WORD, Note

NOTES = Path(__file__).parent / "lists" / "clean_notes.txt"
BETWEEN = "\n=====\n"
ARTICLES = vocabulary.these("the a an")


@dataclass(frozen=True, slots=True)
class Alarm:
    """Words would be found `times` times in `notes` of the clean notes.

    `is_word`: they are one ordinary word of English, with or without its article.
    """

    words: str
    times: int
    notes: int
    is_word: bool


@cache
def clean_notes() -> tuple[Note, ...]:
    """The notes, cut into words once a process."""
    return tuple(Note(text) for text in NOTES.read_text(encoding="utf-8").split(BETWEEN))


@cache
def _words_of_notes() -> frozenset[str]:
    return frozenset(form for note in clean_notes() for forms in note.forms for form in forms)


def alarm_of(words: str) -> Alarm | None:
    """What it would cost to look for these words everywhere; None where they are neither found nor ordinary."""
    parts = [part.lower().replace("’", "'") for part in WORD.findall(words)]
    named = parts[1:] if len(parts) == 2 and parts[0] in ARTICLES else parts
    is_word = len(named) == 1 and named[0] in vocabulary.common_words()
    found = [0]
    if parts and _words_of_notes().issuperset(parts):
        lexicon = Lexicon([words])
        found = [sum(1 for _ in lexicon.find(note)) for note in clean_notes()]
    if not is_word and not any(found):
        return None
    return Alarm(words, sum(found), sum(1 for times in found if times), is_word)
