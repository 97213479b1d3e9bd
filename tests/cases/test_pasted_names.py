"""A pasted list: forgiving about how it is written, plain about what is left out."""

import pytest

from learning.cases.pasted_names import fold, read_pasted, some, tidy


def test_lines_are_names_and_what_stands_around_them_is_not() -> None:
    pasted = read_pasted("  • Oak   Farm \r\n\n- The Tanyard,\n“Saint Hild’s”\n…\n", 80)
    assert pasted.names == {"oak farm": "Oak Farm", "the tanyard": "The Tanyard", "saint hild's": "Saint Hild’s"}
    assert (pasted.twice, pasted.known, pasted.too_long) == ([], [], [])


def test_the_same_name_in_other_capitals_spaces_or_marks_is_the_same() -> None:
    pasted = read_pasted("Oak Farm\nOAK  FARM\noak, farm", 80, {"the tanyard"})
    assert (pasted.names, pasted.twice) == ({"oak farm": "Oak Farm"}, ["OAK FARM", "oak, farm"])


def test_what_is_known_is_told_apart() -> None:
    pasted = read_pasted("Oak Farm\nThe Tanyard", 80, {"the tanyard"})
    assert (list(pasted.names), pasted.known) == (["oak farm"], ["The Tanyard"])


def test_a_line_that_is_too_long_is_told_by_its_number() -> None:
    assert read_pasted("Oak Farm\n\n" + "x" * 81, 80).too_long == [3]
    assert read_pasted("x" * 80, 80).too_long == []


@pytest.mark.parametrize("words", ["", " ", "…", "\u200b", "-\t-"])
def test_without_a_letter_or_a_digit_there_is_no_name(words: str) -> None:
    assert fold(words) == ""
    assert read_pasted(words, 80).names == {}


def test_a_few_stand_for_many() -> None:
    assert some(["A", "B"]) == "“A”, “B”"
    assert some("ABCDEFGHI", most=2) == "“A”, “B” …"
    assert tidy("* Oak") == "Oak"
