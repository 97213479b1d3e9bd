"""Towns and villages from the gazetteer, in capitals, or in lower case after a word for being somewhere."""

from collections.abc import Iterator
from functools import cache

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals
from learning.deidentification.detectors.kinds_of_place import KINDS, SCHOOL, named
from learning.deidentification.findings import Finding, Kind

WHERE = vocabulary.these("in at to from near nr around of outside into towards toward between via across over round by")
MOVES = vocabulary.these(
    "discharged moved moving moves move live living lives lived relocated deported back sent taken"
)
AFTER_TOWN = vocabulary.words("after_town")
TOWN_IN_CAPITALS = 6
NOT_TOWNS = vocabulary.words("not_towns") | vocabulary.CALENDAR


@cache
def _by_first_word() -> dict[str, list[list[str]]]:
    index: dict[str, list[list[str]]] = {}
    for place in vocabulary.places():
        words = place.lower().replace("-", " ").split()
        if words[0] not in NOT_TOWNS or len(words) > 1:
            index.setdefault(words[0], []).append(words)
    for candidates in index.values():
        candidates.sort(key=len, reverse=True)
    return index


def find(capitals: Capitals) -> Iterator[Finding]:
    index = _by_first_word()
    for at, word in enumerate(capitals.note.words):
        candidates = index.get(word.bare)
        if candidates and capitals.free(word) and not (word.upper and _is_short_or_ordinary(word.bare)):
            for candidate in candidates:
                last = at + len(candidate) - 1
                if _written(capitals, at, candidate) and _meant(capitals, at, last):
                    yield named(word.start, _end(capitals, last), Kind.PLACE, "high" if word.capital else "medium")
                    break


def _is_short_or_ordinary(bare: str) -> bool:
    """True for capitals that are no town: "ROSS", "BATH"; "NEWCASTLE" is one however it is written."""
    return len(bare) < TOWN_IN_CAPITALS or bare in vocabulary.ACRONYMS or bare in vocabulary.common_words()


def _written(capitals: Capitals, at: int, candidate: list[str]) -> bool:
    words = capitals.note.words
    return at + len(candidate) <= len(words) and all(words[at + n].bare == part for n, part in enumerate(candidate))


def _meant(capitals: Capitals, at: int, last: int) -> bool:
    """Whether the words are the town and not words or a name: by their capitals and what stands before them."""
    note = capitals.note
    before = note.words[at - 1].bare if note.adjacent(at) else ""
    ordinary = all(note.words[index].bare in vocabulary.common_words() for index in range(at, last + 1))
    if note.words[at].capital:
        if last > at:
            return note.words[last].capital
        return before in WHERE or not (ordinary or note.words[at].bare in vocabulary.first_names())
    if ordinary:
        return before in {"to", "in"} and at > 1 and note.words[at - 2].bare in MOVES
    if last > at and note.words[at].bare not in vocabulary.common_words():
        return True
    return before in WHERE and note.following(last) not in SCHOOL


def _end(capitals: Capitals, last: int) -> int:
    """With the word after it where the gazetteer has only the first: "Dudley Port", "Beaumont Leys"."""
    note = capitals.note
    after = note.following(last)
    longer = note.words[last].capital and (after in KINDS or after in AFTER_TOWN) and note.words[last + 1].capital
    return note.words[last + 1 if longer else last].core_end
