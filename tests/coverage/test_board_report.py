"""The report for a board: what it says, that it names nobody, and that it is a sound, tagged PDF of A4 pages."""

import datetime as dt
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learning.coverage.actions.take_snapshot import take_snapshot
from learning.coverage.data_quality import data_quality
from learning.coverage.learner_hours import first_day_of_year, learnt_by
from learning.coverage.making import made
from learning.coverage.people import Wish
from learning.records.models import CompletionImport, CompletionOrganisation, PastCompletion
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Employment, PersonEmail, ReturnProblem, Team
from learning.workforce.models.employment import EmploymentSource
from tests.coverage.factories import Employer, T, employer, network, two_employers
from tests.requirements.factories import completed
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, PersonFactory, WorkforceReturnFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def report(one: Employer, day: dt.date = T) -> bytes:
    return made("board_report", one.organisation, day, Wish("all"), lambda done, total: None)


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"[ \n\f]+", " ", said)


@needs_poppler
def test_it_says_everything_with_its_denominator_day_grade_and_rules(tmp_path: Path) -> None:
    _, one, _ = two_employers()
    take_snapshot(one.organisation, dt.date(2026, 1, 31), timezone.now())
    PersonEmail.objects.create(person=one.people["Current"], email="current@midshire.example")
    said = text_of(report(one), tmp_path)
    for words in (
        "Of 6 people who need it, 3 are current: 50 % on 28 February 2026.",
        "3 more people would reach the 85 % mark (6 of 6).",
        "Counting everyone asked (gross): 4 of 9 (44 %); 2 in their first days and 1 away or exempt",
        "the share lies between 18.8 and 81.2 % (Wilson, 95 %)",
        "4 of 6 (67 %) were current on 31 January 2026, 3 of 6 (50 %) on 28 February 2026.",
        "That is 16.7 percentage points less.",
        "31 Jan 2026 4 of 6 (67 %)",
        "Ward of Midshire Trust 3 6 50 % 2 1 1",
        "Everybody 3 6 50 % 2 1 1",
        "A shared start 1 1 0 0 0",
        "Six principles 1 1 0 1 1",
        "People in post without a team 0 of 9",
        "People in post without an e-mail address 8 of 9",
        "Midshire Trust · figures as at 28 February 2026 · rule set 3 · return: Names",
        "Rule set: 3, since 6 January 2020: 90 days to start",
        "Newest return No file was returned by then",
    ):
        assert words in said, words


@needs_poppler
def test_it_names_nobody(tmp_path: Path) -> None:
    _, one, _ = two_employers()
    said = text_of(report(one), tmp_path)
    assert not [
        label for label in one.people if f"{label} of Midshire" in said or f"of Midshire Trust, {label}" in said
    ]


@needs_poppler
def test_teams_stand_in_their_tree_and_who_is_in_none_has_a_line(tmp_path: Path) -> None:
    _, one, _ = two_employers()
    below = Team.objects.create(organisation=one.organisation, parent=one.team, name="=1+1 <b>")
    Employment.objects.filter(person=one.people["Current"]).update(team=below)
    Employment.objects.filter(person=one.people["Notyet"]).update(team=None)
    rebuild_everybody()
    said = text_of(report(one), tmp_path)
    assert "Ward of Midshire Trust 3 5 60 %" in said
    assert "=1+1 <b> 1 1 100 %" in said
    assert "In no team 0 1 0" in said


@needs_poppler
def test_without_people_or_month_ends_it_says_so_and_gives_no_percentage(tmp_path: Path) -> None:
    network()
    one = Employer(OrganisationFactory(name="Empty Trust", joined_on=dt.date(2021, 1, 1)), None, None, {})  # type: ignore[arg-type]
    said = text_of(report(one), tmp_path)
    assert "Nobody is counted on 28 February 2026." in said
    assert "No earlier month end was frozen" in said
    assert "Nothing is late and nothing runs out." in said
    assert not re.search(r"\d %", said)


def test_it_is_a4_tagged_and_in_our_own_fonts() -> None:
    _, one, _ = two_employers()
    take_snapshot(one.organisation, dt.date(2026, 1, 31), timezone.now())
    with pikepdf.open(BytesIO(report(one))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-gb"
        assert str(document.docinfo["/Title"]) == "Report for the board: Midshire Trust, 28\xa0February\xa02026"
        for page in document.pages:
            assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
            fonts = {str(font.BaseFont).split("+")[1] for font in page.obj.Resources.Font.values()}
            assert fonts <= {"Certificate", "Certificate-Bold"}
        found = tags(document.Root.StructTreeRoot.K[0])
    names = [tag for tag, _alt in found]
    assert names.count("/H1") == 1
    assert {"/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(names)
    assert all(alt for tag, alt in found if tag == "/Figure")


def tags(element: Any) -> list[tuple[str, str]]:
    found = [(str(element.get("/S")), str(element.get("/Alt", "")))]
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += tags(kid)
    return found


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    _, one, _ = two_employers()
    file = tmp_path / "report.pdf"
    file.write_bytes(report(one))
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_engine_has_nothing_to_complain_about(caplog: pytest.LogCaptureFixture) -> None:
    _, one, _ = two_employers()
    report(one)
    assert [record.getMessage() for record in caplog.records] == []


def test_the_number_of_queries_does_not_grow() -> None:
    shared, counts = network(), []
    for name, size in (("Small", 1), ("Larger", 4)):
        one = employer(shared, name, size)
        rebuild_everybody()
        with CaptureQueriesContext(connection) as asked:
            report(one)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2026-02-28", "2025-03-01"),
        ("2024-02-28", "2023-03-01"),
        ("2024-02-29", "2023-03-01"),
        ("2026-11-30", "2025-12-01"),
    ],
)
def test_a_year_that_ends_on_a_day(last: str, first: str) -> None:
    assert first_day_of_year(dt.date.fromisoformat(last)) == dt.date.fromisoformat(first)


def test_hours_are_the_minutes_of_what_was_finished_for_this_employer() -> None:
    shared, one, other = two_employers()
    group, person = shared.frontline, one.people["Current"]

    def finish(on: dt.date, organisation: Any, *, recognised: bool = False) -> Any:
        completion = completed(person, shared.first, on, recognised=recognised)
        CompletionOrganisation.objects.create(completion=completion, organisation=organisation, role_group=group)
        return completion

    for on in (dt.date(2025, 3, 1), T):
        finish(on, one.organisation)
    finish(dt.date(2025, 2, 28), one.organisation)
    finish(T, other.organisation)
    finish(T, one.organisation, recognised=True)
    learnt = learnt_by(one.organisation, T)
    assert (learnt.completions, learnt.minutes, learnt.hours) == (2, 40, 1)


def test_quality_counts_what_is_missing_in_the_records() -> None:
    shared, one, _ = two_employers()
    Employment.objects.filter(person=one.people["Soon"]).update(team=None)
    claim = EmploymentFactory(
        person=PersonFactory(), organisation=one.organisation, role_group=shared.frontline, team=None
    )
    Employment.objects.filter(pk=claim.pk).update(source=EmploymentSource.SELF_DECLARED)
    PersonEmail.objects.create(person=one.people["Soon"], email="soon@midshire.example")
    newest = WorkforceReturnFactory(organisation=one.organisation, as_at=dt.date(2026, 2, 24), committed=True)
    for row in (3, 3, 7):
        ReturnProblem.objects.create(batch=newest, row=row, message="no")
    file = CompletionImport.objects.create(
        organisation=one.organisation, state="recorded", recorded_at=timezone.now(), file_name="past.csv", sha256="0"
    )
    version = completed(one.people["Desk"], shared.second, T).version
    for number, state in enumerate(("waiting", "waiting", "aside")):
        PastCompletion.objects.create(batch=file, number=number, state=state, version=version, completed_on=T)
    found = data_quality(one.organisation, T)
    assert (found.people, found.without_team, found.without_email) == (9, 1, 8)
    assert (found.unread_rows, found.unconfirmed, found.unmatched) == (2, 1, 2)
