"""Every page and file of figures says what they stand on: the grade, the newest return and its age."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from learning.workforce.models import WorkforceReturn
from tests.coverage.factories import Employer, T, two_employers
from tests.coverage.test_board_report import needs_poppler, report, text_of
from tests.coverage.test_views import home_of, words
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory, WorkforceReturnFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FRESH = "From returns that give names. Newest return: as at 24 February 2026, written on 25 February 2026; 4 days older"
MIXED = "some figures are new already and some are still those of before"
PAGES = ("", "due/", "teams/", "teams/{team}/", "people/", "people/{person}/", "trend/", "downloads/")


def sent(one: Employer, as_at: dt.date, *, followed: bool = True) -> WorkforceReturn:
    moment = dt.datetime(2026, 2, 25, 9, tzinfo=dt.UTC)
    return WorkforceReturnFactory(
        organisation=one.organisation,
        as_at=as_at,
        committed=True,
        committed_at=moment,
        followed_at=moment if followed else None,
    )


def pages_of(one: Employer) -> list[str]:
    return [home_of(one) + page.format(team=one.team.pk, person=one.people["Soon"].uuid) for page in PAGES]


def test_every_page_says_it() -> None:
    _, one, other = two_employers()
    sent(one, dt.date(2026, 2, 24))
    browser = signed_in(one.lead)
    for address in pages_of(one):
        page = words(browser.get(address))
        assert FRESH in page, address
        assert MIXED not in page
        assert "Send a newer return" not in page
    desk = words(browser.get(f"/workforce/{one.organisation.slug}/"))
    assert "As at 24 February 2026 written on 25 February 2026 · 4 days ago" in desk
    assert "No file was returned by this day" in words(signed_in(other.lead).get(home_of(other)))


def test_an_old_return_is_said_calmly_with_the_way_to_a_newer_one() -> None:
    _, one, _ = two_employers()
    sent(one, T - dt.timedelta(36))
    browser = signed_in(one.lead)
    for address in [*pages_of(one), f"/workforce/{one.organisation.slug}/"]:
        page = words(browser.get(address))
        assert "The newest return is 36 days older than the figures." in page, address
        assert "Send a newer return" in page
    then = words(browser.get(f"{home_of(one)}?as_at=2026-01-31"))
    assert "8 days older than these figures." in then
    assert "Send a newer return" not in then


def test_while_a_return_is_worked_in_every_page_says_that_figures_are_mixed() -> None:
    _, one, other = two_employers()
    batch = sent(one, dt.date(2026, 2, 24), followed=False)
    browser = signed_in(one.lead)
    for address in pages_of(one):
        answer = browser.get(address)
        assert MIXED in words(answer), address
        assert f"/workforce/{one.organisation.slug}/returns/{batch.uuid}/" in answer.content.decode()
    assert MIXED not in words(signed_in(other.lead).get(home_of(other)))


def test_a_team_manager_reads_it_without_the_hr_lead_s_way_on() -> None:
    _, one, _ = two_employers()
    batch = sent(one, T - dt.timedelta(36), followed=False)
    browser = signed_in(RoleAssignmentFactory(role="team_manager", team=one.team).user)
    for page in (f"teams/{one.team.pk}/", f"teams/{one.team.pk}/people/", f"people/{one.people['Soon'].uuid}/"):
        answer = browser.get(home_of(one) + page)
        said = words(answer)
        assert "36 days older than the figures" in said
        assert MIXED in said
        assert str(batch.uuid) not in answer.content.decode()
        assert "Send a newer return" not in said


def test_files_say_the_grade_and_the_day_of_the_newest_return() -> None:
    _, one, _ = two_employers()
    sent(one, dt.date(2026, 2, 24))
    browser = signed_in(one.lead)
    rows = list(csv.DictReader(io.StringIO(browser.get(f"{home_of(one)}coverage.csv").content.decode("utf-8-sig"))))
    assert [list(row.values())[-3:] for row in rows] == [
        ["57.1", "Names", "2026-02-24"],
        ["42.9", "Names", "2026-02-24"],
        ["50.0", "Names", "2026-02-24"],
    ]
    about = openpyxl.load_workbook(io.BytesIO(browser.get(f"{home_of(one)}coverage.xlsx").content)).worksheets[1]
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["Newest return"] == "24 February 2026, 4 days before these figures; written on 25 February 2026"
    assert "Note" not in said


def test_a_file_made_while_a_return_is_worked_in_says_so_in_each_row() -> None:
    _, one, _ = two_employers()
    sent(one, dt.date(2026, 2, 24), followed=False)
    browser = signed_in(one.lead)
    for name in ("coverage.csv", "month-ends.csv"):
        text = browser.get(home_of(one) + name).content.decode("utf-8-sig")
        assert text.splitlines()[0].endswith(",note")
        assert all(MIXED in row["note"] for row in csv.DictReader(io.StringIO(text)))
    people = browser.post(f"{home_of(one)}downloads/", {"kind": "people_csv", "show": "all"}).content.decode(
        "utf-8-sig"
    )
    assert people.count(MIXED) == 9
    about = openpyxl.load_workbook(io.BytesIO(browser.get(f"{home_of(one)}coverage.xlsx").content)).worksheets[1]
    assert MIXED in {row[0].value: row[1].value for row in about.iter_rows()}["Note"]
    out = io.StringIO()
    call_command("coverage", "--organisation", one.organisation.slug, "--format", "json", stdout=out)
    assert MIXED in json.loads(out.getvalue())["note"]


@needs_poppler
def test_the_board_report_says_both(tmp_path: Path) -> None:
    _, one, _ = two_employers()
    sent(one, dt.date(2026, 2, 24), followed=False)
    said = text_of(report(one), tmp_path)
    assert "Newest return 24 February 2026, 4 days before these figures; written on 25 February 2026" in said
    assert MIXED in said
