"""Once a name is found, every later and earlier use is found: parts of it, possessives, lower case."""

import re
from collections.abc import Iterable, Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import is_word
from learning.deidentification.findings import SURENESS, Finding, Kind, found
from learning.deidentification.names.in_context import DOINGS, VERBS
from learning.deidentification.note import WORD, Note, Word

REASON = "This name is used elsewhere in the text."
NOT_REPEATED = (
    vocabulary.these(
        "big lil li'l slim mad lanky skinny crazy fat little tiny old young baby red dirty ginger tall posh "
        "school water city"
    )
    | vocabulary.STARTERS
    | vocabulary.KIN
    | (vocabulary.TITLES - {"professor", "sister"})
)


def find(note: Note, names: Iterable[Finding]) -> Iterator[Finding]:
    """Uses of the words of `names` (persons, nicknames) all over the note."""
    known = _words_of(note, names)
    for index, word in enumerate(note.words if known else ()):
        name = _name_in(word, known)
        if name and _means_the_name(note, index, name, small=note.text[known[name].start].islower()):
            end = word.core_end if name == word.bare else word.start + len(name)
            yield found(word.start, end, known[name].kind, REASON, "[a person]", known[name].confidence)


# "Ghost and Tank came", "Bones, Ginge": what is named beside a nickname is somebody, too.
BESIDE = re.compile(r"(?<![\w'’-])(?P<name>[A-Z][a-z]{2,12})(?:, | and | & |/)$")
NOBODY = vocabulary.ROLES | vocabulary.ROUTINE_CAPITALS | vocabulary.STARTERS | vocabulary.KIN | vocabulary.CALENDAR


def beside(note: Note, names: Iterable[Finding]) -> Iterator[Finding]:
    """Ordinary words with a capital that are named in one breath with somebody, where a sentence begins."""
    for name in names:
        before = BESIDE.search(note.text, max(0, name.start - 18), name.start)
        if before and before["name"].lower() not in NOBODY and "[" not in note.text[name.start - 1 : name.start]:
            index = note.at(before.start("name"))
            if index is not None and note.starts_sentence(index) and name.kind is Kind.NICKNAME:
                reason = "It is named in one breath with somebody."
                yield found(*before.span("name"), Kind.NICKNAME, reason, "[a person]", "low")


def _words_of(note: Note, names: Iterable[Finding]) -> dict[str, Finding]:
    """Each word of the names, in lower case, and unusual halves of double names → the surest finding it is from."""
    known: dict[str, Finding] = {}
    for name in sorted(names, key=lambda name: SURENESS[name.confidence]):
        for match in WORD.finditer(note.text, name.start, name.end):
            bare = match.group().lower().replace("’", "'").removesuffix("'s")
            halves = [half for half in bare.split("-") if len(half) > 3 and not is_word(half)] if "-" in bare else []
            for word in (bare, *halves):
                if (len(word) > 2 or word[-1].isdigit()) and word not in NOT_REPEATED:
                    known.setdefault(word, name)
    return known


def _name_in(word: Word, known: dict[str, Finding]) -> str:
    """The name that `word` is, or empty; "Mannys" is Manny with the apostrophe left out."""
    if word.bare in known:
        return word.bare
    shorter = word.bare[:-1]
    return shorter if word.bare.endswith("s") and shorter in known and not is_word(word.bare) else ""


def _means_the_name(note: Note, index: int, name: str, *, small: bool) -> bool:
    """`small`: the name itself is written without a capital elsewhere."""
    if not note.words[index].capital:
        return (
            not is_word(name) or (small and not note.adjacent(index + 1)) or (small and note.following(index) in DOINGS)
        )
    if name in vocabulary.CALENDAR and note.starts_sentence(index):
        return note.following(index) in DOINGS and note.following(index) not in {"is", "was"}
    # "Will you", "Hope he", "Mark the": the word and not the name, even in a note about a Mark.
    return name not in VERBS or not note.starts_sentence(index) or note.following(index) in DOINGS
