"""Names by their capitals: stretches of words that can be a name, judged by the surest of them."""

from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import NAME_JOINERS, Capitals, Run, Sort, near_a_word
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names import nickname
from learning.deidentification.names.in_context import DOINGS, in_heading, is_name, part_of_a_title
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
        if is_name(capitals, index):
            surname = sorts.get(index + 1) in BESIDE_NAME and not in_heading(capitals, index)
            end = index + 1 if surname or sorts.get(index + 1) is Sort.INITIAL else index
            yield person(words[index], words[end], POSSIBLE, "medium")
            return
    if first == last and run.first == run.last:
        yield from nickname.find(capitals, first)
    with_initial = last == first + 1 and (sorts.get(first), sorts.get(last)) == (Sort.WORD, Sort.INITIAL)
    if with_initial and not capitals.note.starts_sentence(first):
        yield person(words[first], words[last], POSSIBLE, "low", Kind.NICKNAME)


def _certain(capitals: Capitals, certain: list[int], sorts: dict[int, Sort]) -> Iterator[Finding]:
    """From the first to the last sure word, and the ordinary words beside them: "Ricky Church", "Slim Sam"."""
    note = capitals.note
    first, last = certain[0], certain[-1]
    if sorts.get(last + 1) is Sort.INITIAL or (sorts.get(last + 1) in BESIDE_NAME and not in_heading(capitals, last)):
        last += 1
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


def _plausible(capitals: Capitals, index: int) -> bool:
    """False for an unknown word at the start of a sentence that is more likely a slip of the pen than a name."""
    note = capitals.note
    word = note.words[index]
    if capitals.sort(index) is Sort.FIRST_NAME or not note.starts_sentence(index):
        return True
    if word.bare in vocabulary.surnames() or word.core_end < word.end or note.following(index) in DOINGS:
        return True
    return len(word.bare) < 5 or not near_a_word(word.bare)
