"""The export: its columns, its rows, nothing that a spreadsheet would run, and a trace of who took it."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.audit.models import Event
from learning.coverage.actions.take_snapshot import take_snapshot
from learning.coverage.export import COLUMNS
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from tests.coverage.factories import employer, network, two_employers
from tests.requirements.factories import completed
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WRITTEN = (
    "organisation, as_at, staff_group, module_name, level, required_count, eligible_count, completed_count, "
    "completion_rate_pct, overdue_count, due_soon_count, expired_count, never_count, in_grace_count, excluded_count, "
    "rule_set_version"
)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_columns_are_those_that_partners_are_asked_for() -> None:
    assert ", ".join(COLUMNS) == f"{WRITTEN}, gross_rate_pct, grade_of_return, newest_return"


def test_one_row_for_each_role_group_and_module() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    response = browser.get(f"/coverage/{one.organisation.slug}/coverage.csv?as_at=2026-02-28")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="coverage-midshire-trust-2026-02-28.csv"'
    rows = rows_of(response.content.decode("utf-8-sig"))
    assert [(row["staff_group"], row["module_name"]) for row in rows] == [
        ("Frontline, direct work", "A shared start"),
        ("Frontline, direct work", "Six principles"),
        ("Corporate and support staff", "A shared start"),
    ]
    assert list(rows[1].values()) == [
        *("Midshire Trust", "2026-02-28", "Frontline, direct work", "Six principles"),
        *("2", "7", "4", "2", "50.0", "2", "1", "1", "1", "2", "1", "3"),
        *("42.9", "Names", ""),
    ]


def test_taking_the_file_leaves_a_trace() -> None:
    _, one, _ = two_employers()
    signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/coverage.csv")
    event = Event.objects.get(action="coverage.exported")
    assert (event.actor_id, event.organisation_id, event.detail) == (
        one.lead.pk,
        one.organisation.pk,
        {"as_at": "2026-02-28"},
    )


def test_a_refused_day_leads_back_to_the_page() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    response = browser.get(f"/coverage/{one.organisation.slug}/coverage.csv?as_at=2027-01-01", follow=True)
    assert "That day has not come yet" in response.content.decode()
    assert not Event.objects.filter(action="coverage.exported").exists()


def test_names_that_begin_like_a_formula_are_quoted_in_the_file() -> None:
    shared = network()
    shared.first.title = "=HYPERLINK(1)"
    shared.first.save()
    one = employer(shared, "@Partner")
    rebuild_everybody()
    text = signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/coverage.csv").content.decode("utf-8-sig")
    assert rows_of(text)[0]["organisation"] == "'@Partner"
    assert rows_of(text)[0]["module_name"] == "'=HYPERLINK(1)"


def run(*args: str) -> str:
    out = io.StringIO(newline="")
    call_command("coverage", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_same_table() -> None:
    _, one, _ = two_employers()
    printed = run("--organisation", one.organisation.slug, "--as-at", "2026-02-28")
    page = signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/coverage.csv").content.decode("utf-8-sig")
    assert printed == page


def test_the_command_prints_json_with_the_reach_and_its_people() -> None:
    _, one, _ = two_employers()
    printed = json.loads(run("--organisation", one.organisation.slug, "--as-at", "2026-02-28", "--format", "json"))
    assert (printed["eligible_count"], printed["completed_count"], printed["completion_rate_pct"]) == (6, 3, 50.0)
    assert (printed["gross_rate_pct"], printed["rule_set_version"]) == (44.4, 3)
    assert (printed["grade_of_return"], printed["newest_return"]) == ("Names", None)
    assert (printed["rows"][1]["gross_rate_pct"], printed["rows"][1]["as_at"]) == (42.9, "2026-02-28")
    assert len(printed["rows"]) == 3


def test_the_command_says_what_is_wrong() -> None:
    _, one, _ = two_employers()
    slug = one.organisation.slug
    for arguments, words in (
        (["--organisation", "nowhere"], "northgate-council"),
        (["--organisation", slug, "--as-at", "28.2.2026"], "no day"),
        (["--organisation", slug, "--as-at", "2026-03-01"], "has not come yet"),
        (["--organisation", slug, "--as-at", str(dt.date(2020, 12, 31))], "joined on 1 January 2021"),
    ):
        with pytest.raises(CommandError, match=words):
            run(*arguments)


def test_the_workbook_holds_the_same_rows_as_numbers_and_says_what_they_are() -> None:
    _, one, _ = two_employers()
    answer = signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/coverage.xlsx?as_at=2026-02-28")
    assert answer["Content-Disposition"] == 'attachment; filename="coverage-midshire-trust-2026-02-28.xlsx"'
    figures, about = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    rows = [[cell.value for cell in row] for row in figures.iter_rows()]
    assert tuple(rows[0]) == COLUMNS
    frontline = ("Midshire Trust", dt.datetime(2026, 2, 28), "Frontline, direct work", "Six principles")
    assert rows[2] == [*frontline, 2, 7, 4, 2, 50, 2, 1, 1, 1, 2, 1, 3, 42.9, "Names", None]
    assert figures.freeze_panes == "A2"
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["Figures as at"] == "28 February 2026"
    assert said["Grade of return"] == "Names"
    assert said["Rule set"].startswith("3, since 6 January 2020")


def test_a_frozen_month_end_is_taken_as_it_was() -> None:
    shared, one, _ = two_employers()
    january = dt.date(2026, 1, 31)
    take_snapshot(one.organisation, january, timezone.now())
    browser, address = signed_in(one.lead), f"/coverage/{one.organisation.slug}/coverage.csv?as_at=2026-01-31"
    before = browser.get(address).content
    completed(one.people["Notyet"], shared.second, dt.date(2026, 1, 20), dt.date(2029, 1, 19))
    rebuild_everybody()
    frozen = browser.get(f"{address}&series=frozen")
    assert frozen.content == before != browser.get(address).content
    assert 'filename="coverage-frozen-midshire-trust-2026-01-31.csv"' in frozen["Content-Disposition"]
    assert browser.get(address.replace("01-31", "02-28") + "&series=frozen").status_code == 404


def test_month_ends_are_taken_frozen_and_restated() -> None:
    shared, one, _ = two_employers()
    take_snapshot(one.organisation, dt.date(2026, 1, 31), timezone.now())
    completed(one.people["Notyet"], shared.second, dt.date(2026, 1, 20), dt.date(2029, 1, 19))
    rebuild_everybody()
    browser = signed_in(one.lead)
    rows = rows_of(browser.get(f"/coverage/{one.organisation.slug}/month-ends.csv").content.decode("utf-8-sig"))
    assert [(row["series"], row["completed_count"], row["eligible_count"]) for row in rows] == [
        ("frozen", "4", "6"),
        ("restated", "5", "6"),
    ]
    kept = {row["rule_set_version"] + row["grade_of_return"] + row["as_at"] + row["frozen_on"] for row in rows}
    assert kept == {"3Names2026-01-312026-02-28"}
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/coverage/{one.organisation.slug}/month-ends.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][2]][1:8] == [
        dt.datetime(2026, 1, 31),
        "frozen",
        7,
        6,
        4,
        66.7,
        57.1,
    ]
