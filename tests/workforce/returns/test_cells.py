"""A cell reads as somebody sees it."""

import datetime as dt

import pytest

from learning.workforce.returns.cells import Cell, Fault, Formula, is_blank, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("plain", "plain"),
        ("  two \t words\n", "two words"),
        ("no\u00a0break", "no break"),
        ("\ufeffmark\u200b", "mark"),
        ("O’Neill-Źal", "O’Neill-Źal"),
        (123, "123"),
        (123.0, "123"),
        (1.5, "1.5"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (dt.date(2026, 3, 3), "03/03/2026"),
        (Formula(" 7 "), "7"),
        (Fault("#N/A"), "#N/A"),
    ],
)
def test_the_text_of_a_cell(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "blank"), [(None, True), ("", True), (" \u00a0\ufeff", True), (0, False), (False, False), ("x", False)]
)
def test_what_counts_as_blank(cell: Cell, blank: bool) -> None:
    assert is_blank(cell) is blank
