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
    words = note.words
    for at, word in enumerate(words):
        candidates = index.get(word.bare) or index.get(word.text.lower().replace("’", "'"))
        for candidate in candidates or ():
            last = at + len(candidate) - 1
            if last < len(words) and all(
                expected in (words[at + offset].text.lower().replace("’", "'"), words[at + offset].bare)
                for offset, expected in enumerate(candidate)
            ):
                yield at, last
                break
