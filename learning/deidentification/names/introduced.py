"""Names that the words before them announce: "called …", "Hi …", "Victim: …"."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names.naming import CERTAIN, may_be_name, person

CALLED = re.compile(
    r"\b(?:(?P<surely>nicknamed|aka|a\.k\.a\.?|known as|goes by|going by|gave name as|street name|answers to|nickname|"
    r"(?:call(?:s|ed)?|know[ns]?) (?:him|her|them|me|himself|herself|themselves)(?: as)?)|called|named as|named|"
    r"name(?:'s|’s| is| was|d as)?)(?: is| as|:)?,? (?:the name (?:of )?)?(?P<quote>[\"“'‘]?)(?:the )?"
    r"(?P<name>[^\W\d_][\w'’-]{0,24})"
)
GREETING = re.compile(
    r"(?:^|\n)[ \t>]*(?:hi|hiya|hello|hey|dear|morning|afternoon|evening|thanks|thank you|thx|cheers|"
    r"(?:kind |warm |best )?regards|rgds|best wishes|many thanks|best|from|to|cc|bcc|yours|signed|love)\b"
    r"[:,]?[ \n]{1,2}"
    r"(?P<name>[^\W\d_][\w'’-]{1,24}(?: [^\W\d_][\w'’-]{1,24})?)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:name|victim|perp|perpetrator|suspect|child|yp|young person|client|patient|pt|individual|subject|known|"
    r"present|attended|attendees|apologies|cc|from|to|by|who|re|originator|author|worker|sw|social worker|key ?worker|"
    r"mentor|mother|mum|father|dad|parent|carer|sibling|siblings|brother|sister|boyfriend|girlfriend|partner|neighbour|"
    r"friend|signed|referrer|chair|named adult|wkr|def|contact|lead|head|teacher|tutor|gp|po|om|iro|pupil|student|"
    r"tenant|known as|aka|alias|aliases|nicknames?|nickname)"
    r" ?[:=–-] ?(?P<names>[^\n.;:(|]{2,120})"
)
# Said to anybody: "hi love", "hi happy friday", "from the team".
ENDEARMENTS = vocabulary.STARTERS | vocabulary.these(
    "love hun honey happy angel mate all both team there lovely darling babe babes treasure princess prince may "
    "will hope "
    "dear sunshine star max duty rich van man mac per sim ref nat med dem con una den in on the"
)
LISTED = re.compile(r"(?:(?! [–-] )[^,/&+])+")
SOMEBODY = re.compile(r"\b(?:someone|somebody|man|lad|boy|guy|bloke|girl|woman|kid|older|dealer|friend|mate) $")
ALONE = re.compile(r"[ \t]*(?:[,.;)\n–-]|$)")


def find(capitals: Capitals) -> Iterator[Finding]:
    for match in CALLED.finditer(capitals.note.lowered):
        yield from _called(capitals, match)
    for match in GREETING.finditer(capitals.note.text):
        yield from _greeted(capitals, match.start("name"), match.end("name"))
    for match in LABEL.finditer(capitals.note.lowered):
        yield from _labelled(capitals, match.start("names"), capitals.note.text[slice(*match.span("names"))])


def _called(capitals: Capitals, match: re.Match[str]) -> Iterator[Finding]:
    reason = "The words before it introduce a name."
    words = capitals.note.words
    index = capitals.note.at(match.start("name"))
    if index is None or not capitals.free(words[index]):
        return
    if words[index].capital:
        if not may_be_name(capitals, index) or (len(words[index].bare) == 1 and _pseudonym(capitals, match)):
            return
        last = index
        while last < index + 2 and capitals.note.adjacent(last + 1) and may_be_name(capitals, last + 1):
            last += 1
        certain = any(capitals.sort(at) in CERTAIN for at in range(index, last + 1))
        yield person(words[index], words[last], reason, "high", Kind.PERSON if certain else Kind.NICKNAME)
    elif len(words[index].bare) == 1 or words[index].bare.endswith("-word") or words[index].bare in vocabulary.STARTERS:
        return
    elif len(words[index].bare) > 2 or (match["surely"] and ALONE.match(capitals.note.text, words[index].end)):
        ordinary = words[index].bare in vocabulary.common_words()
        short = len(words[index].bare) == 2 and words[index].bare not in vocabulary.STARTERS
        if not ordinary or (match["surely"] and (match["quote"] or short)):
            yield person(words[index], words[index], reason, "medium", Kind.NICKNAME)
        elif SOMEBODY.search(capitals.note.lowered, max(0, match.start() - 20), match.start()):
            yield person(words[index], words[index], reason, "low", Kind.NICKNAME)


def _pseudonym(capitals: Capitals, match: re.Match[str]) -> bool:
    """True for "I'll call him J": the writer's own letter, chosen to name nobody."""
    before = capitals.note.lowered[max(0, match.start() - 12) : match.start()]
    return re.search(r"\b(?:i['’]?ll|we['’]?ll|i|we|will|shall|me) ?$", before) is not None


def _greeted(capitals: Capitals, start: int, end: int) -> Iterator[Finding]:
    reason = "A greeting or signature holds a name."
    note = capitals.note
    first = note.at(start)
    if first is None:
        return
    for index in (first, first + 1):
        if index >= len(note.words) or note.words[index].start >= end or not capitals.free(note.words[index]):
            return
        word = note.words[index]
        doubtful = word.bare in vocabulary.given_names() and index == first
        if not word.capital and (word.bare in vocabulary.plain_names() or (doubtful and word.bare not in ENDEARMENTS)):
            yield person(word, word, reason, "medium")
        elif may_be_name(capitals, index):
            sort = capitals.sort(index)
            if sort in CERTAIN or (ALONE.match(note.text, word.end) and (index == first or sort is not Sort.WORD)):
                yield person(word, word, reason)
        else:
            return


def _labelled(capitals: Capitals, offset: int, names: str) -> Iterator[Finding]:
    """The name that begins each part of a list after a label: "Known: Chunk, Lil C"."""
    for part in LISTED.finditer(names):
        stripped = part.group().lstrip(" \t-–•*\"“'")
        index = capitals.note.at(offset + part.end() - len(stripped))
        if index is None or not may_be_name(capitals, index):
            continue
        length = len(stripped.split())
        certain = capitals.sort(index) in CERTAIN
        if not certain and (length > 2 or (length == 2 and "," not in names) or capitals.sort(index) is Sort.INITIAL):
            continue
        second = length == 2 and capitals.note.adjacent(index + 1) and may_be_name(capitals, index + 1)
        if length == 2 and not second and capitals.sort(index) is Sort.WORD:
            continue
        yield person(
            capitals.note.words[index],
            capitals.note.words[index + 1 if second else index],
            "It stands after a label where names stand.",
            "medium",
            Kind.PERSON if certain else Kind.NICKNAME,
        )
