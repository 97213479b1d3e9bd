"""Local names: found however they are written, at a cost that the length of the list does not change."""

from time import process_time

import pytest

from learning.deidentification import Kind, Lexicon, Term, lexicon, screen
from learning.deidentification.note import Note
from tests.deidentification.marked import check
from tests.deidentification.notes import own_notes

TEXT = "\n\n".join(note["text"] for note in own_notes.load("own_tuned"))[:6_000]


@pytest.fixture
def nothing_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_sources", [])


def test_capitals_possessives_and_apostrophes_hide_nothing() -> None:
    names = (Term("St Hild’s Grange", Kind.SCHOOL), "the tanyard", Term("Bridge Boys", Kind.ORGANISATION))
    check("from [[st hild's grange]] to [[The Tanyard]]", lexicon=names)
    check("[[THE TANYARD]]'s shop, and [[bridge boys]]' friends", lexicon=names)


def test_a_longer_name_is_found_whole_where_a_shorter_one_begins_it() -> None:
    (finding,) = check("met in [[Larkhill Court]] again", lexicon=("larkhill", Term("larkhill court", Kind.SCHOOL)))
    assert finding.kind == Kind.SCHOOL


def test_each_kind_suggests_a_word_and_says_why() -> None:
    (school,) = screen("near tall gate", lexicon=[Term("Tall Gate", Kind.SCHOOL)])
    assert (school.severity, school.replacement) == ("direct", "[a school]")
    assert school.reason == "It is on your network's list of local names."


def test_without_a_list_of_its_own_a_text_is_screened_with_the_one_that_was_learnt(nothing_learnt: None) -> None:
    assert screen("near tall gate") == []
    lexicon.learn_from(lambda: Lexicon(["tall gate"]))
    assert len(screen("near tall gate")) == 1
    assert screen("near tall gate", lexicon=()) == []
    lexicon.learn_from(lambda: Lexicon(["another"]))
    assert screen("near tall gate") == []


def test_names_without_a_word_are_no_names() -> None:
    assert not Lexicon(["", " - ", "…"])
    assert list(Lexicon(["—"]).find(Note("a — b"))) == []


def least(names: Lexicon) -> float:
    costs = []
    for _ in range(9):
        before = process_time()
        screen(TEXT, lexicon=names)
        costs.append(process_time() - before)
    return min(costs)


def test_five_thousand_names_cost_next_to_nothing() -> None:
    """Also where all of them begin with the commonest word of the text: the worst list that there is."""
    screen(TEXT, lexicon=())
    without = least(lexicon.EMPTY)
    many = Lexicon(f"zorbley{n} wynd" for n in range(5_000))
    worst = Lexicon(f"the {'zorbley ' * (n % 4)}wynd{n}" for n in range(5_000))
    assert least(many) < 1.25 * without
    assert least(worst) < 1.25 * without
