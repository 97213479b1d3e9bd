"""The words that the detectors know: long lists built from free sources, short ones of our own in `lists/own/`.

Everything is in lower case, except places. Each list is read once, at its first use (all of them: about 0.1 s, 15 MB).
A word that raises false alarms goes into `lists/own/known.txt` or `lists/own/jargon.txt`.
"""

from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "lists"


def these(text: str) -> frozenset[str]:
    """The words of `text`: short lists that only one detector needs stand in it."""
    return frozenset(text.split())


def words(name: str) -> frozenset[str]:
    """The words of `lists/own/<name>.txt`, parted by spaces; lines that start with # are left out."""
    return frozenset(word for line in _own_lines(name) for word in line.split())


def phrases(name: str) -> frozenset[str]:
    """The phrases of `lists/own/<name>.txt`, one a line."""
    return frozenset(_own_lines(name))


def _own_lines(name: str) -> list[str]:
    lines = (LISTS / "own" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _built_lines(name: str) -> list[str]:
    return (LISTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


ACRONYMS = words("acronyms")
CALENDAR = words("calendar")
GENERIC_WORDS = words("generic_words")
JARGON = words("jargon")
KIN = words("kin")
KNOWN = words("known")
KNOWN_PHRASES = phrases("known_phrases")
NAMES_AND_WORDS = words("names_and_words")
NAMES_BEFORE_WORDS = words("names_before_words")
NATIONALITIES = words("nationalities")
NATIONALITIES_IN_LOWER_CASE = NATIONALITIES - words("not_nationalities_in_lower_case")
RELIGIONS = words("religions")
ROLES = words("roles")
ROUTINE_CAPITALS = words("routine_capitals")
STARTERS = words("starters")
TITLES = words("titles")


@cache
def common_words() -> frozenset[str]:
    """Words that are ordinary English in lower case, with the jargon of case notes."""
    return frozenset(_built_lines("common_words")) | JARGON


@cache
def first_names() -> frozenset[str]:
    return frozenset(name.lower() for name in _built_lines("first_names")) | words("more_first_names")


@cache
def surnames() -> frozenset[str]:
    return frozenset(name.lower() for name in _built_lines("surnames")) | words("more_surnames")


@cache
def given_names() -> frozenset[str]:
    """First names, those too that are words as often."""
    return first_names() | NAMES_AND_WORDS


@cache
def people() -> frozenset[str]:
    """First names and surnames."""
    return first_names() | surnames()


@cache
def plain_names() -> frozenset[str]:
    """First names that are no ordinary word: recognised in lower case too."""
    ambiguous = words("not_names_in_lower_case") | CALENDAR
    names = first_names() - common_words() - KNOWN - NATIONALITIES - ambiguous
    return frozenset(name for name in names if len(name) >= 3) | (NAMES_BEFORE_WORDS - ambiguous)


@cache
def places() -> frozenset[str]:
    """Towns and villages of the United Kingdom, as written."""
    return frozenset(_built_lines("places")) | phrases("more_places")
