"""The row of headings is told by what it says, and where two rows say it, nobody guesses."""

import pytest

from learning.workforce.returns.bounds import Bounds, Unreadable
from learning.workforce.returns.cells import Cell
from learning.workforce.returns.header import Header, find_header

KNOWN: list[Cell] = ["Employee Number", "Position Title", "Start Date", "Notes"]


def find(*rows: list[Cell], **remembered: str) -> Header | None:
    return find_header(list(enumerate(rows, 1)), remembered, Bounds())


def test_the_row_with_the_most_known_headings() -> None:
    above: list[Cell] = ["Person", None, "Post", None]
    assert find(above, KNOWN) == Header(2, tuple(map(str, KNOWN)), 3)


def test_cells_beyond_the_last_heading_are_none() -> None:
    found = find([*KNOWN[:2], None, "", 7])
    assert found is not None
    assert found.headings == ("Employee Number", "Position Title")


@pytest.mark.parametrize(
    ("row", "reads"),
    [
        (["PersNr", "Funktion"], True),
        (["PersNr"], False),
        (["PersNr", "PersNr"], False),
        (["PersNr", "2026"], False),
        (["Since 1/2/2026", "Funktion"], False),
        (["ada@x.example", "Funktion"], False),
    ],
)
def test_which_row_of_strange_words_may_be_headings(row: list[Cell], reads: bool) -> None:
    assert (find(row) is not None) is reads


def test_what_a_partner_used_before_is_known() -> None:
    rows: list[list[Cell]] = [["Report", "Staff"], ["PersNr", "Funktion"]]
    found = find(*rows, **{"pers nr": "staff_id", "funktion": "role_group"})
    assert found is not None
    assert (found.row, found.known) == (2, 2)


def test_a_row_of_data_that_names_a_field_is_no_rival() -> None:
    found = find(KNOWN, ["1", "Staff number", "1/2/2026"])
    assert found is not None
    assert found.row == 1


def test_two_rows_that_say_as_much() -> None:
    with pytest.raises(Unreadable, match="Rows 1 and 2"):
        find(KNOWN, KNOWN[:2])
