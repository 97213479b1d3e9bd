"""Lines written in capitals throughout: read as if they were not, because capitals tell nothing in them."""

import re

from learning.deidentification import vocabulary
from learning.deidentification.note import WORD

STREETS = vocabulary.words("street_words")
SHORTEST, LONGEST_ACRONYM = 20, 6
NOT_SURNAMES = (
    vocabulary.STARTERS
    | vocabulary.words("doings")
    | vocabulary.these(
        "and or of on as to the a an at in is was by for with from who which that he she they his her victim "
        "suspect male female"
    )
)
MOSTLY_WORDS = vocabulary.these(
    "will may hope mark chase grant art cash chance charity day happy hall hope just justice lane link love "
    "major max miles mill "
    "noble page pat place price royal sky star stone storm street unity van ward west wise bill bob bright call "
    "can close comfort "
    "dean don drew ford free gift guy jet king legend may mine ocean olive praise promise rich ring rob royal "
    "saint shadow success "
    "summer autumn sunny sunshine tiger toby treasure victor wisdom"
)
SHOUTED = re.compile(r"[^\W\d_a-z]{2,}(?:[^a-z\n]+[^\W\d_a-z]{2,}){2}")
SENTENCES = re.compile(r"((?<=[.!?;]) +)")
STREET = re.compile(
    rf"(?<![\w/])\d{{1,4}}[A-D]? (?:[A-Z'’-]{{2,}} ){{1,3}}(?:{'|'.join(sorted(word.upper() for word in STREETS))})\b"
)
SMALL = re.compile(r"['’][A-Z]{1,2}$")


def calmed(text: str) -> str:
    """`text`, of the same length, with its shouted lines in ordinary case: a capital for what may be a name."""
    if not SHOUTED.search(text):
        return text
    return "\n".join(_calm_line(line) for line in text.split("\n"))


def _calm_line(line: str) -> str:
    """All of a shouted line, or those of its sentences that are shouted."""
    if line.isupper() or not SHOUTED.search(line):
        return _calm(line)
    return "".join(_calm(part) for part in SENTENCES.split(line))


def _calm(line: str) -> str:
    if len(line) < SHORTEST or not line.isupper() or len(line.split()) < 3:
        return line
    line = STREET.sub(lambda match: match.group().title(), line)
    parts: list[str] = []
    reached = 0
    named = False  # whether the word before, one space away, may be a name or its title
    number = False  # whether it holds a digit, as the first half of a registration does
    for match in WORD.finditer(line):
        word = match.group()
        if not word.isupper() and not word.isdigit():  # part of an address
            parts += [line[reached : match.start()], word]
            named, number, reached = False, False, match.end()
            continue
        gap = line[reached : match.start()]
        beside = gap in {" ", ". "}
        kept = number and beside and len(word) <= 3
        calm = word if kept else _word(word, after_name=named and beside, opens=reached == 0 or "." in gap)
        parts += [gap, calm]
        named = (calm[:1].isupper() and not calm.isupper()) or word.lower() in vocabulary.TITLES
        number = any(c.isdigit() for c in word)
        reached = match.end()
    return "".join([*parts, line[reached:]])


def _word(word: str, *, after_name: bool, opens: bool) -> str:
    bare = word.lower()
    if len(bare) != len(word) or any(c.isdigit() for c in word) or len(word) == 1:
        return word
    if bare in vocabulary.ACRONYMS and bare not in vocabulary.common_words() and len(word) <= LONGEST_ACRONYM:
        return word.title() if bare in vocabulary.TITLES or bare in vocabulary.CALENDAR else word
    core = bare.replace("’", "'").removesuffix("'s")
    ordinary = core in vocabulary.common_words() and core not in vocabulary.NAMES_BEFORE_WORDS
    surname = after_name and core not in NOT_SURNAMES and not core.endswith(("ed", "ing", "es"))
    named = core in vocabulary.NAMES_AND_WORDS and core not in NOT_SURNAMES | MOSTLY_WORDS
    if ordinary and not surname and not named and not (opens and core not in vocabulary.NAMES_AND_WORDS):
        return bare
    return SMALL.sub(lambda end: end.group().lower(), word.title())
