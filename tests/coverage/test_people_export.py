"""Everybody by name with each module: who is in it, what the cells say, and that nothing in it runs."""

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.coverage.making import made
from learning.coverage.people import Wish
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Team
from tests.coverage.factories import Employer, T, employer, network, two_employers
from tests.workforce.factories import EmploymentFactory, PersonFactory, ReturnGradeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def as_rows(one: Employer, **wish: Any) -> list[dict[str, str]]:
    content = made("people_csv", one.organisation, T, Wish(**({"show": "all"} | wish)), lambda done, total: None)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_one_row_for_each_person_asked_by_name_with_each_module() -> None:
    _, one, _ = two_employers()
    rows = {row["given_name"]: row for row in as_rows(one)}
    assert set(rows) == {"Current", "Soon", "Notyet", "Expired", "New", "Early", "Away", "Desk", "Deskless"}
    assert list(rows["Soon"].values()) == [
        *("Midshire Trust", "2026-02-28", "of Midshire Trust", "Soon", "77", "Ward of Midshire Trust"),
        *("Frontline, direct work", "due soon", "current", "2028-05-31", "due soon", "2026-04-09", "Names", "", "3"),
    ]
    modules = {name: [row["A shared start"], row["Six principles"]] for name, row in rows.items()}
    assert modules["Notyet"] == ["current", "not yet"]
    assert modules["Expired"] == ["expired", "expired"]
    assert modules["Away"] == ["away", "away"]
    assert modules["New"] == ["first days", "first days"]
    assert modules["Desk"] == ["current", ""], "what is not asked of somebody is empty"
    assert rows["Deskless"]["standing"] == "not yet"


def test_it_holds_those_whom_the_list_on_the_page_holds() -> None:
    _, one, _ = two_employers()
    names = [row["given_name"] for row in as_rows(one, show="attention", role_group="frontline_direct")]
    assert names == ["Expired", "Notyet", "Soon"]
    assert [row["given_name"] for row in as_rows(one, team_ids=[])] == []


def test_two_posts_are_one_row_with_both_teams() -> None:
    shared, one, _ = two_employers()
    other = Team.objects.create(organisation=one.organisation, name="Nights")
    EmploymentFactory(
        person=PersonFactory(merged_into=one.people["Current"], merge_reason="the same"),
        organisation=one.organisation,
        role_group=shared.frontline,
        team=other,
        staff_id="78",
        start=dt.date(2024, 1, 1),
    )
    rebuild_everybody()
    [row] = [row for row in as_rows(one) if row["given_name"] == "Current"]
    assert (row["staff_id"], row["team"]) == ("77; 78", "Ward of Midshire Trust; Nights")


def test_every_row_says_its_grade_and_rules() -> None:
    _, one, _ = two_employers()
    ReturnGradeFactory(organisation=one.organisation, grade="staff_number")
    assert {(row["grade_of_return"], row["rule_set_version"]) for row in as_rows(one)} == {("Staff numbers only", "3")}


def test_a_workbook_keeps_days_as_days_and_names_as_text() -> None:
    shared, one, _ = two_employers()
    Team.objects.filter(pk=one.team.pk).update(name="=1+1")
    shared.first.title = "@SUM(A1)"
    shared.first.save()
    content = made("people_xlsx", one.organisation, T, Wish("all"), lambda done, total: None)
    book = openpyxl.load_workbook(io.BytesIO(content))
    people, about = book.worksheets
    assert (people.title, people.freeze_panes) == ("People", "A2")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    headings = [cell.value for cell in people[1]]
    first = dict(zip(headings, [cell.value for cell in people[2]], strict=True))
    assert first["team"] == "=1+1"
    assert first["as_at"] == dt.datetime(2026, 2, 28)
    assert first["rule_set_version"] == 3
    assert "@SUM(A1)" in headings
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert (said["Figures as at"], said["Grade of return"]) == ("28 February 2026", "Names")
    assert said["Rule set"].startswith("3, since 6 January 2020: 90 days to start")
    assert said["Newest return"].startswith("No file was returned by then")


def test_in_csv_a_team_that_would_run_is_quoted() -> None:
    _, one, _ = two_employers()
    Team.objects.filter(pk=one.team.pk).update(name="=1+1")
    assert {row["team"] for row in as_rows(one)} == {"'=1+1"}


def test_its_progress_counts_people_and_ends_with_all() -> None:
    _, one, _ = two_employers()
    told: list[tuple[int, int]] = []
    made("people_csv", one.organisation, T, Wish("all"), lambda done, total: told.append((done, total)))
    assert told == [(0, 9), (9, 9)]


def test_the_number_of_queries_does_not_grow() -> None:
    shared, counts = network(), []
    for name, size in (("Small", 1), ("Larger", 6)):
        one = employer(shared, name, size)
        rebuild_everybody()
        with CaptureQueriesContext(connection) as asked:
            assert len(as_rows(one)) == 9 * size
        counts.append(len(asked))
    assert counts[0] == counts[1]
