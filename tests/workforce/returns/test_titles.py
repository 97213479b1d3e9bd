"""Titles are counted, and suggested a role group where one is meant beyond doubt."""

from pathlib import Path

import pytest

from learning.workforce.returns.columns import match_columns
from learning.workforce.returns.tables import open_table
from learning.workforce.returns.titles import Basis, Suggestion, suggest_role_group, title_counts

from .files import separated, text_file

ROLE_GROUPS = {
    "public_contact": "Public contact and reception",
    "frontline_direct": "Frontline, direct work",
    "enhanced": "Regular or intense work with people affected",
    "specialist": "Trauma specialists",
    "supervisors": "Supervisors and team managers",
    "leaders": "Senior leaders",
    "corporate": "Corporate and support staff",
    "volunteers": "Volunteers",
}


def test_titles_are_counted_most_frequent_first(tmp_path: Path) -> None:
    titles = ["Staff Nurse", "staff nurse", "Staff Nurse", "Porter", "Clerk", "", "STAFF-NURSE"]
    lines = [["Employee Number", "Position Title", "Start Date"], *[["1", title, "1/1/2026"] for title in titles]]
    table = open_table(text_file(tmp_path, separated(lines)), "r.csv")
    assert title_counts(table, match_columns(table.headers)) == [("Staff Nurse", 4), ("Clerk", 1), ("Porter", 1)]
    assert title_counts(table, match_columns(["x"])) == []


@pytest.mark.parametrize(
    ("title", "role_group", "basis"),
    [
        ("frontline_direct", "frontline_direct", Basis.EXACT),
        ("Senior Leaders", "leaders", Basis.EXACT),
        ("Band 5 (ward 7)", "frontline_direct", Basis.REMEMBERED),
        ("Agency", None, Basis.REMEMBERED),
        ("Police Constable", "frontline_direct", Basis.GUESS),
        ("Staff Nurse (nights)", "frontline_direct", Basis.GUESS),
        ("Social Worker - Adults", "enhanced", Basis.GUESS),
        ("Clinical Psychologist", "specialist", Basis.GUESS),
        ("IT Technician", "corporate", Basis.GUESS),
        ("Team Leaders", "supervisors", Basis.GUESS),
    ],
)
def test_what_a_title_is_suggested(title: str, role_group: str | None, basis: Basis) -> None:
    remembered = {"band 5 ward 7": "frontline_direct", "agency": None}
    assert suggest_role_group(title, ROLE_GROUPS, remembered) == Suggestion(role_group, basis)


@pytest.mark.parametrize("title", ["Finance Manager", "Head of Social Work Teachers", "Wizard", "Italian tutor", ""])
def test_where_in_doubt_nothing_is_suggested(title: str) -> None:
    assert suggest_role_group(title, ROLE_GROUPS, {}) is None


def test_no_role_group_is_suggested_that_the_network_has_not() -> None:
    assert suggest_role_group("Police Constable", {"corporate": "Corporate"}, {}) is None
    assert suggest_role_group("Ward 7", ROLE_GROUPS, {"ward 7": "gone"}) is None
