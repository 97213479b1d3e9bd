"""Nicknames by how they are made: "Big Al", "lil t", "K1" who has a brother."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort, is_word
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.names.naming import person

# "K1's brother", "told by T2": a letter and a figure that owns or does something.
LETTER_AND_FIGURE = re.compile(
    r"(?<![\w-])(?P<name>[A-Z]\d{1,2})(?=['’]s (?:mum|mom|mam|dad|brother|bro|sister|sis|cousin|nan|gran|girl|"
    r"girlfriend|gf|bf|"
    r"boyfriend|mate|mates|lot|phone|car|house|yard|crew|boys|people|uncle|aunt|son|daughter|little|older|ex)\b)"
)
# Words that nicknames begin with: "Big Al", "Slim Sam".
BY_WORD = re.compile(
    r"(?<![\w-])(?:Big|Lil|Li'l|Slim|Mad|Scouse|Lanky|Skinny|Crazy|Fat|Little|Lil'|Tiny|Scotch|Geordie|Brummie|"
    r"Manc|Jock|Taff|Paddy|Irish|Welsh|Polish|Turkish|Yardie|Dutch|Ginger|Baldy|Baldie|Blondie|Red|Dirty|Psycho|"
    r"Smiley|DJ|MC|"
    r"Kid|Tall|Shorty|Dodgy|Mental|Muscles|Nutty|Posh|Old|Young|Yung|Baby|Uncle|Auntie|Aunty) "
    r"(?P<name>[A-Z][\w'’-]{0,15})"
)
SMALL = re.compile(r"(?<![\w-])(?P<how>lil|big|young|yung|fat|old|little) (?P<name>[a-z][\w'’-]{0,15})")
LETTER_AND_WORD = re.compile(r"(?<![\w-])(?!X-|T-|E-|A-|U-|S-|O-|I-|V-)(?P<name>[A-Z]-[A-Z][a-z]{1,12})\b(?!-)")
LETTERS = frozenset("bcdefghjklmopqstvwyz")


def find(capitals: Capitals) -> Iterator[Finding]:
    yield from _by_first_word(capitals)
    reason = "A letter and a figure stand for somebody."
    for match in LETTER_AND_WORD.finditer(capitals.note.text):
        yield found(*match.span("name"), Kind.NICKNAME, "This is how nicknames are made.", "[a person]", "low")
    for match in LETTER_AND_FIGURE.finditer(capitals.note.text):
        yield found(*match.span("name"), Kind.NICKNAME, reason, "[a person]", "low")


def _by_first_word(capitals: Capitals) -> Iterator[Finding]:
    reason = "This is how nicknames are made."
    for match in BY_WORD.finditer(capitals.note.text):
        first, second = capitals.note.at(match.start()), capitals.note.at(match.start("name"))
        if first is None or second is None or not capitals.free(capitals.note.words[first]):
            continue
        if capitals.sort(second) not in {Sort.ROUTINE, Sort.KIN, Sort.ACRONYM}:
            words = capitals.note.words
            yield person(words[first], words[second], reason, "medium", Kind.NICKNAME)
    for match in SMALL.finditer(capitals.note.text):
        name = match["name"].removesuffix("'s").removesuffix("’s")
        letter = name in LETTERS or (match["how"] == "lil" and len(name) == 1)
        if letter or name in vocabulary.plain_names() or (match["how"] == "lil" and not is_word(name)):
            end = match.start("name") + len(name)
            yield found(match.start(), end, Kind.NICKNAME, reason, "[a person]", "medium")
