"""The export: its columns, its rows, nothing that a spreadsheet would run, and a trace of who took it."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command

from learning.audit.models import Event
from learning.coverage.export import COLUMNS
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from tests.coverage.factories import employer, network, two_employers
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
    assert ", ".join(COLUMNS) == WRITTEN


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
