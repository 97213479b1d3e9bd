"""An ordinary word with a capital in the middle of a sentence, by itself: "what happened to Smokes"."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.findings import Finding, Kind
from learning.deidentification.names.in_context import NOT_BEFORE_NAME, in_heading
from learning.deidentification.names.naming import person

# Titles that stand alone as what somebody is called.
RANKS = vocabulary.these("professor prof captain major doc doctor king prince duke boss sarge chief general")
# "Owes Ghost £400": how hurried notes begin.
TOLD = vocabulary.these("owes owed told saw met rang asked fears blames likes hates says thinks knows trusts runs")
REASON = "A capital in the middle of a sentence may be a nickname."


def find(capitals: Capitals, index: int) -> Iterator[Finding]:
    """The capitalised word at `index`, if it reads as a nickname."""
    note = capitals.note
    word = note.words[index]
    if capitals.sort(index) is not Sort.WORD and not (word.bare in RANKS and word.text.istitle()):
        return
    if len(word.bare) < 3 or word.bare in vocabulary.STARTERS or not note.adjacent(index):
        return
    before = note.words[index - 1]
    told = before.capital and before.bare in TOLD and note.starts_sentence(index - 1)
    if before.bare in NOT_BEFORE_NAME or (before.capital and not told) or before.text[0].isdigit():
        return
    if _in_a_title(capitals, index):
        return
    if note.starts_sentence(index) or in_heading(capitals, index) or note.following(index)[:1].isdigit():
        return
    yield person(word, word, REASON, "low", Kind.NICKNAME)


def _in_a_title(capitals: Capitals, index: int) -> bool:
    """True for both words of "College of Policing", "Violence and Vulnerability", "Hearth & Harbour"."""
    note = capitals.note
    words = note.words
    if note.following(index) in {"of", "in", "for"} and index + 2 < len(words) and words[index + 2].capital:
        return True
    if re.match(r" & [A-Z]", note.text[words[index].end : words[index].end + 4]):
        return True
    joined = words[index - 1].bare in {"of", "and", "for", "in"} and note.adjacent(index - 1)
    if not joined or note.starts_sentence(index - 2):
        return False
    return words[index - 2].capital and capitals.sort(index - 2) in {Sort.ROUTINE, Sort.WORD}
