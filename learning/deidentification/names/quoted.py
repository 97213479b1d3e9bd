"""Single words in quotation marks that do what people do: son "Sunny" comes, "Ghost" has been seen."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names.in_context import DOINGS
from learning.deidentification.names.naming import CERTAIN, person

QUOTED = re.compile(r"(?<!\w)[\"“‘'](?P<name>[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w’-]{1,15}(?: [A-ZÀ-ÞĀ-ɏḀ-ỿ][\w’-]{0,15})?)[\"”’'](?!\w)")
QUOTES = "\"“‘'"
ACTS = vocabulary.these(
    "phoned called turned messaged asked laughed had has rang texted told said came went "
    "ran left owes hit stabbed robbed wants wanted"
)
WHO = re.compile(r"[\"”'’],? (?:who|whose|is \d|was \d)\b")
BEFORE = vocabulary.these("with by from and to for saw met meet about of against owes told as near is was called @") | (
    vocabulary.KIN | vocabulary.ROLES
)


def find(capitals: Capitals) -> Iterator[Finding]:
    note = capitals.note
    for match in QUOTED.finditer(note.text):
        first = note.at(match.start("name"))
        if first is None or not capitals.free(note.words[first]):
            continue
        last = first + match["name"].count(" ")
        if last >= len(note.words) or not all(_may_be(capitals, index) for index in range(first, last + 1)):
            continue
        if any(capitals.sort(index) in CERTAIN for index in range(first, last + 1)) or _acts(capitals, first, last):
            yield person(note.words[first], note.words[last], "A name in quotation marks.", "low", Kind.NICKNAME)


def _may_be(capitals: Capitals, index: int) -> bool:
    bare = capitals.note.words[index].bare
    if bare in vocabulary.STARTERS - vocabulary.NAMES_AND_WORDS:
        return False
    return capitals.sort(index) in CERTAIN | {Sort.WORD, Sort.NAME_OR_WORD, Sort.INITIAL}


def _acts(capitals: Capitals, first: int, last: int) -> bool:
    """True before a verb of people or after a word that people follow, in the middle of a sentence."""
    words = capitals.note.words
    before = words[first - 1].bare if first else ""
    after = words[last + 1].bare if last + 1 < len(words) else ""
    gap = capitals.note.text[words[first - 1].end : words[first].start] if first else ""
    ended = re.match(r"[\"”’']\s*(?:[,.;)\n–(]|$|[A-Z])", capitals.note.text[words[last].end :][:4])
    if (
        first
        and ended
        and (gap[:-1] == ") " or (gap[:-1] == " " and capitals.sort(first - 1) in CERTAIN and words[first - 1].capital))
    ):
        return True
    if (not first or capitals.note.starts_sentence(first)) and gap.strip() in {"", *QUOTES} and after in ACTS:
        return True
    if WHO.match(capitals.note.text, words[last].end):
        return True
    if before in {"one", "alias", "handle", "tag", "street", "moniker"} and gap[:-1] == " ":
        return True
    if len(gap) != 2 or not gap.startswith(" "):
        return False
    return before in BEFORE and (after in DOINGS or before in vocabulary.KIN | vocabulary.ROLES)
