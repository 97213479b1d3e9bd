"""Names by their capitals: stretches of words that can be a name, judged by the surest of them."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import NAME_JOINERS, Capitals, Run, Sort, is_word, near_a_word
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names import nickname
from learning.deidentification.names.in_context import (
    DOINGS,
    DOINGS_OF_PEOPLE_ALONE,
    VERBS,
    in_heading,
    is_name,
    part_of_a_title,
)
from learning.deidentification.names.naming import CERTAIN, may_be_name, person, with_stop

LIKELY = "This looks like somebody's name."
POSSIBLE = "A capital here suggests a name."
BESIDE_NAME = frozenset({Sort.WORD, Sort.NAME_OR_WORD})


def find(capitals: Capitals) -> Iterator[Finding]:
    for run in capitals.runs(NAME_JOINERS):
        if run.first == run.last and capitals.note.words[run.first].bare in nickname.RANKS:
            yield from nickname.find(capitals, run.first)
        for first, last in _stretches(capitals, run):
            for finding in _judge(capitals, first, last, run):
                yield with_stop(capitals, finding)


def _stretches(capitals: Capitals, run: Run) -> Iterator[tuple[int, int]]:
    """(first, last) of the parts of the run that hold nothing but words which can be a name, and joiners inside."""
    words = capitals.note.words
    first: int | None = None
    last = run.first
    for index in range(run.first, run.last + 1):
        if words[index].capital and may_be_name(capitals, index):
            first = index if first is None else first
            last = index
        elif words[index].capital and first is not None:
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _judge(capitals: Capitals, first: int, last: int, run: Run) -> Iterator[Finding]:
    sorts = {index: capitals.sort(index) for index in range(first, last + 1) if capitals.note.words[index].capital}
    certain = [index for index, sort in sorts.items() if sort in CERTAIN]
    if certain:
        yield from _certain(capitals, certain, sorts)
        return
    doubtful = [index for index, sort in sorts.items() if sort is Sort.NAME_OR_WORD]
    if doubtful and part_of_a_title(capitals, first, last, run):
        return
    words = capitals.note.words
    for index in doubtful:
        surname = sorts.get(index + 1) in BESIDE_NAME and (
            words[index + 1].bare in vocabulary.surnames() or not in_heading(capitals, index)
        )
        in_capitals = capitals.note.adjacent(index + 1) and _surname_in_capitals(capitals, index + 1)
        if in_capitals and words[index + 1].bare not in VERBS:
            yield person(words[index], words[index + 1], POSSIBLE, "medium")
            return
        if is_name(capitals, index) or (surname and _full_name(capitals, index)):
            end = index + 1 if surname or sorts.get(index + 1) is Sort.INITIAL else index
            yield person(words[index], words[end], POSSIBLE, "medium")
            return
    if first == last and run.first == run.last:
        if _surname_that_acts(capitals, first):
            yield person(words[first], words[first], POSSIBLE, "low")
        yield from nickname.find(capitals, first)
    with_initial = last == first + 1 and (sorts.get(first), sorts.get(last)) == (Sort.WORD, Sort.INITIAL)
    listed = (
        with_initial and words[first].bare in vocabulary.surnames() and words[first].bare not in vocabulary.STARTERS
    )
    if with_initial and (not capitals.note.starts_sentence(first) or (listed and _closed(capitals, last))):
        yield person(words[first], words[last], POSSIBLE, "low", Kind.NICKNAME)


def _surname_that_acts(capitals: Capitals, index: int) -> bool:
    """True for an ordinary word that is a surname, before what people alone do: "Brown said", "Marsh rang"."""
    bare = capitals.note.words[index].bare
    if capitals.note.following(index) in BODILY and bare not in NOBODY | vocabulary.ROLES | vocabulary.STARTERS:
        return capitals.sort(index) is Sort.WORD
    if bare not in vocabulary.surnames() or bare in vocabulary.ROLES | vocabulary.ROUTINE_CAPITALS | NOT_SURNAMES:
        return False
    return capitals.note.following(index) in DOINGS_OF_PEOPLE_ALONE


BODILY = vocabulary.these("laughed shrugged nodded grinned cried smiled whispered swore smirked texted punched owes")
NOBODY = vocabulary.these("people staff pupils students boys girls children kids men women families parents workers")
NOT_SURNAMES = vocabulary.these("church home house school street town young head bank court hall")


def _full_name(capitals: Capitals, index: int) -> bool:
    """Whether a name or word and the word with a capital after it read as a full name: "Poppy Marsh", "Will Power"."""
    name, surname = capitals.note.words[index], capitals.note.words[index + 1]
    if surname.bare in vocabulary.STARTERS - vocabulary.NAMES_AND_WORDS or surname.bare in vocabulary.CALENDAR:
        return False
    if surname.bare in vocabulary.people():
        return True
    return name.bare not in VERBS and not in_heading(capitals, index)


def _closed(capitals: Capitals, index: int) -> bool:
    """True where a line, bracket or dash ends what the word at `index` ends: "Smith J – Y9"."""
    return re.match(r"\.?[ \t]*(?:[,;:)(\n–-]|$)", capitals.note.text[capitals.note.words[index].end :][:4]) is not None


def _certain(capitals: Capitals, certain: list[int], sorts: dict[int, Sort]) -> Iterator[Finding]:
    """From the first to the last sure word, and the ordinary words beside them: "Ricky Church", "Slim Sam"."""
    note = capitals.note
    first, last = certain[0], certain[-1]
    sure = sorts[last] is Sort.FIRST_NAME and sorts.get(last + 1) in BESIDE_NAME and last + 1 == max(sorts)
    if sorts.get(last + 1) is Sort.INITIAL or (
        sorts.get(last + 1) in BESIDE_NAME and (sure or not in_heading(capitals, last))
    ):
        last += 1
        if sorts.get(last) is Sort.NAME_OR_WORD and sorts.get(last + 1) in BESIDE_NAME and last + 1 == max(sorts):
            last += 1  # "Millie Rose Carter"
    elif (sorts[last] is Sort.FIRST_NAME and _routine_surname(capitals, last + 1)) or _initial_a(capitals, last):
        last += 1
    first, last = _with_surname_in_capitals(capitals, first, last)
    while sorts.get(first - 1) in {Sort.NAME_OR_WORD, Sort.INITIAL} or (
        sorts.get(first - 1) is Sort.WORD and not note.starts_sentence(first - 1)
    ):
        first -= 1
    if first == last and not _plausible(capitals, first):
        return
    if last > first or any(sorts[index] is Sort.FIRST_NAME for index in certain):
        yield person(note.words[first], note.words[last], LIKELY, "high")
    else:
        yield person(note.words[first], note.words[last], LIKELY, "low" if note.starts_sentence(first) else "medium")


def _with_surname_in_capitals(capitals: Capitals, first: int, last: int) -> tuple[int, int]:
    """The stretch with the surname that the police writes in capitals, before or after it: "Skye Elizabeth MARSDEN"."""
    note = capitals.note
    if note.adjacent(last + 1) and _surname_in_capitals(capitals, last + 1):
        last += 1
    elif note.adjacent(first) and _surname_in_capitals(capitals, first - 1):
        first -= 1
    return first, last


def _initial_a(capitals: Capitals, index: int) -> bool:
    """True for the A of "Yusuf A cried", which is no article."""
    note = capitals.note
    if not note.adjacent(index + 1) or note.words[index + 1].text != "A":
        return False
    return (
        note.following(index + 1) in DOINGS
        or re.match(r"[,.;:)(\n]|$", note.text[note.words[index + 1].end :][:1]) is not None
    )


def _routine_surname(capitals: Capitals, index: int) -> bool:
    """True for Church and Winter right after a first name, at the end of the capitals."""
    note = capitals.note
    if not note.adjacent(index) or not capitals.free(note.words[index]) or not note.words[index].capital:
        return False
    word = note.words[index]
    if capitals.sort(index) is not Sort.ROUTINE or word.bare not in vocabulary.surnames() or word.upper:
        return False
    return not (note.adjacent(index + 1) and note.words[index + 1].capital)


def _surname_in_capitals(capitals: Capitals, index: int) -> bool:
    word = capitals.note.words[index]
    if not word.upper or not capitals.free(word) or any(c.isdigit() for c in word.text):
        return False
    if word.bare in vocabulary.surnames():
        return len(word.bare) > 2 and word.bare not in vocabulary.ACRONYMS
    return len(word.bare) > 3 and word.bare not in vocabulary.ACRONYMS and not is_word(word.bare)


def _plausible(capitals: Capitals, index: int) -> bool:
    """False for an unknown word at the start of a sentence that is more likely a slip of the pen than a name."""
    note = capitals.note
    word = note.words[index]
    if capitals.sort(index) is Sort.FIRST_NAME or not note.starts_sentence(index):
        return True
    if note.text[word.start - 1 : word.start] == "(" and note.text[word.end : word.end + 1] == ")":
        return True
    if word.bare in vocabulary.surnames() or word.core_end < word.end or note.following(index) in DOINGS:
        return True
    return len(word.bare) < 5 or not near_a_word(word.bare)
