"""First names written without a capital, as in texts and hurried notes; with an initial or surname after them."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, is_word, near_a_word
from learning.deidentification.findings import Finding
from learning.deidentification.names.in_context import DOINGS_OF_PEOPLE_ALONE, VERBS
from learning.deidentification.names.naming import LETTERS_AFTER_NAME, person

AMONG_KIN = re.compile(r",? ")
MOSTLY_WORDS = vocabulary.these("may will hope can the and mark chase")
NOT_AFTER_KIN = vocabulary.words("not_after_kin")
# Letters that stand for words in messages: "hope u", "jade r coming", "love x".
LETTERS_AS_WORDS = frozenset("rxu")


def find(capitals: Capitals) -> Iterator[Finding]:
    plain = vocabulary.plain_names()
    words = capitals.note.words
    for index, word in enumerate(words):
        if word.capital or not capitals.free(word):
            continue
        if word.bare in plain:
            reason = "This is a first name, written without a capital."
            yield person(word, words[_last(capitals, index)], reason, "medium")
        elif word.bare in vocabulary.NAMES_AND_WORDS and _with_initial(capitals, index):
            yield person(word, words[index + 1], "A name and an initial.", "medium")
        elif _after_kin(capitals, index):
            yield person(word, word, "The words before it introduce a name.", "low")


def _last(capitals: Capitals, index: int) -> int:
    """The index of the initial or lower-case surname after the first name at `index`, or `index` itself."""
    note = capitals.note
    if not note.adjacent(index + 1) or not capitals.free(note.words[index + 1]):
        return index
    after = note.words[index + 1]
    if len(after.text) == 1:
        return index + 1 if after.bare in LETTERS_AFTER_NAME - LETTERS_AS_WORDS else index
    surname = not after.capital and after.text.isalpha() and len(after.bare) > 3
    return index + 1 if surname and after.bare not in vocabulary.common_words() else index


def _with_initial(capitals: Capitals, index: int) -> bool:
    """True for "jade m"."""
    word = capitals.note.words[index]
    if word.bare in MOSTLY_WORDS or len(word.bare) < 3 or not capitals.note.adjacent(index + 1):
        return False
    letter = capitals.note.words[index + 1].text
    return (
        word.bare in vocabulary.NAMES_AND_WORDS and len(letter) == 1 and letter in LETTERS_AFTER_NAME - LETTERS_AS_WORDS
    )


def _after_kin(capitals: Capitals, index: int) -> bool:
    """True for "her cousin grace said" and for "mum shabana": a name or word, or a word in no list."""
    note = capitals.note
    word = note.words[index]
    before = note.words[index - 1] if index else word
    if (
        before.bare not in vocabulary.KIN
        or before.core_end < before.end
        or not AMONG_KIN.fullmatch(note.between(index))
    ):
        return False
    if word.bare in vocabulary.NAMES_AND_WORDS - MOSTLY_WORDS:
        return word.bare not in VERBS | NOT_AFTER_KIN or note.following(index) in DOINGS_OF_PEOPLE_ALONE
    return len(word.bare) >= 4 and word.bare.isalpha() and not is_word(word.bare) and not near_a_word(word.bare)
