"""Who writes and who is written to: chats, the lines From and To, greetings of two, names where people sign."""

import re
from collections.abc import Iterable, Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding
from learning.deidentification.names.naming import CERTAIN, may_be_name, person

GREETED_TWO = re.compile(
    r"(?:^|\n)[ \t>]*(?i:hi|hiya|hello|hey|dear|morning|afternoon|evening|thanks|cheers)(?: both)?,? "
    r"(?P<one>[A-Z][\w'’-]{1,20})"
    r"(?:, [A-Z][\w'’-]{1,20})*,? (?:and|&|n|\+|/) (?P<two>[A-Z][\w'’-]{1,20})(?=[ \t]*(?:[,.!\n–-]|$))"
)
# "its dan from the club", "this is jo": whoever writes a message says who it is.
SPEAKING = re.compile(
    r"\b(?:it['’]?s|this is|i['’]?m|name['’]?s|yo|hiya?|hey|ello|alright|thanks|cheers|ta|safe|luv|love|from) "
    r"(?P<name>[^\W\d_]{2,20})(?= (?:from|here|again|at|its|it['’]s|this)\b|[,.!?]? ?[xX]{1,3}\b|, (?:from|at|"
    r"the|one)\b)"
)
CHAT = re.compile(
    r"(?:^|(?<=\n))[ \t>]*(?:\[?(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?,? )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: "
    r"?[apAP][mM])?\]?|\[\d[^\]\n]{3,22}\])"
    r" ?[-–:]? ?(?P<name>[^\W\d_][\w'’-]{0,20}(?: [^\W\d_][\w'’-]{0,20}){0,2}):"
)
NOT_IN_CHAT = (
    vocabulary.ROLES
    | vocabulary.KIN
    | vocabulary.these(
        "me you yp staff duty system note mentor youth worker us team admin unknown caller service coach support "
        "key family call text "
        "plan risk update action actions outcome home school police nurse doctor interviewer interviewee "
        "reporter group chat all arrived left "
        "time start end met seen obs handover"
    )
)
SLASHED = re.compile(r"(?<![\w/])(?P<one>[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,20})/(?P<two>[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,20})(?![\w/])")
HEADERS = re.compile(
    r"(?:^|(?<=\n))[ \t>]*(?i:from|to|cc|bcc|sent by|distribution|attendees|present|apologies)[ \t]?: "
    r"?(?P<names>[^\n]{2,300})"
)
PARTS = re.compile(r"[^;,<>()\n]+")
SIGNED_LINE = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:[-–—~] ?)?(?P<name>[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,20}(?: "
    r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{0,20}){0,2})(?: [xX]{1,3}|[.!])?[ \t]*(?=\n|$)"
)
ENDS = re.compile(r"[.!?,)x:]\s*\Z|(?i:regards|thanks|wishes|cheers|sincerely|faithfully|best|thx|ta|love)\s*\Z")
LAST_PART = 400


def find(capitals: Capitals) -> Iterator[Finding]:
    yield from _speaking(capitals)
    yield from _in_chat(capitals)
    yield from _in_headers(capitals)
    yield from _signed(capitals)
    yield from _in_pairs(capitals)


def _speaking(capitals: Capitals) -> Iterator[Finding]:
    """Whoever says who it is: "its dan from the club"."""
    for match in SPEAKING.finditer(capitals.note.lowered):
        index = capitals.note.at(match.start("name"))
        if index is None or not capitals.free(capitals.note.words[index]) or capitals.sort(index) is Sort.KIN:
            continue
        if match["name"] in vocabulary.first_names() and match["name"] not in vocabulary.STARTERS:
            word = capitals.note.words[index]
            yield person(word, word, "Whoever writes says who it is.", "medium")


def _in_pairs(capitals: Capitals) -> Iterator[Finding]:
    """Two names with a stroke between, and two that are greeted: "Nita/Col", "Hi Nita and Col,"."""
    names = CERTAIN | {Sort.NAME_OR_WORD}
    for match in SLASHED.finditer(capitals.note.text):
        pair = [capitals.note.at(match.start(group)) for group in ("one", "two")]
        if all(i is not None and capitals.free(capitals.note.words[i]) and capitals.sort(i) in names for i in pair):
            yield from _each(capitals, pair, "Two names with a stroke between.")
    for match in GREETED_TWO.finditer(capitals.note.text):
        pair = [capitals.note.at(match.start(group)) for group in ("one", "two")]
        greeted = [
            i for i in pair if i is not None and may_be_name(capitals, i) and capitals.sort(i) is not Sort.INITIAL
        ]
        yield from _each(capitals, greeted, "A greeting holds a name.")


def _each(capitals: Capitals, indexes: Iterable[int | None], reason: str) -> Iterator[Finding]:
    for index in indexes:
        if index is not None:
            yield person(capitals.note.words[index], capitals.note.words[index], reason, "medium")


def _in_chat(capitals: Capitals) -> Iterator[Finding]:
    """Who writes in an exported chat: "[21:04] Poppy: u ok"."""
    words = capitals.note.words
    for match in CHAT.finditer(capitals.note.text):
        first = capitals.note.at(match.start("name"))
        if first is None:
            continue
        last = first + match["name"].count(" ")
        named = [index for index in range(first, min(last + 1, len(words))) if words[index].bare not in NOT_IN_CHAT]
        if not named or not all(capitals.free(words[index]) for index in named):
            continue
        plain = vocabulary.first_names()
        told = any(
            words[index].bare in plain
            or capitals.sort(index) in CERTAIN | {Sort.NAME_OR_WORD}
            or (words[index].capital and capitals.sort(index) is Sort.WORD and len(named) == 1)
            for index in named
        )
        if told:
            yield person(words[named[0]], words[named[-1]], "Whoever writes in a chat is named.", "medium")


def _in_headers(capitals: Capitals) -> Iterator[Finding]:
    """Names in the lines From, To and Cc, however ordinary: "Cc: Poppy Marsh; Faith Church"."""
    words = capitals.note.words
    for header in HEADERS.finditer(capitals.note.text):
        for part in PARTS.finditer(capitals.note.text, *header.span("names")):
            content = part.group().strip()
            first = capitals.note.at(part.start() + part.group().index(content)) if content else None
            if first is None:
                continue
            last = first + content.count(" ")
            if last - first > 2 or last >= len(words) or words[last].end > part.end():
                continue
            indexes = range(first, last + 1)
            if not all(words[i].capital and capitals.free(words[i]) for i in indexes):
                continue
            bare = {words[i].bare for i in indexes}
            names = bare & vocabulary.given_names()
            surnames = bare & vocabulary.surnames()
            routine = all(capitals.sort(i) in {Sort.ROUTINE, Sort.ACRONYM} for i in indexes)
            if names and not routine and (len(bare) == 1 or surnames or len(names) > 1):
                yield person(words[first], words[last], "A line for senders and readers holds names.", "medium")


def _signed(capitals: Capitals) -> Iterator[Finding]:
    """A name alone on one of the last lines, after the end of a sentence or a closing: "Poppy", "Mark Bush x"."""
    text = capitals.note.text
    words = capitals.note.words
    for match in SIGNED_LINE.finditer(text, max(0, len(text) - LAST_PART)):
        if match.start() and text[match.start() - 1] != "\n":
            continue
        first = capitals.note.at(match.start("name"))
        before = text[max(0, match.start() - 40) : match.start()]
        if first is None or not before.strip() or not ENDS.search(before):
            continue
        last = first + match["name"].count(" ")
        indexes = range(first, min(last + 1, len(words)))
        sorts = [capitals.sort(index) for index in indexes]
        if not all(capitals.free(words[index]) for index in indexes) or Sort.ACRONYM in sorts or Sort.KIN in sorts:
            continue
        bare = words[first].bare
        doubtful = sorts[0] is Sort.NAME_OR_WORD and (bare not in {"may", "hope", "happy", "love"} or last > first)
        if sorts[0] in CERTAIN or (doubtful and Sort.ROUTINE not in sorts[1:]):
            yield person(words[first], words[indexes[-1]], "A name stands where people sign.", "medium")
