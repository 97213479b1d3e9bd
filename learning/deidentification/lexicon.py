"""What a network knows about its own area: schools, wards, estates, groups, venues.

Where an application keeps such a list, `learn_from` tells the screening once how to get it; from then on every text
is screened with it, wherever it was typed. Without that the list is empty.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import WORD, Note

REPLACEMENTS = {Kind.SCHOOL: "[a school]", Kind.PLACE: "[a place]", Kind.ORGANISATION: "[a local group]"}
REASON = "It is on your network's list of local names."


@dataclass(frozen=True, slots=True)
class Term:
    """A local name to look for, however it is capitalised."""

    text: str
    kind: Kind = Kind.PLACE


class Lexicon:
    """Many terms, looked up by their words: a longer list takes no longer to search.

    At each word of a note it is asked once for each number of words that a term beginning with it has.
    """

    def __init__(self, terms: Iterable[str | Term] = ()) -> None:
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._terms: dict[tuple[str, ...], list[tuple[list[str], Kind]]] = {}
        for term in terms:
            entry = Term(term) if isinstance(term, str) else term
            words = [word.lower().replace("’", "'").replace("‘", "'") for word in WORD.findall(entry.text)]
            if words:
                bare = tuple(word.removesuffix("'s") for word in words)
                self._terms.setdefault(bare, []).append((words, entry.kind))
                lengths = {*self._lengths.get(bare[0], ()), len(bare)}
                self._lengths[bare[0]] = tuple(sorted(lengths, reverse=True))

    def __bool__(self) -> bool:
        return bool(self._terms)

    def find(self, note: Note) -> Iterator[Finding]:
        """Each place where words of the note are those of a term."""
        if not self._terms:
            return
        forms = note.forms
        bare = [form[0].removesuffix("'s") for form in forms]
        for index, word in enumerate(bare):
            for length in self._lengths.get(word, ()):
                for words, kind in self._terms.get(tuple(bare[index : index + length]), ()):
                    if all(part in form for part, form in zip(words, forms[index : index + length], strict=True)):
                        yield _found(note, index, words, kind)


def _found(note: Note, index: int, words: list[str], kind: Kind) -> Finding:
    last = index + len(words) - 1
    whole = note.forms[last][1] == words[-1]
    end = note.words[last].end if whole else note.words[last].core_end
    replacement = REPLACEMENTS.get(kind, f"[{kind.replace('_', ' ')}]")
    return found(note.words[index].start, end, kind, REASON, replacement)


EMPTY = Lexicon()
_sources: list[Callable[[], Lexicon]] = []


def learn_from(source: Callable[[], Lexicon]) -> None:
    """Ask `source` for the local names at each screening from now on; it replaces the one before."""
    _sources[:] = [source]


def known() -> Lexicon:
    """The local names that texts are screened with now."""
    return _sources[0]() if _sources else EMPTY
