"""A partner of headcounts: gross alone on its pages and in its files, and nobody listed on any of them."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone

from learning.coverage.actions.make_download import make_download
from learning.coverage.actions.take_snapshot import take_snapshot
from learning.coverage.frozen import coverage_then
from learning.coverage.making import made
from learning.coverage.models import Download, Snapshot
from learning.coverage.people import Wish
from learning.coverage.refusals import NobodyListed
from learning.workforce.models import Grade, Headcount, ReturnGrade
from tests.coverage.factories import T, downloaded, two_employers
from tests.coverage.headcount_factories import Counted, counted_partner, say
from tests.coverage.test_board_report import needs_poppler, text_of
from tests.coverage.test_views import words
from tests.signing_in import signed_in
from tests.workforce.factories import ReturnGradeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LISTS = (
    *("people/", "people/?show=all&q=Quenby", "people/{person}/", "people/{person}/error/"),
    *("teams/", "teams/{team}/", "teams/{team}/people/", "due/"),
)
FIGURES = ("", "trend/", "downloads/", "errors/", "coverage.csv", "month-ends.csv")


def at(one: Counted, page: str) -> str:
    return f"/coverage/{one.organisation.slug}/" + page.format(team=one.team.pk, person=one.people["Quenby"].uuid)


def names_nobody(one: Counted, content: bytes) -> None:
    said = content.decode()
    for label, person in one.people.items():
        assert label not in said
        assert person.family_name not in said
    assert "118820" not in said


@pytest.mark.parametrize("page", LISTS)
def test_pages_of_people_say_calmly_why_nobody_is_listed(page: str) -> None:
    one = counted_partner()
    answer = signed_in(one.lead).get(at(one, page))
    said = words(answer)
    assert "Nobody is listed" in said
    assert "You return headcounts by role group only." in said
    assert f"/workforce/{one.organisation.slug}/grade/" in answer.content.decode()
    names_nobody(one, answer.content)


@pytest.mark.parametrize(
    "page", ["teams/{team}/", "teams/{team}/people/", "people/{person}/", "people/{person}/error/"]
)
def test_a_team_manager_reads_why_as_well(page: str) -> None:
    one = counted_partner()
    answer = signed_in(one.manager).get(at(one, page))
    said = words(answer)
    assert "Nobody is listed" in said
    assert "ask your HR lead" in said
    assert "/grade/" not in answer.content.decode()
    names_nobody(one, answer.content)


@pytest.mark.parametrize("page", FIGURES)
def test_pages_and_files_of_figures_name_nobody(page: str) -> None:
    one = counted_partner()
    answer = signed_in(one.lead).get(at(one, page))
    assert answer.status_code == 200
    names_nobody(one, answer.content)


@pytest.mark.parametrize("page", [*LISTS, *FIGURES])
def test_whoever_leads_another_partner_finds_nothing(page: str) -> None:
    one = counted_partner()
    other = counted_partner("Northgate College", one.shared)
    assert signed_in(other.lead).get(at(one, page)).status_code == 404


def test_the_page_gives_one_gross_sentence_and_no_other_share() -> None:
    one = counted_partner()
    said = words(signed_in(one.lead).get(at(one, "")))
    assert (
        "Of 14 people whom your headcount of 31 January 2026 counts, 3 who registered are current: 21 % gross "
        "on 28 February 2026" in said
    )
    assert "4 of 14 in a post that you confirmed" in said
    assert "3 of 4 everything asked of them is" in said
    assert "2 current of 10 20 %" in said
    assert "3 current of 10 30 %" in said
    assert "1 current of 4 25 %" in said
    assert "From headcounts by role group only. Newest headcount: as at 31 January 2026" in said
    for word in ("who need it", "Not current", "Who needs a nudge", "mark (", "due soon"):
        assert word not in said, word


def test_more_people_than_counted_never_make_more_than_all() -> None:
    one = counted_partner()
    say(one, one.shared.frontline, 2)
    said = words(signed_in(one.lead).get(at(one, "")))
    assert "More people registered than your numbers say there are: Frontline, direct work." in said
    assert "of more than 2" in said
    say(one, one.shared.corporate, 0)
    said = words(signed_in(one.lead).get(at(one, "")))
    assert "4 people registered, and your headcount of 31 January 2026 counts only 2" in said
    assert "Write newer numbers" in said
    assert "%" not in said.replace("100 %", "").split("The last 12 months", maxsplit=1)[0].replace("mark", "")


def test_a_role_group_without_a_number_is_named() -> None:
    one = counted_partner()
    Headcount.objects.filter(role_group=one.shared.corporate).delete()
    said = words(signed_in(one.lead).get(at(one, "")))
    assert "you gave no number: Corporate and support staff. They are in no figure." in said
    Headcount.objects.all().delete()
    said = words(signed_in(one.lead).get(at(one, "")))
    assert "No figure for 28 February 2026 yet" in said
    assert "Write your numbers" in said


def test_files_leave_empty_what_is_not_known() -> None:
    one = counted_partner()
    browser = signed_in(one.lead)
    text = browser.get(at(one, "coverage.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [list(row.values())[2:] for row in rows[:1]] == [
        ["Frontline, direct work", "A shared start", "1", "10", "", "3", "", "", "", "", "", "", "", "3", "30.0",
         "Headcount by role group only", "2026-01-31"],
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(at(one, "coverage.xlsx")).content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][5:13] == [10, None, 3, None, None, None, None, None]
    out = io.StringIO()
    call_command("coverage", "--organisation", one.organisation.slug, "--format", "json", stdout=out)
    whole = json.loads(out.getvalue())
    assert (whole["required_count"], whole["eligible_count"], whole["gross_rate_pct"]) == (14, None, 21.4)
    assert (whole["completion_rate_pct"], whole["overdue_count"]) == (None, None)


@pytest.mark.parametrize("kind", ["people_csv", "people_xlsx"])
def test_no_list_of_people_is_made(kind: str) -> None:
    one = counted_partner()
    answer = signed_in(one.lead).post(at(one, "downloads/"), {"kind": kind, "show": "all"})
    assert answer.status_code == 422
    assert "Nobody is listed" in answer.content.decode()
    names_nobody(one, answer.content)
    assert not Download.objects.exists()
    with pytest.raises(NobodyListed):
        made(kind, one.organisation, T, Wish("all"), lambda done, total: None)


def test_a_list_that_waits_is_not_made_once_headcounts_are_chosen() -> None:
    one = counted_partner()
    waiting = downloaded(one.organisation, one.lead, b"", state="waiting", file="")
    make_download(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == "stopped"


@pytest.mark.parametrize(("grade", "status"), [(Grade.STAFF_NUMBER, 404), (Grade.HEADCOUNT, 404), (Grade.NAMED, 200)])
def test_a_list_made_before_less_was_returned_is_no_longer_handed_out(grade: Grade, status: int) -> None:
    _, one, _ = two_employers()
    ready = downloaded(one.organisation, one.lead, b"names", asked_at=timezone.now() - dt.timedelta(hours=2))
    ReturnGradeFactory(organisation=one.organisation, grade=grade, starts_on=T)
    address = f"/coverage/{one.organisation.slug}/downloads/{ready.uuid}/file"
    assert signed_in(one.lead).get(address).status_code == status


def test_a_day_on_which_people_were_returned_keeps_its_figures_and_lists_nobody() -> None:
    one = counted_partner()
    browser = signed_in(one.lead)
    page = browser.get(at(one, "?as_at=2025-05-31"))
    said = words(page)
    assert "who need it" in said
    assert "do not open to its people" in said
    names_nobody(one, page.content)
    names_nobody(one, browser.get(at(one, "people/?as_at=2025-05-31")).content)


def test_a_day_of_headcounts_lists_nobody_once_names_are_returned() -> None:
    one = counted_partner()
    ReturnGrade.objects.filter(organisation=one.organisation).update(ended_on=T)
    browser = signed_in(one.lead)
    assert "Quenby" in browser.get(at(one, "people/?show=all")).content.decode()
    then = browser.get(at(one, "people/?show=all&as_at=2026-02-27"))
    assert "On 27 February 2026 you returned headcounts by role group only." in words(then)
    names_nobody(one, then.content)


def test_month_ends_are_frozen_with_their_number_and_shown_as_a_gross_trend() -> None:
    one = counted_partner()
    january = dt.date(2026, 1, 31)
    assert take_snapshot(one.organisation, january, timezone.now())
    snapshot = Snapshot.objects.get()
    assert (snapshot.unlisted, snapshot.registered, snapshot.current_outside, snapshot.grade) == (14, 3, 0, "headcount")
    assert coverage_then(snapshot).said_on == dict.fromkeys(coverage_then(snapshot).people, january)
    browser = signed_in(one.lead)
    said = words(browser.get(at(one, "trend/")))
    assert "0 of 14 (0 %) were current on 31 January 2026, 3 of 14 (21 %) on 28 February 2026." in said
    assert "Current of all asked (gross), frozen" in said
    assert "85 %" not in said
    rows = list(csv.DictReader(io.StringIO(browser.get(at(one, "month-ends.csv")).content.decode("utf-8-sig"))))
    assert [(row["series"], row["required_count"], row["eligible_count"], row["gross_rate_pct"]) for row in rows] == [
        ("frozen", "14", "", "0.0"),
        ("restated", "14", "", "0.0"),
    ]
    frozen = browser.get(at(one, "coverage.csv?series=frozen&as_at=2026-01-31")).content.decode("utf-8-sig")
    assert "Headcount by role group only" in frozen


@needs_poppler
def test_the_board_report_is_gross_by_role_group_and_module(tmp_path: Path) -> None:
    one = counted_partner()
    said = text_of(made("board_report", one.organisation, T, Wish("all"), lambda done, total: None), tmp_path)
    for part in (
        "Of 14 people whom the headcount of 31 January 2026 counts, 3 who registered are current: 21 % gross on 28",
        "It never counts as meeting the mark. 4 of the 14 registered themselves.",
        "Frontline, direct work 31 Jan 2026 10 3 2 20 %",
        "Corporate and support staff 31 Jan 2026 4 1 1 25 %",
        "Everybody 14 4 3 21 %",
        "A shared start 3 of 10 1 of 4",
        "Six principles 2 of 10",
        "Newest headcount 31 January 2026, 28 days before these figures",
    ):
        assert part in said, part
    for part in ("Teams", "What runs out", "People in post without", "Registry Desk", "Registerson"):
        assert part not in said, part


def test_queries_do_not_grow_with_the_people(django_assert_max_num_queries: Any) -> None:
    one = counted_partner()
    browser = signed_in(one.lead)
    browser.get(at(one, ""))
    with django_assert_max_num_queries(40):
        browser.get(at(one, ""))
