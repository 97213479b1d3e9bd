"""First names written without a capital, as in texts and hurried notes; with an initial or surname after them."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, is_word, near_a_word
from learning.deidentification.findings import Finding
from learning.deidentification.names.in_context import DOINGS, VERBS
from learning.deidentification.names.naming import LETTERS_AFTER_NAME, person

AMONG_KIN = re.compile(r",? ")
MOSTLY_WORDS = vocabulary.these("may will hope can the and mark chase")
NOT_AFTER_KIN = vocabulary.words("not_after_kin")
# Letters that stand for words in messages: "hope u", "jade r coming", "love x".
LETTERS_AS_WORDS = frozenset("rxu")


# Surnames that are words, yet hardly words after a first name: "alfie brook", "debbie moss".
SURNAMES = vocabulary.words("more_surnames") - vocabulary.these(
    "best case chance close cold cook court cross cutter dance day death down draw driver early east every fair "
    "faith fall fish flood "
    "foot free friday friend fry game good grave green grey grieve groom guest hand hands hard head heart hold "
    "holiday hope horse house "
    "husband innocent iron judge just keen key killer kitchen knife lad land large last law lay leader lean "
    "light little lock long "
    "lord love lovely low luck major male mark market may middle mild mint money moody must neat new nice noon "
    "north nurse old "
    "overall pack pain park patience peace person pick pill pink place plant player pleasant poor post pot power "
    "press price prime print "
    "proud quick race rain read rich ring rise river road robin rock royal rush safe school seal service shave "
    "ship short "
    "shore simple slack slow sly small smart snow south speed spring stable stack stamp star steer stern still "
    "stock storm straight strange "
    "street strong summer sweet tall till tower town trainer tree tunnel twist upright wake walker wall water "
    "way weed weeks well "
    "west western wheel white wild will wind window winner winter wise wish worth yard young younger"
)
LOOKS = vocabulary.these("hair haired eyes eyed jacket coat top skin skinned lips bag car")


def find(capitals: Capitals) -> Iterator[Finding]:
    plain = vocabulary.plain_names()
    words = capitals.note.words
    for index, word in enumerate(words):
        if word.capital or not capitals.free(word):
            continue
        if word.bare in plain:
            reason = "This is a first name, written without a capital."
            yield person(word, words[_last(capitals, index)], reason, "medium")
        elif ("-" in word.bare or "'" in word.bare) and _joined(word.bare):
            yield person(word, word, "A double name, written without a capital.", "medium")
        elif word.bare in vocabulary.NAMES_AND_WORDS and _with_initial(capitals, index):
            yield person(word, words[index + 1], "A name and an initial.", "medium")
        elif _after_kin(capitals, index):
            yield person(word, word, "The words before it introduce a name.", "low")


def _joined(bare: str) -> bool:
    """True for "ellie-mae" and "alfie-joe", "o'shea" and "d'andre"."""
    first, mark, second = bare.partition("-")
    if mark:
        names = vocabulary.plain_names() | vocabulary.NAMES_AND_WORDS
        return bool(first in vocabulary.plain_names() or second in vocabulary.plain_names()) and (
            first in names and (second in names or second in SECOND)
        )
    first, mark, second = bare.partition("'")
    return bool(mark) and first in {"o", "d", "m"} and len(second) > 2 and not is_word(bare) and not is_word(second)


SECOND = vocabulary.these("mae may lee leigh jo joe jay ann anne rae rose lou lynn mai boy ray jane")


def _last(capitals: Capitals, index: int) -> int:
    """The index of the initial or lower-case surname after the first name at `index`, or `index` itself."""
    note = capitals.note
    if not note.adjacent(index + 1) or not capitals.free(note.words[index + 1]):
        return index
    after = note.words[index + 1]
    if len(after.text) == 1:
        return index + 1 if after.bare in LETTERS_AFTER_NAME - LETTERS_AS_WORDS else index
    surname = not after.capital and after.text.isalpha() and len(after.bare) > 3
    ordinary = after.bare in vocabulary.common_words() and (
        after.bare not in SURNAMES or note.following(index + 1) in LOOKS
    )
    return index + 1 if surname and not ordinary else index


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
        return word.bare not in VERBS | NOT_AFTER_KIN or note.following(index) in DOINGS
    return len(word.bare) >= 4 and word.bare.isalpha() and not is_word(word.bare) and not near_a_word(word.bare)
