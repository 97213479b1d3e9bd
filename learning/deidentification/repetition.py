"""Once a name is found, every later and earlier use is found: parts of it, possessives, lower case."""

from collections.abc import Iterable, Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import is_word
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.names.in_context import DOINGS, VERBS
from learning.deidentification.note import WORD, Note, Word

REASON = "This name is used elsewhere in the text."
NOT_REPEATED = vocabulary.STARTERS | vocabulary.KIN | (vocabulary.TITLES - {"professor", "sister"})


def find(note: Note, names: Iterable[Finding]) -> Iterator[Finding]:
    """Uses of the words of `names` (persons, nicknames) all over the note."""
    kinds = _words_of(note, names)
    for index, word in enumerate(note.words if kinds else ()):
        name = _name_in(word, kinds)
        if name and _means_the_name(note, index, name):
            end = word.core_end if name == word.bare else word.start + len(name)
            yield found(word.start, end, kinds[name], REASON, "[a person]", "high" if word.capital else "medium")


def _words_of(note: Note, names: Iterable[Finding]) -> dict[str, Kind]:
    """Each word of the names, in lower case, and unusual halves of double names → the kind it was found as."""
    kinds: dict[str, Kind] = {}
    for name in names:
        for match in WORD.finditer(note.text, name.start, name.end):
            bare = match.group().lower().replace("’", "'").removesuffix("'s")
            halves = [half for half in bare.split("-") if len(half) > 3 and not is_word(half)] if "-" in bare else []
            for word in (bare, *halves):
                if len(word) > 2 and word not in NOT_REPEATED:
                    kinds.setdefault(word, name.kind)
    return kinds


def _name_in(word: Word, kinds: dict[str, Kind]) -> str:
    """The name that `word` is, or empty; "Mannys" is Manny with the apostrophe left out."""
    if word.bare in kinds:
        return word.bare
    shorter = word.bare[:-1]
    return shorter if word.bare.endswith("s") and shorter in kinds and not is_word(word.bare) else ""


def _means_the_name(note: Note, index: int, name: str) -> bool:
    if not note.words[index].capital:
        return not is_word(name)
    if name in vocabulary.CALENDAR and note.starts_sentence(index):
        return False
    # "Will you", "Hope he", "Mark the": the word and not the name, even in a note about a Mark.
    return name not in VERBS or not note.starts_sentence(index) or note.following(index) in DOINGS
