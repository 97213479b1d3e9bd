"""Whether a word that is both a name and a word (Grace, Will, Mark) is a name where it stands."""

import re

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Run, Sort

DOINGS = vocabulary.words("doings")
DOINGS_OF_PEOPLE_ALONE = vocabulary.words("doings_of_people_alone")
PRONOUNS = vocabulary.these(
    "you he she they we i it the this that there his her their your my our anyone someone people"
)
NOT_BEFORE_NAME = vocabulary.these(
    "the a an this that these those our their his her my your its no any some each every per one same whole other "
    "another such what which"
)
SEASONS = vocabulary.these("may will summer autumn april june august")
AFTER_SEASON = vocabulary.these("half term bank holiday holidays be day time might should")
BEFORE_SEASON = vocabulary.these("in last since by until from next early late mid during this to end before after")
# Verbs and feelings: at the start of a sentence a name only before what nobody but people do.
VERBS = vocabulary.these(
    "will may can hope mark chase grant pat bill drew summer autumn page price art faith patience grace joy love "
    "justice unity chance cash"
)
NEVER_WITH_POSSESSIVE = vocabulary.these("may will hope summer autumn sky sun storm spring")
NOT_BEFORE_TO = vocabulary.these(
    "hope chance grant pat joy love happy west page chase free rich unity justice faith will may"
)
HEADING_LENGTH = 90


def is_name(capitals: Capitals, index: int) -> bool:
    """Whether the capitalised word at `index`, a name or a word, is a name here."""
    note = capitals.note
    word = note.words[index]
    following = note.following(index)
    if note.starts_sentence(index):
        return _opens_with_name(capitals, index, following)
    if note.adjacent(index):
        before = note.words[index - 1]
        if before.bare in NOT_BEFORE_NAME and before.text.islower():
            return False
        if word.bare in SEASONS:
            return before.bare not in BEFORE_SEASON and following not in PRONOUNS | AFTER_SEASON
    elif word.bare in SEASONS:
        return following in DOINGS_OF_PEOPLE_ALONE or not following
    return following not in PRONOUNS or following in {"the", "his", "her"}


def _opens_with_name(capitals: Capitals, index: int, following: str) -> bool:
    """Whether a name or word at the start of a sentence is a name: by what it does, has, is or is joined with."""
    note = capitals.note
    word = note.words[index]
    beyond = note.words[index + 2] if index + 2 < len(note.words) else None
    if word.core_end < word.end:
        return bool(following) and word.bare not in NEVER_WITH_POSSESSIVE
    if following in {"is", "was"} and beyond and beyond.bare in {"her", "his", "their", "my"}:
        return note.following(index + 2) in WHO_SOMEBODY_IS
    if following in {"and", "&"} and beyond and beyond.capital and word.bare not in VERBS:
        return capitals.sort(index + 2) in {Sort.NAME_OR_WORD, Sort.FIRST_NAME, Sort.UNKNOWN}
    if word.bare not in VERBS and JOINED_OR_AGED.match(note.text, word.end):
        return True
    if note.text[word.end : word.end + 2] == " (" and beyond and note.words[index + 1].bare in WHO_SOMEBODY_IS:
        return True
    if following == "to":
        return word.bare not in NOT_BEFORE_TO
    if following in {"had", "has", "took", "lost", "brought", "put", "hurt"} and beyond:
        return beyond.bare in {"her", "his", "their"} or word.bare not in VERBS
    return following in (DOINGS_OF_PEOPLE_ALONE if word.bare in VERBS else DOINGS)


# "Blessing & Wojtek", "Mercy (14)".
JOINED_OR_AGED = re.compile(
    r" (?:&|n|\+|/) [A-ZÀ-Þ][a-zà-ÿ]| \(\d{1,2}\)| 1\d (?:came|went|from|lives|is|was|has|had)\b"
)
WHO_SOMEBODY_IS = vocabulary.KIN | vocabulary.ROLES | {"carer", "friend", "teacher", "social"}


def part_of_a_title(capitals: Capitals, first: int, last: int, run: Run) -> bool:
    """True beside a word like Outcomes or Project: "Outcomes Star" and "Hope Project" name no person."""
    beside = [index for index in (first - 1, last + 1) if run.first <= index <= run.last]
    words = capitals.note.words
    return any(capitals.sort(index) is Sort.ROUTINE and words[index].bare not in vocabulary.ROLES for index in beside)


def in_heading(capitals: Capitals, index: int) -> bool:
    """True when the word stands in a short line most words of which have a capital."""
    text, word = capitals.note.text, capitals.note.words[index]
    start = text.rfind("\n", 0, word.start) + 1
    end = text.find("\n", word.end)
    line = text[start : len(text) if end < 0 else end]
    if len(line) > HEADING_LENGTH:
        return False
    words = [match for match in re.findall(r"[^\W\d_]+", line) if len(match) > 3]
    return len(words) >= 3 and sum(match[0].isupper() for match in words) > 0.7 * len(words)
