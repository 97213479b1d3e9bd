"""Several boxes are screened as one text, and decided word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.cases.drafting import read_draft
from learning.cases.manuscript import Manuscript
from learning.cases.models.case import TEXTS

TEXT = {"happening": "Kayden came late. His aunt rang.", "tried": "We asked Kayden, and then kayden’s mum.", "told": ""}


def test_a_name_is_found_in_every_box() -> None:
    found = Manuscript(TEXT, {})
    assert {question.text for question in found.review.open} >= {"Kayden"}
    assert sum(question.times for question in found.review.open if question.text == "Kayden") == 2


def test_one_replacement_goes_everywhere_and_touches_nothing_else() -> None:
    new = Manuscript(TEXT, {}).rewritten({"Kayden": "the young person"})
    assert new.words["happening"] == "the young person came late. His aunt rang."
    assert new.words["tried"].startswith("We asked the young person, and then")
    assert new.words["told"] == ""


def test_what_is_kept_with_a_reason_is_settled_and_a_bad_reason_is_not() -> None:
    text = {"happening": "We read Kayden together."}
    assert Manuscript(text, {"Kayden": "the title of a novel"}).review.complete
    assert not Manuscript(text, {"Kayden": "-"}).review.complete


def test_pieces_put_together_are_the_words_again() -> None:
    for name, pieces in Manuscript(TEXT, {}).marked():
        assert "".join(piece.words for piece in pieces) == TEXT[name]


@given(st.dictionaries(st.sampled_from(TEXTS), st.text(max_size=60)))
def test_any_words_come_back_as_they_are(words: dict[str, str]) -> None:
    read = Manuscript(words, {})
    assert {name: "".join(piece.words for piece in pieces) for name, pieces in read.marked()} == words
    assert read.rewritten({}).words == words


def sent(**more: str) -> dict[str, str]:
    return {"happening": "Kayden came late.", "span-1": "Kayden", "replace-1": "a young person", "keep-1": ""} | more


def test_a_decision_changes_the_words_and_can_be_undone() -> None:
    done = read_draft(sent(do="replace-1"))
    assert done.words["happening"] == "a young person came late."
    assert done.open == []
    back = read_draft({"happening": done.words["happening"], "undo": done.undo, "do": "undo"})
    assert back.words["happening"] == "Kayden came late."


def test_a_reason_keeps_the_words_and_travels_on() -> None:
    kept = read_draft(sent(do="keep-1", **{"keep-1": "the title of a novel"}))
    assert kept.open == []
    [(number, words, reason)] = kept.kept
    assert (words, reason) == ("Kayden", "the title of a novel")
    again = read_draft({"happening": "Kayden came late.", f"span-{number}": words, f"keep-{number}": reason})
    assert again.open == []


@pytest.mark.parametrize(
    ("decision", "problem"), [({"do": "keep-1"}, "reason"), ({"do": "replace-1", "replace-1": " "}, "empty")]
)
def test_half_a_decision_changes_nothing(decision: dict[str, str], problem: str) -> None:
    draft = read_draft(sent(**decision))
    assert (draft.problem, draft.words["happening"]) == (problem, "Kayden came late.")


def test_a_box_that_is_being_typed_into_decides_nothing() -> None:
    assert read_draft(sent(**{"keep-1": "half a rea"})).open


@pytest.mark.parametrize("undo", ["", "{", "[1, 2]", "[]", '["a", "b"]', "[{}, 3]", "9" * 100_000])
def test_a_forged_undo_changes_nothing(undo: str) -> None:
    assert read_draft(sent(do="undo", undo=undo)).words["happening"] in ("Kayden came late.", "")


@pytest.mark.parametrize("do", ["replace-", "replace-x", "keep-99999", "replace-²", "nonsense", "keep-" + "9" * 5000])
def test_a_forged_decision_changes_nothing(do: str) -> None:
    assert read_draft(sent(do=do)).words["happening"] == "Kayden came late."


def test_too_many_words_are_not_screened_but_stay() -> None:
    long = "Kayden " * 30_000
    assert (
        read_draft({"happening": long, "do": "replace-1", "span-1": "Kayden", "replace-1": "x"}).words["happening"]
        == long.strip()
    )


def test_one_person_has_one_replacement_under_the_first_name_and_in_full() -> None:
    words = {"happening": "Kayden Marsh came late. Then Kayden left. Mrs Marsh rang us."}
    for span in ("Kayden", "Kayden Marsh"):
        new = Manuscript(words, {}).rewritten({span: "the young person"}).words["happening"]
        assert new == "the young person came late. Then the young person left. Mrs Marsh rang us."


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "", "5001x"])
def test_a_forged_number_of_a_reason_keeps_nothing(number: str) -> None:
    forged = {f"span-{number}": "Kayden", f"keep-{number}": "the title of a novel"}
    assert read_draft({"happening": "Kayden came late."} | forged).open


def test_what_is_found_across_two_boxes_is_asked_and_replaced_in_both() -> None:
    """Or a question would stand there that nobody could answer."""
    words = {"happening": "They moved to 12 Saltmarsh", "told": "Road, Leicester LE1 1AA"}
    read = Manuscript(words, {})
    asked = {question.text for question in (*read.review.open, *read.hints)}
    shown = {" ".join(piece.words.split()) for _name, pieces in read.marked() for piece in pieces if piece.question}
    assert asked == shown
    for one in read.findings:
        assert "\n\n" not in read.whole[one.start : one.end]
    done = read
    for question in read.review.open:
        done = done.rewritten({question.text: "[a place]"})
    assert done.review.complete
