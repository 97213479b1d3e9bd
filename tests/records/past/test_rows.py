"""Rows of a file of past completions: what they say, and every problem with its value, reason and fix."""

import datetime as dt
from pathlib import Path

import pytest

from learning.records.past.columns import PastField, find_columns
from learning.records.past.rows import PastRow, Problem, read_rows
from learning.workforce.returns.tables import open_table
from tests.workforce.returns.files import Lines, separated, text_file, workbook

HEADINGS = ["Employee Number", "Email", "Module", "Version", "Completed on", "Evidence", "Source"]
TODAY = dt.date(2026, 2, 28)


def read(path: Path) -> list[PastRow | list[Problem]]:
    table = open_table(path, path.name)
    return list(read_rows(table, find_columns(table.headers, frozenset(PastField)), TODAY))


def read_line(folder: Path, *line: object) -> PastRow | list[Problem]:
    return read(text_file(folder, separated([HEADINGS, line])))[0]


def test_a_row_is_read_as_it_is_written(tmp_path: Path) -> None:
    row = read_line(tmp_path, "00123", "Ada@Midshire.example", "A shared start", "1.2", "03/04/2025", "C-77", "ESR")
    assert row == PastRow(
        2, "00123", "ada@midshire.example", "A shared start", "1.2", dt.date(2025, 4, 3), "C-77", "ESR"
    )


def test_a_workbook_is_read_alike(tmp_path: Path) -> None:
    lines: Lines = [
        ["Past training of the trust"],
        ["Employee Number", "Course Name", "Date Achieved", "Version"],
        [123, "A shared start", dt.date(2025, 4, 3), 1.2],
        [124, "A shared start", 45750, 1],
    ]
    first, second = read(workbook(tmp_path, lines))
    assert first == PastRow(3, "123", "", "A shared start", "1.2", dt.date(2025, 4, 3), "", "")
    assert second == PastRow(4, "124", "", "A shared start", "1", dt.date(2025, 4, 3), "", "")


@pytest.mark.parametrize(
    ("line", "column", "value", "message"),
    [
        (["1", "", "A", "", "31/02/2025", "", ""], "Completed on", "31/02/2025", "28 days"),
        (["1", "", "A", "", "soon", "", ""], "Completed on", "soon", "not read as a day"),
        (["1", "", "A", "", "", "", ""], "Completed on", "", "missing"),
        (["1", "", "A", "", "01/03/2026", "", ""], "Completed on", "01/03/2026", "has not come yet"),
        (["1", "", "A", "", "01/03/1926", "", ""], "Completed on", "01/03/1926", "before 1990"),
        (["1", "", "", "", "01/03/2025", "", ""], "Module", "", "names no module"),
        (["", "", "A", "", "01/03/2025", "", ""], "Employee Number", "", "neither a staff number"),
        (["1", "", "=A1", "", "01/03/2025", "", ""], "Module", "=A1", "formula"),
        (["1", "", "A", "", "01/03/2025", "x" * 241, ""], "Evidence", "x" * 240, "longer than 240"),
        (["1\x01", "", "A", "", "01/03/2025", "", ""], "Employee Number", "1\x01", "cannot be seen"),
    ],
)
def test_each_problem_says_where_what_why_and_what_to_do(
    line: list[str], column: str, value: str, message: str, tmp_path: Path
) -> None:
    (problem,) = read_line(tmp_path, *line)
    assert isinstance(problem, Problem)
    assert (problem.row, problem.column, problem.value) == (2, column, value)
    assert message in problem.message
    assert problem.fix


def test_every_problem_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    problems = read_line(tmp_path, "", "", "", "", "yesterday", "", "")
    assert isinstance(problems, list)
    assert [one.column for one in problems] == ["Completed on", "Module", "Employee Number"]


def test_a_number_kept_as_text_keeps_its_noughts(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'staff_id,module,completed_on\r\n"=""00123""",A shared start,2025-04-03\r\n')
    (row,) = read(path)
    assert isinstance(row, PastRow)
    assert row.staff_id == "00123"
