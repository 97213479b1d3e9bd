"""Looking for many phrases at once: by their first word, so that the length of the list costs nothing."""

from collections.abc import Iterator
from functools import lru_cache

from learning.deidentification.note import WORD, Note


@lru_cache(maxsize=16)
def _by_first_word(phrases: frozenset[str]) -> dict[str, list[list[str]]]:
    index: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        words = WORD.findall(phrase)
        index.setdefault(words[0], []).append(words)
    for candidates in index.values():
        candidates.sort(key=len, reverse=True)
    return index


def find_phrases(note: Note, phrases: frozenset[str]) -> Iterator[tuple[int, int]]:
    """(index of first word, index of last word) of each of `phrases` in the note, the longest at each word."""
    index = _by_first_word(phrases)
    forms = note.forms
    for at, (bare, full) in enumerate(forms):
        candidates = index.get(bare)
        if candidates is None and bare is not full:
            candidates = index.get(full)
        for candidate in candidates or ():
            end = at + len(candidate)
            if end <= len(forms) and all(part in form for part, form in zip(candidate, forms[at:end], strict=True)):
                yield at, end - 1
                break
