"""Each row is read whole or told what is wrong with it: all of it, with where, what and what to do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from learning.workforce.returns.columns import Field, match_columns
from learning.workforce.returns.rows import NOT_READ, Problem, Row, month_first_columns, read_rows, split_name
from learning.workforce.returns.tables import open_table

from .files import separated, text_file, workbook

HEADINGS = [
    "Employee Number", "Assignment Number", "Email", "Forename", "Surname", "Team", "Position Title",
    "Start Date", "End Date", "Away from", "Away to",
]  # fmt: skip
TITLES: Mapping[str, str | None] = {"staff nurse": "frontline_direct", "agency": None}
AS_AT = dt.date(2026, 2, 28)
SOUND: dict[str, Any] = {
    "Employee Number": "00123",
    "Email": "Ada@Midshire.example",
    "Forename": "Ada",
    "Surname": "Shah",
    "Team": "Ward 7",
    "Position Title": "Staff nurse",
    "Start Date": "03/03/2020",
}


def lines(*rows: Mapping[str, Any]) -> list[list[Any]]:
    return [HEADINGS, *[[(SOUND | row).get(heading, "") for heading in HEADINGS] for row in rows]]


def read(path: Path, as_at: dt.date | None = AS_AT) -> list[Row | Problem]:
    table = open_table(path, path.name)
    return list(read_rows(table, match_columns(table.headers), TITLES, as_at))


def read_text(folder: Path, *rows: Mapping[str, Any]) -> list[Row | Problem]:
    return read(text_file(folder, separated(lines(*rows))))


def problems(found: Sequence[Row | Problem]) -> list[tuple[str, str]]:
    assert not [one for one in found if isinstance(one, Row)]
    assert all(one.fix.endswith(".") and one.message.endswith(".") for one in found if isinstance(one, Problem))
    return [(one.column, one.message) for one in found if isinstance(one, Problem)]


def test_a_whole_row(tmp_path: Path) -> None:
    row = {"Assignment Number": "00123-2", "End Date": "31/12/2025", "Away from": "1/6/2025", "Away to": "30/06/2025"}
    assert read_text(tmp_path, row) == [
        Row(
            2, "00123", "00123-2", "ada@midshire.example", "Ada", "Shah", "Ward 7", "Staff nurse", "frontline_direct",
            dt.date(2020, 3, 3), dt.date(2026, 1, 1), dt.date(2025, 6, 1), dt.date(2025, 6, 30),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("number", [123, 123.0, "123"])
def test_a_number_of_a_workbook_reads_as_it_is_shown(tmp_path: Path, number: Any) -> None:
    [row] = read(workbook(tmp_path, lines({"Employee Number": number, "Start Date": dt.date(2020, 3, 3)})))
    assert isinstance(row, Row)
    assert (row.staff_id, row.start) == ("123", dt.date(2020, 3, 3))


def test_noughts_that_a_file_keeps_as_text(tmp_path: Path) -> None:
    [row] = read_text(tmp_path, {"Employee Number": '="00123"'})
    assert isinstance(row, Row)
    assert row.staff_id == "00123"


def test_no_end_is_an_end_at_the_end_of_time(tmp_path: Path) -> None:
    [row] = read_text(tmp_path, {"End Date": "31/12/4712", "Away from": "1/2/2026", "Away to": "31/12/4712"})
    assert isinstance(row, Row)
    assert (row.left, row.away_from, row.away_to) == (None, dt.date(2026, 2, 1), None)


def test_of_a_post_that_is_not_in_the_return_only_the_title_is_read(tmp_path: Path) -> None:
    [row] = read_text(tmp_path, {"Position Title": "AGENCY", "Start Date": "soon", "Email": "none"})
    assert isinstance(row, Row)
    assert (row.title, row.role_group, row.start) == ("AGENCY", None, NOT_READ)


def test_one_cell_for_the_whole_name(tmp_path: Path) -> None:
    table = [["Staff No", "Name", "Job Title", "Start"], ["1", '"Shah, Ada"', "Staff nurse", "1/1/2020"]]
    [row] = read(text_file(tmp_path, separated(table)))
    assert isinstance(row, Row)
    assert (row.first_name, row.last_name) == ("Ada", "Shah")


@pytest.mark.parametrize(
    ("full", "parts"),
    [("Shah, Priya", ("Priya", "Shah")), ("Mary Ann Shah", ("Mary Ann", "Shah")), ("Cher", ("", "Cher"))],
)
def test_a_name_is_split_where_it_divides(full: str, parts: tuple[str, str]) -> None:
    assert split_name(full) == parts


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"Employee Number": "", "Email": ""}, "Employee Number", "neither a staff number nor an e-mail address"),
        ({"Email": "ada at midshire"}, "Email", "not an e-mail address"),
        ({"Email": "a@b.example; c@d.example"}, "Email", "not an e-mail address"),
        ({"Start Date": ""}, "Start Date", "first day in post is missing"),
        ({"Start Date": "31/02/2026"}, "Start Date", "February 2026 has 28 days"),
        ({"Start Date": "01/01/1929"}, "Start Date", "before 1930"),
        ({"Start Date": "02/03/2027"}, "Start Date", "more than a year ahead"),
        ({"End Date": "02/03/2020"}, "End Date", "before the first one"),
        ({"End Date": "sometime"}, "End Date", "not read as a day"),
        ({"Away from": "2/2/2026", "Away to": "1/2/2026"}, "Away to", "last day away is before the first one"),
        ({"Away to": "1/2/2026"}, "Away to", "no first one"),
        ({"Away from": "x"}, "Away from", "not read as a day"),
        ({"Position Title": "Wizard"}, "Position Title", "No role group is chosen yet"),
        ({"Position Title": ""}, "Position Title", "says no position title"),
        ({"Surname": "x" * 121}, "Surname", "longer than 120 characters"),
        ({"Employee Number": "1" * 65}, "Employee Number", "longer than 64 characters"),
        ({"Position Title": "x" * 501}, "Position Title", "longer than 500 characters"),
        ({"Surname": "=1+1"}, "Surname", "holds a formula"),
        ({"Forename": "A\x07da"}, "Forename", "characters that cannot be seen"),
        ({"Forename": "A\ufffdda"}, "Forename", "characters that cannot be seen"),
        ({"Employee Number": "1.23E+08"}, "Employee Number", "last figures are lost"),
    ],
)
def test_each_thing_that_can_be_wrong(tmp_path: Path, change: dict[str, str], column: str, said: str) -> None:
    [(where, message)] = problems(read_text(tmp_path, change))
    assert where == column
    assert said in message


def test_what_only_a_workbook_can_get_wrong(tmp_path: Path) -> None:
    number = {"Employee Number": dt.date(2026, 1, 2), "Start Date": "=TODAY()"}
    assert [message.partition(",")[0] for _column, message in problems(read(workbook(tmp_path, lines(number))))] == [
        "This cell holds a formula",
        "The spreadsheet turned this number into a date.",
    ]


def test_all_that_is_wrong_is_said_with_whom_it_is_about(tmp_path: Path) -> None:
    found = read_text(tmp_path, {"Email": "no", "Start Date": "31/02/2026", "Position Title": "Wizard"})
    assert [(one.row, one.field, one.value) for one in found if isinstance(one, Problem)] == [
        (2, "email", "no"),
        (2, "role_group", "Wizard"),
        (2, "start_date", "31/02/2026"),
    ]
    for one in found:
        assert isinstance(one, Problem)
        assert (one.staff_id, one.email, one.name) == ("00123", "", "Ada Shah")
        assert one.keys == {"00123"}


def test_somebody_without_a_number_is_known_by_the_name(tmp_path: Path) -> None:
    [problem] = read_text(tmp_path, {"Employee Number": "", "Email": ""})
    assert isinstance(problem, Problem)
    assert problem.keys == {"ada shah"}


def test_a_comma_too_many_is_seen(tmp_path: Path) -> None:
    text = separated([["Staff No", "Job Title", "Start"], ["1", "Staff nurse, nights", "1/1/2020"]])
    said = [message for _column, message in problems(read(text_file(tmp_path, text)))]
    assert "This row has 4 cells below 3 headings, so they may have slipped sideways." in said


def test_notes_beside_the_list_of_a_workbook_are_none_of_it(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Staff No", "Job Title", "Start"], ["1", "Staff nurse", "1/1/2020", "a note"]])
    assert isinstance(read(path)[0], Row)


def test_a_column_with_the_month_first_is_not_guessed_at(tmp_path: Path) -> None:
    """A spreadsheet set to British days swaps those of an American file that it can, and leaves the rest as text."""
    found = read(
        workbook(
            tmp_path,
            lines(
                {"Start Date": "12/31/2020"}, {"Start Date": dt.date(2020, 4, 3)}, {"Start Date": dt.date(2020, 4, 4)}
            ),
        )
    )
    swapped, either, same = found
    assert isinstance(swapped, Problem)
    assert isinstance(either, Problem)
    assert isinstance(same, Row)
    assert "it looks as if the month came first" in swapped.message
    assert "may be swapped too" in either.message


def test_a_single_slip_does_not_spoil_the_column(tmp_path: Path) -> None:
    rows = [{"Start Date": text} for text in ("12/31/2020", "31/12/2020", "03/04/2020")]
    path = text_file(tmp_path, separated(lines(*rows)))
    table = open_table(path, "r.csv")
    assert month_first_columns(table, match_columns(table.headers)) == frozenset()
    assert [type(one) for one in read(path)] == [Problem, Row, Row]


def test_a_hand_picked_column_is_the_one_that_is_read(tmp_path: Path) -> None:
    path = text_file(tmp_path, separated([["No", "X", "Job Title", "Start"], ["7", "8", "Staff nurse", "1/1/2020"]]))
    table = open_table(path, "r.csv")
    match = match_columns(table.headers).with_column(Field.STAFF_ID, 1)
    [row] = read_rows(table, match, TITLES)
    assert isinstance(row, Row)
    assert row.staff_id == "8"


NO_PERSON = "This row looks like a total, a note or a heading, and like no person; it is left out."


@pytest.mark.parametrize(
    "line",
    [
        ["Grand total: 512"],
        ["Total", "", "512"],
        ["", "", "", "", "", "Ward 7"],
        ["Report made by HR on 01/03/2026"],
        HEADINGS,
    ],
)
def test_a_row_that_is_no_person_is_one_problem(tmp_path: Path, line: list[str]) -> None:
    found = read(text_file(tmp_path, separated([*lines({}), line])))
    assert isinstance(found[0], Row)
    assert problems(found[1:]) == [("", NO_PERSON)]


def test_whose_number_stands_alone_stays_as_they_are(tmp_path: Path) -> None:
    [_row, problem] = read(text_file(tmp_path, separated([*lines({}), ["00124", "", "bo@x.example"]])))
    assert isinstance(problem, Problem)
    assert (problem.message, problem.keys) == (NO_PERSON, {"00124", "bo@x.example"})


def test_a_number_and_an_address_are_read_without_what_stands_around_them(tmp_path: Path) -> None:
    row = {"Employee Number": "123.0", "Assignment Number": "n/a", "Email": "mailto:Ada@X.example"}
    [found] = read_text(tmp_path, row)
    assert isinstance(found, Row)
    assert (found.staff_id, found.post, found.email) == ("123", "", "ada@x.example")


def test_two_who_have_no_number_are_not_one_person(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, {"Employee Number": "N/A", "Email": "a@x.example"}, {"Employee Number": "N/A", "Email": ""}
    )
    assert isinstance(found[0], Row)
    assert found[0].staff_id == ""
    assert [message for _column, message in problems(found[1:])] == [
        "This row has neither a staff number nor an e-mail address, so it is not clear whom it is about."
    ]


@pytest.mark.parametrize(
    ("full", "names"),
    [
        ("O'NEILL, Mrs. Siobhán", ("Siobhán", "O'NEILL")),
        ("Khan, Imran, Mr", ("Imran", "Khan")),
        ("Dr Priya Shah", ("Priya", "Shah")),
        ("SMITH-JONES, Ann Marie (Mrs)", ("Ann Marie", "SMITH-JONES")),
        ("Missy Drake", ("Missy", "Drake")),
        ("Dr Shah", ("", "Shah")),
    ],
)
def test_forms_of_address_are_no_names(full: str, names: tuple[str, str]) -> None:
    assert split_name(full) == names
