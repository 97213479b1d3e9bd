"""Mr, Dr, PC …: what follows is a name, whatever the word; in lower case where the title is."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import NAME_JOINERS, Capitals, Sort
from learning.deidentification.findings import Finding
from learning.deidentification.names.naming import may_be_name, person

REASON = "A name follows a title or role."
# Titles that are jobs as well: "nurse Adaeze" but "the nurse Called".
JOBS = vocabulary.these("sister nurse judge pastor imam midwife magistrate professor matron constable inspector")
GAP = re.compile(r"\.? |\n")
LONGEST_NAME = 4


def find(capitals: Capitals) -> Iterator[Finding]:
    words = capitals.note.words
    for index in range(len(words) - 1):
        title, after = words[index], words[index + 1]
        if title.bare not in vocabulary.TITLES or not capitals.free(after):
            continue
        if not GAP.fullmatch(capitals.note.text, title.end, after.start):
            continue
        if after.capital and _names(capitals, index):
            yield person(after, words[_last(capitals, index + 1)], REASON)
        elif not after.capital and _names_in_lower_case(title.bare, after.bare, title.upper):
            yield person(after, after, REASON, "medium")


def _names(capitals: Capitals, index: int) -> bool:
    """Whether the capitalised word after the title at `index` is a name."""
    title, after = capitals.note.words[index], capitals.note.words[index + 1]
    sort = capitals.sort(index + 1)
    if after.bare in vocabulary.STARTERS and after.bare not in vocabulary.NAMES_AND_WORDS:
        return False
    if title.bare in JOBS or not title.capital:
        return sort not in {Sort.ROUTINE, Sort.ACRONYM, Sort.TITLE} and (title.capital or sort is not Sort.WORD)
    return sort not in {Sort.ACRONYM, Sort.TITLE}


def _last(capitals: Capitals, first: int) -> int:
    """The index of the last word of the name that begins at `first`."""
    words = capitals.note.words
    last = reach = first
    while reach + 1 < len(words) and reach + 1 < first + LONGEST_NAME:
        if not GAP.fullmatch(
            capitals.note.text, words[reach].end, words[reach + 1].start
        ) or "\n" in capitals.note.between(reach + 1):
            break
        if capitals.note.between(reach + 1) == ". " and len(words[reach].text) > 1:
            break
        reach += 1
        if may_be_name(capitals, reach):
            last = reach
        elif words[reach].text not in NAME_JOINERS:
            break
    return last


def _names_in_lower_case(title: str, after: str, upper: bool) -> bool:
    if upper or len(after) < 3 or not after.replace("-", "").isalpha():
        return False
    if after not in vocabulary.common_words():
        return True
    return title in {"mr", "mrs", "ms", "miss", "dr"} and after in vocabulary.surnames()
