"""What a network knows about its own area: schools, wards, estates, groups, venues."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import WORD, Note

REPLACEMENTS = {Kind.SCHOOL: "[a school]", Kind.PLACE: "[a place]", Kind.ORGANISATION: "[a local group]"}


@dataclass(frozen=True, slots=True)
class Term:
    """A local name to look for, however it is capitalised."""

    text: str
    kind: Kind = Kind.PLACE


def find(note: Note, lexicon: Iterable[str | Term]) -> Iterator[Finding]:
    """Each place where words of the note are those of a term of `lexicon`; a plain string is a place."""
    terms: dict[str, list[tuple[list[str], Kind]]] = {}
    for term in lexicon:
        entry = Term(term) if isinstance(term, str) else term
        words = [word.lower().replace("’", "'") for word in WORD.findall(entry.text)]
        if words:
            terms.setdefault(words[0], []).append((words, entry.kind))
    if not terms:
        return
    forms = note.forms
    for index, (bare, full) in enumerate(forms):
        candidates = [*terms.get(full, ()), *(terms.get(bare, ()) if bare != full else ())]
        for words, kind in candidates:
            last = index + len(words) - 1
            if last < len(forms) and all(word in forms[index + offset] for offset, word in enumerate(words)):
                yield found(
                    note.words[index].start,
                    note.words[last].end if forms[last][1] == words[-1] else note.words[last].core_end,
                    kind,
                    "It is on your network's list of local names.",
                    REPLACEMENTS.get(kind, f"[{kind.replace('_', ' ')}]"),
                )
