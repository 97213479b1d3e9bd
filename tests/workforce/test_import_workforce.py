"""A file in, differences out; the same file again changes nothing, and undo restores: all by the command."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
import xlsxwriter
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.workforce.actions.undo_return import begin_undo
from learning.workforce.actions.write_return import write_return
from learning.workforce.models import (
    Absence,
    Employment,
    Organisation,
    Person,
    PersonEmail,
    RememberedColumn,
    RememberedTitle,
    WorkforceReturn,
)
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HEADINGS = [
    "Employee Number",
    "Email Address",
    "Forename",
    "Surname",
    "Organisation",
    "Position Title",
    "Latest Start Date",
]
HEADINGS += ["Termination Date", "Absence Start Date", "Absence End Date"]
ADA = ["1001", "ada@trust.example", "Ada", "Example", "Ward 4", "Frontline", "01/03/2021", "", "", ""]
BO = ["1002", "bo@trust.example", "Bo", "Sample", "Ward 5", "Corporate", "2024-01-08", "", "", ""]
CY = ["1003", "", "Cy", "Invented", "Ward 4", "Frontline", "12 May 2025", "", "02/02/2026", ""]
EVERYBODY = [ADA, BO, CY]


@pytest.fixture(autouse=True)
def _groups() -> None:
    RoleGroupFactory(slug="frontline", title="Frontline")
    RoleGroupFactory(slug="corporate", title="Corporate")


@pytest.fixture
def partner() -> Organisation:
    return SharingAgreementFactory(organisation__name="Midshire Trust").organisation


def as_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["Staff in post"], [], HEADINGS, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    """Days as real days of the workbook, as a spreadsheet program keeps them."""
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Staff"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(2, 0, HEADINGS)
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(row):
                if column == 6 and value[:4].isdigit():
                    sheet.write_datetime(number, column, dt.datetime.fromisoformat(value), day)
                else:
                    sheet.write_string(number, column, value)
    return path


def run(path: Path, *more: str, organisation: str = "midshire-trust", as_at: str = "2026-02-28") -> Any:
    out = io.StringIO()
    named = ["--organisation", organisation, "--as-at", as_at, "--format", "json"]
    call_command("import_workforce", str(path), *named, *more, stdout=out)
    return json.loads(out.getvalue())


def numbers(said: Any) -> tuple[int, ...]:
    return tuple(said[name] for name in ("joiners", "leavers", "movers", "changed", "unchanged"))


def standing() -> list[tuple[Any, ...]]:
    posts = Employment.objects.standing().values_list(
        "organisation__slug",
        "person__family_name",
        "team__name",
        "role_group__slug",
        "staff_id",
        "post",
        "start",
        "left",
    )
    away = Absence.objects.standing().values_list("person__family_name", "away_from", "away_to")
    return [*sorted(map(repr, posts)), *sorted(map(repr, away))]


WILD = [
    lambda folder: as_csv(folder / "a.csv", EVERYBODY),
    lambda folder: as_csv(folder / "b.txt", EVERYBODY, "utf-8-sig", ";"),
    lambda folder: as_csv(folder / "c.csv", EVERYBODY, "cp1252", "\t"),
    lambda folder: as_xlsx(folder / "d.xlsx", EVERYBODY),
]


@pytest.mark.parametrize("make", WILD, ids=["comma", "semicolon", "tab", "xlsx"])
def test_every_kind_of_file_says_the_same_and_only_once(partner: Organisation, tmp_path: Path, make: Any) -> None:
    path = make(tmp_path)
    dry = run(path, "--full", "--dry-run")
    assert numbers(dry) == (3, 0, 0, 0, 0)
    assert dry["problems"] == []
    assert dry["batch"] is None
    assert not WorkforceReturn.objects.exists()
    assert not Person.objects.exists()
    written = run(path, "--full")
    assert numbers(written) == numbers(dry)
    assert WorkforceReturn.objects.get().uuid.hex == written["batch"].replace("-", "")
    assert Employment.objects.in_post(dt.date(2026, 2, 28)).count() == 3
    assert Absence.objects.get().away_from == dt.date(2026, 2, 2)
    before = standing()
    again = run(path, "--full")
    assert numbers(again) == (0, 0, 0, 0, 3)
    assert standing() == before
    assert Employment.objects.count() == 3


def test_the_differences_are_what_was_promised_and_undo_restores(
    partner: Organisation, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    run(as_csv(tmp_path / "first.csv", [*EVERYBODY, *_many(20)]), "--full")
    clock.shift(60)
    before, people = standing(), Person.objects.count()
    moved = [*BO[:5], "Frontline", *BO[6:]]
    back = [*CY[:8], "", ""]
    renamed = [*ADA[:3], "Married-Example", *ADA[4:]]
    new = ["1009", "di@trust.example", "Di", "Fictitious", "Ward 9", "Corporate", "02/02/2026", "", "", ""]
    said = run(as_csv(tmp_path / "second.csv", [renamed, moved, back, new, *_many(19)]), "--full")
    assert numbers(said) == (1, 1, 1, 2, 19)
    assert Person.objects.get(given_name="Ada").family_name == "Married-Example"
    assert Absence.objects.standing().get().away_to == dt.date(2026, 2, 27)
    gone = Employment.objects.standing().get(staff_id="2019")
    assert gone.left == dt.date(2026, 2, 28)
    posts = Employment.objects.standing().filter(staff_id="1002").order_by("start")
    assert [(post.role_group.slug, post.start, post.left) for post in posts] == [
        ("corporate", dt.date(2024, 1, 8), dt.date(2026, 2, 28)),
        ("frontline", dt.date(2026, 2, 28), None),
    ]
    clock.shift(60)
    undone = begin_undo(None, WorkforceReturn.objects.get(uuid=said["batch"]))
    write_return(undone.pk)
    assert standing() == before
    assert Person.objects.get(given_name="Ada").family_name == "Example"
    clock.shift(60)
    repeated = run(tmp_path / "second.csv", "--full")
    assert numbers(repeated) == numbers(said)
    assert Person.objects.count() == people + 1, "who came back is the person who left"


def _many(number: int) -> list[list[str]]:
    return [
        [str(2000 + n), f"p{n}@trust.example", "Person", f"No{n}", "Ward 1", "Frontline", "2020-01-06", "", "", ""]
        for n in range(number)
    ]


def test_a_part_of_the_list_ends_nobody(partner: Organisation, tmp_path: Path, clock: time_machine.Traveller) -> None:
    run(as_csv(tmp_path / "all.csv", EVERYBODY), "--full")
    clock.shift(60)
    assert numbers(run(as_csv(tmp_path / "one.csv", [ADA]))) == (0, 0, 0, 0, 1)


def test_more_than_a_tenth_leaving_is_refused_until_the_number_is_typed(
    partner: Organisation, tmp_path: Path, clock: time_machine.Traveller, django_capture_on_commit_callbacks: Any
) -> None:
    run(as_csv(tmp_path / "all.csv", EVERYBODY), "--full")
    clock.shift(60)
    part = as_csv(tmp_path / "part.csv", [ADA])
    with pytest.raises(CommandError, match="2 of 3"), django_capture_on_commit_callbacks(execute=True):
        run(part, "--full")
    assert Employment.objects.in_post(dt.date(2026, 2, 28)).count() == 3
    assert not storages["private"].exists(f"returns/{WorkforceReturn.objects.get(state='discarded').uuid}")
    assert numbers(run(part, "--full", "--leavers", "2")) == (0, 2, 0, 0, 1)


def test_somebody_whose_row_is_a_problem_stays_and_is_no_leaver(
    partner: Organisation, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    run(as_csv(tmp_path / "all.csv", EVERYBODY), "--full")
    clock.shift(60)
    before = standing()
    wrong = [*CY[:6], "31/02/2026", *CY[7:]]
    said = run(as_csv(tmp_path / "wrong.csv", [ADA, BO, wrong]), "--full")
    assert numbers(said)[:4] == (0, 0, 0, 0)
    (problem,) = said["problems"]
    assert problem["row"] == 6
    assert problem["value"] == "31/02/2026"
    assert "28 days" in problem["message"]
    assert standing() == before


def test_an_unknown_title_is_a_problem_that_says_what_to_do(partner: Organisation, tmp_path: Path) -> None:
    said = run(as_csv(tmp_path / "a.csv", [[*ADA[:5], "HCA nights (bank)", *ADA[6:]]]), "--full", "--dry-run")
    assert numbers(said) == (0, 0, 0, 0, 0)
    assert said["problems"][0]["value"] == "HCA nights (bank)"


def test_a_dry_run_says_the_same_whether_or_not_somebody_works_elsewhere(partner: Organisation, tmp_path: Path) -> None:
    """The same file, once with strangers and once with people whom another partner lists by the same addresses."""
    path = as_csv(tmp_path / "a.csv", EVERYBODY)
    alone = run(path, "--full", "--dry-run")
    other = SharingAgreementFactory(organisation__name="Northgate").organisation
    run(path, "--full", organisation="northgate")
    PersonEmail.objects.filter(email="ada@trust.example").update(verified_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert run(path, "--full", "--dry-run") == alone
    theirs = list(Employment.objects.filter(organisation=other).values_list("pk", "person_id", "superseded_at"))
    run(path, "--full")
    assert list(Employment.objects.filter(organisation=other).values_list("pk", "person_id", "superseded_at")) == theirs
    here = set(Employment.objects.filter(organisation=partner).values_list("person_id", flat=True))
    assert here.isdisjoint({person for _, person, _ in theirs}), "two rows until the person says that they are one"


@pytest.mark.parametrize("reason", ["login", "post elsewhere"])
def test_a_name_that_is_not_only_this_partners_is_no_difference(
    partner: Organisation, tmp_path: Path, reason: str
) -> None:
    person = PersonFactory(given_name="Ada", family_name="Chosen", user=UserFactory() if reason == "login" else None)
    EmploymentFactory(
        person=person, organisation=partner, staff_id="1001", start=dt.date(2021, 3, 1), role_group__slug="frontline"
    )
    if reason != "login":
        EmploymentFactory(person=person)
    said = run(as_csv(tmp_path / "a.csv", [ADA]), "--dry-run")
    assert numbers(said)[:3] == (0, 0, 0)
    person.refresh_from_db()
    run(as_csv(tmp_path / "a.csv", [ADA]))
    person.refresh_from_db()
    assert person.family_name == "Chosen"


def test_staff_numbers_only_reads_no_names(partner: Organisation, tmp_path: Path) -> None:
    ReturnGradeFactory(organisation=partner)
    run(as_csv(tmp_path / "a.csv", EVERYBODY), "--full")
    assert not Person.objects.exclude(given_name="", family_name="").exists()
    assert not PersonEmail.objects.exists()
    assert set(Employment.objects.values_list("staff_id", flat=True)) == {"1001", "1002", "1003"}


def test_what_was_not_agreed_is_not_read(tmp_path: Path) -> None:
    SharingAgreementFactory(organisation__name="Midshire Trust", fields=["staff_id", "name", "role_group", "dates"])
    run(as_csv(tmp_path / "a.csv", EVERYBODY), "--full")
    assert not PersonEmail.objects.exists()
    assert not Absence.objects.exists()
    assert set(Employment.objects.values_list("team", flat=True)) == {None}


REFUSED = [
    (["--as-at", "2026-03-01"], "has not come yet"),
    (["--as-at", "2019-01-01"], "since 6 January 2020"),
    (["--as-at", "31/02/2026"], "is no day"),
    (["--organisation", "nowhere"], "no organisation"),
]


@pytest.mark.parametrize(("more", "words"), REFUSED)
@pytest.mark.parametrize("dry", [True, False])
def test_refusals_are_sentences_and_store_nothing(
    partner: Organisation, tmp_path: Path, more: list[str], words: str, dry: bool
) -> None:
    with pytest.raises(CommandError, match=words):
        run(as_csv(tmp_path / "a.csv", EVERYBODY), *more, *(["--dry-run"] if dry else []))
    assert not WorkforceReturn.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize("dry", [True, False])
def test_no_agreement_no_import(tmp_path: Path, dry: bool) -> None:
    OrganisationFactory(name="Midshire Trust")
    with pytest.raises(CommandError, match="agreement"):
        run(as_csv(tmp_path / "a.csv", EVERYBODY), *(["--dry-run"] if dry else []))


def test_headcounts_only_takes_no_list(partner: Organisation, tmp_path: Path) -> None:
    ReturnGradeFactory(organisation=partner, grade="headcount")
    for dry in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match="headcounts only"):
            run(as_csv(tmp_path / "a.csv", EVERYBODY), *dry)


def test_a_file_that_is_no_table_is_refused_with_a_sentence(partner: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.7 not a table at all")
    for dry in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match="Nothing was read"):
            run(path, *dry)
    assert not WorkforceReturn.objects.exists()


def test_comparing_costs_the_same_queries_for_few_and_many(
    partner: Organisation,
    tmp_path: Path,
    clock: time_machine.Traveller,
) -> None:
    counts = []
    for number in (5, 50):
        run(as_csv(tmp_path / "many.csv", _many(number)), "--full")
        clock.shift(60)
        with CaptureQueriesContext(connection) as asked:
            run(tmp_path / "many.csv", "--full", "--dry-run")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_dry_run_knows_the_headings_and_titles_that_the_partner_chose_before(
    partner: Organisation, tmp_path: Path
) -> None:
    """Without them neither the row of headings nor what the titles mean would be found."""
    for heading, field in {"ref": "staff_id", "what": "role_group", "since": "start_date"}.items():
        RememberedColumn.objects.create(organisation=partner, heading=heading, field=field)
    group = RoleGroupFactory(slug="frontline")
    RememberedTitle.objects.create(organisation=partner, title="ward nurse", role_group=group)
    RememberedTitle.objects.create(organisation=partner, title="contractor", role_group=None)
    path = tmp_path / "own.csv"
    rows = ["1,Ward nurse,01/03/2021", "2,Contractor,", "3,Quartermaster,01/03/2021"]
    path.write_text("\n".join(["Staff,list,2026", "Ref,What,Since", *rows]))
    dry = run(path, "--dry-run")
    assert (numbers(dry), len(dry["problems"])) == ((1, 0, 0, 0, 0), 1)
    assert run(path) | {"batch": None} == dry


def test_what_refuses_a_dry_run_refuses_the_real_one_and_leaves_nothing(
    partner: Organisation, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    path = tmp_path / "short.csv"
    path.write_text("Employee Number,Start Date\n1,01/03/2021\n")
    for more in (["--dry-run"], []):
        with (
            django_capture_on_commit_callbacks(execute=True),
            pytest.raises(CommandError, match="position title or staff group"),
        ):
            run(path, *more)
    assert [batch.state for batch in WorkforceReturn.objects.all()] == ["discarded"]
    assert not storages["private"].exists(f"returns/{WorkforceReturn.objects.get().uuid}")


def test_a_file_with_headings_alone_makes_nobody_a_leaver(partner: Organisation, tmp_path: Path) -> None:
    EmploymentFactory(organisation=partner)
    for more in (["--dry-run"], ["--leavers", "1"]):
        with pytest.raises(CommandError, match="There is no row below the headings"):
            run(as_csv(tmp_path / "none.csv", []), "--full", *more)
    assert Employment.objects.in_post(dt.date(2026, 2, 28)).count() == 1
