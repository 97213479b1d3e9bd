"""Names beside a word for family, however ordinary the word: "her cousin Rocky", "baby, Reign,", "Uncle Vic"."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names.in_context import PRONOUNS, in_heading
from learning.deidentification.names.naming import CERTAIN, person

ROLES_TOO = vocabulary.these(
    "friend mate boyfriend girlfriend partner ex neighbour carer mentee mentor son daughter victim suspect client "
    "perpetrator harmer harmed pupil student tenant resident youth lad boy girl worker teacher tutor sibling bro sis "
    "dog cat spaniel staffie staffy bulldog puppy pup horse pony parrot hamster rabbit kitten lurcher whippet "
    "terrier alsatian labrador boyf girlf bf gf hubby missus stepdad stepmum aunt auntie aunty uncle nan nana "
    "gran grandad nanny brother sister"
)
AFTER = re.compile(r" ?\(|,? [\"“'‘]?| = ?| - | – |: ")
CLOSED = re.compile(r"[\"”'’]?(?:[),.;:!?]|$|\n| and | who | is | was | has | had | \()")
# Said of family with a capital though they name nobody: "Mum Angry", "Dad Deceased".
NOT_NAMES = vocabulary.words("not_after_kin") - vocabulary.these("angel ginger precious prince princess star sunny")
SAID_OF_FAMILY = vocabulary.these(
    "deceased unknown absent abroad present working unemployed separated divorced married single attended aware "
    "informed "
    "consented contacted called name names view views contact details address reports states says not none n/a yes no"
)


def find(capitals: Capitals) -> Iterator[Finding]:
    words = capitals.note.words
    for index in range(len(words) - 1):
        after = words[index + 1]
        if not after.capital:
            continue
        kin = words[index]
        if (kin.bare not in vocabulary.KIN and kin.bare not in ROLES_TOO) or kin.core_end < kin.end:
            continue
        if not capitals.free(after) or not AFTER.fullmatch(capitals.note.text, kin.end, after.start):
            continue
        if _is_name(capitals, index + 1, apart=capitals.note.between(index + 1) != " "):
            yield _found(capitals, index)
    yield from _owners(capitals)
    yield from _families(capitals)


def _owners(capitals: Capitals) -> Iterator[Finding]:
    """Whose relations these are: "Nutty's brother", "the Khan brothers"."""
    words = capitals.note.words
    for index, word in enumerate(words):
        if not word.capital or not capitals.free(word):
            continue
        following = capitals.note.following(index)
        if following not in AFTER_OWNER:
            continue
        possessive = word.core_end < word.end
        if word.bare in vocabulary.STARTERS | NOBODY or capitals.sort(index) not in {Sort.WORD, Sort.NAME_OR_WORD}:
            continue
        if possessive and following in vocabulary.KIN | OWNED:
            yield person(word, word, "Somebody has this relation.", "medium", Kind.NICKNAME)
        elif following in FAMILIES and word.bare in vocabulary.surnames() and not capitals.note.starts_sentence(index):
            yield person(word, word, "A family is named.", "medium")


def _families(capitals: Capitals) -> Iterator[Finding]:
    """A family by its name in the plural: "the Lamberts"."""
    note = capitals.note
    for index in range(1, len(note.words)):
        word = note.words[index]
        if (
            not word.capital
            or not word.bare.endswith("s")
            or note.words[index - 1].bare != "the"
            or not note.adjacent(index)
        ):
            continue
        single = word.bare.removesuffix("s")
        known = single in vocabulary.surnames() or single in vocabulary.first_names()
        if note.adjacent(index + 1) and note.words[index + 1].capital:
            continue
        if (
            known
            and capitals.free(word)
            and capitals.sort(index) in {Sort.WORD, Sort.NAME_OR_WORD}
            and not in_heading(capitals, index)
        ):
            yield person(word, word, "A family is named.", "low")


OWNED = vocabulary.these(
    "people money debt gear knife girls youngers olders line mate mates lot crew house "
    "flat yard phone girl boy ex little older younger big missus"
)
FAMILIES = vocabulary.these("brothers family siblings household twins sisters kids children boys girls clan lot")
AFTER_OWNER = vocabulary.KIN | OWNED | FAMILIES
NOBODY = (
    vocabulary.ROLES
    | vocabulary.ROUTINE_CAPITALS
    | vocabulary.these(
        "landlord landlady neighbour tenant owner manager boss teacher driver caller visitor resident nobody "
        "somebody everybody anybody someone everyone anyone one today yesterday tomorrow other another young "
        "people "
        "person people child children each either neither who whose women men woman man boys girls family peer learner "
        "applicant claimant complainant offender survivor minor infant baby everyone's"
    )
)


def _is_name(capitals: Capitals, index: int, *, apart: bool) -> bool:
    """Whether the capitalised word after the word for family is a name; `apart`: a comma, bracket or quote between."""
    word = capitals.note.words[index]
    sort = capitals.sort(index)
    if sort in CERTAIN:
        return True
    if sort not in {Sort.WORD, Sort.NAME_OR_WORD} or len(word.bare) < 2:
        return False
    if word.bare in SAID_OF_FAMILY or word.bare in vocabulary.STARTERS - vocabulary.NAMES_AND_WORDS:
        return False
    if capitals.note.following(index) in PRONOUNS:
        return False
    if (
        not apart
        and capitals.note.words[index - 1].capital
        and capitals.note.words[index - 1].bare in ROLES_TOO - vocabulary.KIN
    ):
        return False
    if not apart:
        return not (capitals.note.words[index - 1].capital and capitals.note.starts_sentence(index - 1)) or (
            word.bare in vocabulary.first_names()
            or word.bare in vocabulary.surnames()
            or not in_heading(capitals, index)
        )
    closed = CLOSED.match(capitals.note.text, word.core_end) is not None
    listed = word.bare in vocabulary.first_names() or sort is Sort.NAME_OR_WORD
    return closed and (listed or capitals.note.between(index).strip() == ",")


def _found(capitals: Capitals, kin: int) -> Finding:
    """The name, with the word for family where it is part of what somebody is called: "Uncle Vic"."""
    words = capitals.note.words
    called = words[kin].capital and not capitals.note.starts_sentence(kin) and capitals.note.adjacent(kin + 1)
    first = words[kin] if called and words[kin].bare in vocabulary.KIN else words[kin + 1]
    reason = "The words before it introduce a name."
    sort = capitals.sort(kin + 1)
    return person(first, words[kin + 1], reason, "medium", Kind.PERSON if sort in CERTAIN else Kind.NICKNAME)
