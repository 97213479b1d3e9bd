"""Headings of files of past completions, as systems of record write them."""

import pytest

from learning.records.past.columns import PastField, find_columns

ALL = frozenset(PastField)


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ([one.value for one in PastField], {one: at for at, one in enumerate(PastField)}),
        (
            ["Employee Number", "Competence Name", "Date Achieved", "Org L4"],
            {PastField.STAFF_ID: 0, PastField.MODULE: 1, PastField.COMPLETED_ON: 2},
        ),
        (
            ["E-Mail Address", "Course Title", "Course Code", "Completion_Date", "Certificate No."],
            {PastField.EMAIL: 0, PastField.MODULE: 2, PastField.COMPLETED_ON: 3, PastField.EVIDENCE: 4},
        ),
    ],
)
def test_headings_are_found(headings: list[str], found: dict[PastField, int]) -> None:
    columns = find_columns(headings, ALL)
    assert columns.at == found
    assert columns.missing() == ""


@pytest.mark.parametrize(
    ("headings", "lacking"),
    [
        (["Module", "Completed on"], "staff number or e-mail address"),
        (["Staff ID", "Completed on"], "module"),
        (["Staff ID", "Module"], "day of completion"),
        (["Colour"], "staff number or e-mail address, module and day of completion"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(headings: list[str], lacking: str) -> None:
    said = find_columns(headings, ALL).missing()
    assert f"No heading was found for: {lacking}." in said.replace(" or e-mail address and", " or e-mail address,")
    assert "upload the file again" in said


def test_what_was_not_agreed_is_not_read() -> None:
    columns = find_columns(["staff_id", "email", "module", "completed_on"], ALL - {PastField.EMAIL})
    assert PastField.EMAIL not in columns.at
    assert columns.heading(PastField.EMAIL) == "e-mail address"
    assert columns.heading(PastField.STAFF_ID) == "staff_id"
