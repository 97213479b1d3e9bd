"""What a name would cost in notes that name nobody."""

import pytest

from learning.deidentification.clean_notes import BETWEEN, NOTES, alarm_of, clean_notes
from tests.deidentification.notes.copy_clean_notes import clean_texts


def test_the_notes_are_those_that_were_tuned_on() -> None:
    assert NOTES.read_text(encoding="utf-8") == BETWEEN.join(clean_texts())
    assert [note.text for note in clean_notes()] == clean_texts()
    assert len(clean_notes()) == 20


def test_words_that_stand_in_clean_notes_are_counted() -> None:
    alarm = alarm_of("May")
    assert alarm is not None
    assert alarm.is_word
    assert (alarm.times, alarm.notes) == (
        sum(note.bare_words.count("may") for note in map(Words, clean_texts())),
        sum("may" in note.bare_words for note in map(Words, clean_texts())),
    )
    assert alarm.times >= alarm.notes > 0


class Words:
    """The words of a text, cut up here in another way than there."""

    def __init__(self, text: str) -> None:
        kept = "".join(c if c.isalnum() or c in "'’-" else " " for c in text.lower())
        self.bare_words = kept.split()


@pytest.mark.parametrize("words", ["the park", "Meadow", "a Meadow", "The Meadow"])
def test_an_ordinary_word_is_one_where_it_is_found_nowhere_too(words: str) -> None:
    alarm = alarm_of(words)
    assert alarm is not None
    assert alarm.is_word


@pytest.mark.parametrize("words", ["Zorbley", "Oak Farm", "the Zorbley", "Zorbley Park", "…", ""])
def test_a_name_raises_no_alarm(words: str) -> None:
    assert alarm_of(words) is None


def test_several_words_that_stand_there_together_are_counted_too() -> None:
    note = clean_notes()[0]
    together = note.text[note.words[0].start : note.words[3].end]
    alarm = alarm_of(together)
    assert alarm is not None
    assert (alarm.times, alarm.notes, alarm.is_word) == (1, 1, False)
