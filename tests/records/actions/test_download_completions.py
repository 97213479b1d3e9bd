"""Completions go back to a system of record: each once, corrections after them, the same file for the same receipt."""

import csv
import datetime as dt
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from time_machine import Traveller

from learning.audit.append_only import protected_tables
from learning.audit.models import Event
from learning.records import going_back
from learning.records.actions import download_completions
from learning.records.actions.correct_completion import correct_completion
from learning.records.actions.download_completions import begin_download, make_download, take_file
from learning.records.actions.save_layout import save_codes, save_layout
from learning.records.going_back import day_as, new_completions
from learning.records.models import (
    Completion,
    CompletionOrganisation,
    DaysAs,
    DownloadField,
    DownloadReceipt,
    FileKind,
    GivenEntry,
)
from learning.records.refusals import BadAnswer, ImportRefused
from learning.workforce.models import Employment, Person
from tests.racing import at_once
from tests.records.factories import CompletionFactory, VersionFactory
from tests.records.past_files import Partner, row
from tests.workforce.factories import PersonFactory, ReturnGradeFactory, RoleAssignmentFactory, RoleGroupFactory

USUAL = ["staff_id", "code", "module", "version", "completed", "valid_until", "status"]
ADA = ["1001", "TI-1", "A shared start", "1.0", "01/06/2025", "31/05/2028", "completed"]


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.getfixturevalue(request.param)


@pytest.fixture
def partner(tmp_path: Path, db: None, clock: Traveller) -> Partner:
    partner = Partner(tmp_path)
    save_codes(partner.lead, partner.organisation, {partner.module.pk: "TI-1"})
    return partner


def finished(partner: Partner, person: Person, **facts: object) -> Completion:
    """A completion that counts for the partner, as the ledger would hold it."""
    completion = CompletionFactory(**({"person": person, "version": partner.first} | facts))
    CompletionOrganisation.objects.create(
        completion=completion, organisation=partner.organisation, role_group=RoleGroupFactory()
    )
    return completion


def download(partner: Partner) -> DownloadReceipt:
    receipt = begin_download(partner.lead, partner.organisation)
    make_download(receipt.pk)
    receipt.refresh_from_db()
    return receipt


def table(receipt: DownloadReceipt) -> list[list[str]]:
    assert receipt.content is not None
    text = bytes(receipt.content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def administrator() -> object:
    return RoleAssignmentFactory(administrator=True).user


# What is in it


def test_a_row_says_what_a_system_of_record_needs(partner: Partner) -> None:
    finished(partner, partner.employ("1001"))
    receipt = download(partner)
    assert table(receipt) == [USUAL, ADA]
    assert (receipt.number, receipt.rows, receipt.withdrawn, receipt.since) == (1, 1, 0, None)
    assert (receipt.made_by, receipt.file_name) == (partner.lead, "completions-midshire-trust-1.csv")


def test_names_go_out_only_where_they_are_returned(partner: Partner) -> None:
    columns = [[DownloadField.STAFF_ID, "staff_id"], [DownloadField.LAST_NAME, "surname"]]
    save_layout(partner.lead, partner.organisation, columns, DaysAs.ISO, FileKind.CSV)
    finished(partner, partner.employ("1001"))
    named = download(partner)
    assert table(named)[0] == ["staff_id", "surname"]
    ReturnGradeFactory(organisation=partner.organisation)
    finished(partner, partner.employ("1002"))
    numbered = download(partner)
    assert table(numbered) == [["staff_id"], ["1002"]]
    assert take_file(partner.lead, numbered) == bytes(numbered.content or b"")
    with pytest.raises(ImportRefused, match="no longer handed out"):
        take_file(partner.lead, named)


def test_nothing_goes_out_of_a_partner_of_headcounts(partner: Partner) -> None:
    finished(partner, partner.employ("1001"))
    numbered = download(partner)
    finished(partner, partner.employ("1002"))
    ReturnGradeFactory(organisation=partner.organisation, grade="headcount")
    with pytest.raises(ImportRefused, match="headcounts only"):
        begin_download(partner.lead, partner.organisation)
    with pytest.raises(ImportRefused, match="no longer handed out"):
        take_file(partner.lead, numbered)
    assert DownloadReceipt.objects.count() == 1


def test_a_file_without_names_or_numbers_is_not_handed_out_for_headcounts_either(partner: Partner) -> None:
    columns = [[DownloadField.MODULE, "module"], [DownloadField.COMPLETED, "day"]]
    save_layout(partner.lead, partner.organisation, columns, DaysAs.ISO, FileKind.CSV)
    finished(partner, partner.employ("1001"))
    plain = download(partner)
    ReturnGradeFactory(organisation=partner.organisation, grade="headcount")
    with pytest.raises(ImportRefused, match="no longer handed out"):
        take_file(partner.lead, plain)


def test_only_what_is_new_since_the_last_download(partner: Partner, clock: Traveller) -> None:
    person = partner.employ("1001")
    finished(partner, person)
    first = download(partner)
    clock.shift(dt.timedelta(days=1))
    finished(partner, person, version=partner.second, completed_on=dt.date(2026, 2, 1), valid_until=None)
    second = download(partner)
    assert table(second)[1:] == [["1001", "TI-1", "A shared start", "2.0", "01/02/2026", "", "completed"]]
    assert (second.number, second.since) == (2, first.until)
    with pytest.raises(ImportRefused, match="Nothing is new"):
        begin_download(partner.lead, partner.organisation)
    assert DownloadReceipt.objects.count() == 2


def test_what_was_corrected_since_follows_as_withdrawn_once(partner: Partner) -> None:
    completion, never_given = finished(partner, partner.employ("1001")), finished(partner, partner.employ("1002"))
    correct_completion(administrator(), never_given, "Wrong person")
    download(partner)
    correct_completion(administrator(), completion, "Wrong person")
    receipt = download(partner)
    assert table(receipt)[1:] == [[*ADA[:-1], "withdrawn"]]
    assert (receipt.rows, receipt.withdrawn) == (0, 1)
    with pytest.raises(ImportRefused):
        begin_download(partner.lead, partner.organisation)


def test_only_completions_that_count_for_the_partner(partner: Partner, tmp_path: Path) -> None:
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    person = partner.employ("1001")
    other.employ("R9", person=person)
    finished(other, person)
    CompletionFactory(person=person, version=partner.second)
    with pytest.raises(ImportRefused):
        begin_download(partner.lead, partner.organisation)
    assert table(download(other))[1][0] == "R9"


def test_what_the_partner_reported_itself_does_not_come_back(partner: Partner) -> None:
    partner.employ("1001")
    partner.give(row())
    assert Completion.objects.filter(organisations__organisation=partner.organisation).exists()
    with pytest.raises(ImportRefused):
        begin_download(partner.lead, partner.organisation)


def test_nothing_goes_out_of_somebody_who_was_erased(partner: Partner, clock: Traveller) -> None:
    person = partner.employ("1001")
    finished(partner, person)
    Person.objects.filter(pk=person.pk).update(erased_at=dt.datetime.now(dt.UTC))
    with pytest.raises(ImportRefused):
        begin_download(partner.lead, partner.organisation)


def test_the_staff_number_is_the_one_of_that_day_else_the_last(partner: Partner) -> None:
    person = partner.employ("OLD", left=dt.date(2024, 1, 1))
    partner.employ("NEW", person=person, start=dt.date(2025, 1, 1))
    finished(partner, person, completed_on=dt.date(2023, 6, 1))
    finished(partner, person, completed_on=dt.date(2024, 6, 1), version=VersionFactory(title="Another"))
    finished(partner, partner.employ(""), version=VersionFactory(title="Third"))
    merged = PersonFactory(merged_into=person, merge_reason="One person")
    finished(partner, merged, completed_on=dt.date(2025, 6, 1), version=VersionFactory(title="Fourth"))
    assert [line[0] for line in table(download(partner))[1:]] == ["OLD", "NEW", "", "NEW"]


# How it is laid out


def test_columns_order_headings_days_and_kind_are_the_partners(partner: Partner) -> None:
    finished(partner, partner.employ("0042", role_group=RoleGroupFactory()))
    columns = [
        (DownloadField.CODE, "Competence"),
        (DownloadField.STAFF_ID, "Employee Number"),
        (DownloadField.COMPLETED, "Date Achieved"),
        (DownloadField.VALID_UNTIL, "=Expiry"),
    ]
    save_layout(partner.lead, partner.organisation, columns, DaysAs.WITH_MONTH, FileKind.CSV)
    receipt = download(partner)
    assert table(receipt) == [
        ["Competence", "Employee Number", "Date Achieved", "'=Expiry"],
        ["TI-1", "0042", "01-Jun-2025", "31-May-2028"],
    ]


def test_a_workbook_holds_days_and_texts(partner: Partner) -> None:
    finished(partner, partner.employ("=1+1"))
    columns = [(DownloadField.STAFF_ID, "Number"), (DownloadField.COMPLETED, "Day"), (DownloadField.REFERENCE, "Ref")]
    save_layout(partner.lead, partner.organisation, columns, DaysAs.ISO, FileKind.XLSX)
    receipt = download(partner)
    sheet = openpyxl.load_workbook(io.BytesIO(bytes(receipt.content or b""))).active
    assert [cell.value for cell in sheet[2]] == ["=1+1", dt.datetime(2025, 6, 1), str(Completion.objects.get().uuid)]
    assert (sheet["A2"].data_type, sheet["B2"].number_format) == ("s", "yyyy-mm-dd")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_a_csv_is_a_formula(start: str, partner: Partner) -> None:
    save_codes(partner.lead, partner.organisation, {partner.module.pk: f"{start}1+1"})
    finished(partner, partner.employ(f"{start}9"))
    line = table(download(partner))[1]
    assert line[:2] == [f"'{start}9", f"'{start}1+1"]


@pytest.mark.parametrize(
    ("days_as", "text"),
    [
        (DaysAs.DAY_FIRST, "05/03/2026"),
        (DaysAs.WITH_MONTH, "05-Mar-2026"),
        (DaysAs.ISO, "2026-03-05"),
        (DaysAs.COMPACT, "20260305"),
    ],
)
def test_days(days_as: DaysAs, text: str) -> None:
    assert day_as(dt.date(2026, 3, 5), days_as) == text


@pytest.mark.parametrize(
    "columns",
    [
        [],
        [(DownloadField.CODE, " ")],
        [(DownloadField.CODE, "A"), (DownloadField.CODE, "B")],
    ],
)
def test_a_layout_that_cannot_be_is_refused(columns: list[tuple[DownloadField, str]], partner: Partner) -> None:
    with pytest.raises(BadAnswer):
        save_layout(partner.lead, partner.organisation, columns, DaysAs.ISO, FileKind.CSV)


def test_codes_change_places_and_go(partner: Partner) -> None:
    other = VersionFactory().module
    save_codes(partner.lead, partner.organisation, {other.pk: "B"})
    save_codes(partner.lead, partner.organisation, {other.pk: "TI-1", partner.module.pk: "B"})
    assert dict(partner.organisation.module_codes.values_list("module_id", "code")) == {
        other.pk: "TI-1",
        partner.module.pk: "B",
    }
    with pytest.raises(BadAnswer):
        save_codes(partner.lead, partner.organisation, {other.pk: "b"})
    save_codes(partner.lead, partner.organisation, {other.pk: ""})
    assert partner.organisation.module_codes.count() == 1


# The receipt


def test_the_same_receipt_is_the_same_file_to_the_byte(partner: Partner, clock: Traveller) -> None:
    completion = finished(partner, partner.employ("1001"))
    receipt = download(partner)
    first = take_file(partner.lead, receipt)
    clock.shift(dt.timedelta(days=400))
    save_codes(partner.lead, partner.organisation, {partner.module.pk: "OTHER"})
    save_layout(partner.lead, partner.organisation, [(DownloadField.CODE, "x")], DaysAs.ISO, FileKind.XLSX)
    Employment.objects.update(staff_id="2002")
    correct_completion(administrator(), completion, "Wrong person")
    make_download(receipt.pk)
    assert take_file(partner.lead, receipt) == first
    assert Event.objects.filter(action="completion_download.taken").count() == 2


def test_nobody_else_downloads_or_lays_out(partner: Partner, tmp_path: Path) -> None:
    finished(partner, partner.employ("1001"))
    receipt = download(partner)
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    for user in (other.lead, administrator(), RoleAssignmentFactory().user):
        for act in (
            lambda user=user: begin_download(user, partner.organisation),
            lambda user=user: take_file(user, receipt),
            lambda user=user: save_codes(user, partner.organisation, {}),
            lambda user=user: save_layout(
                user, partner.organisation, [(DownloadField.CODE, "x")], DaysAs.ISO, FileKind.CSV
            ),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_what_was_given_stays_as_it_is_written(partner: Partner) -> None:
    finished(partner, partner.employ("1001"))
    receipt = download(partner)
    for change in (
        lambda: GivenEntry.objects.update(withdrawn=True),
        lambda: GivenEntry.objects.all()._raw_delete("default"),
        lambda: DownloadReceipt.objects.update(sha256="0" * 64),
        lambda: DownloadReceipt.objects.update(number=7),
        lambda: DownloadReceipt.objects.filter(pk=receipt.pk)._raw_delete("default"),
        lambda: GivenEntry.objects.create(
            receipt=receipt, organisation=partner.organisation, completion=Completion.objects.get()
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert {"records_givenentry", "records_downloadreceipt"} <= set(protected_tables(connection))


def test_queries_do_not_grow_with_the_rows(partner: Partner) -> None:
    used = []
    for first, many in ((0, 2), (100, 40)):
        for number in range(first, first + many):
            finished(partner, partner.employ(str(number)))
        receipt = begin_download(partner.lead, partner.organisation)
        with CaptureQueriesContext(connection) as queries:
            make_download(receipt.pk)
        used.append(len(queries))
    assert used[0] == used[1]


# Nothing missed, nothing twice


def test_many_rows_are_given_in_pieces(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(going_back, "CHUNK", 2)
    monkeypatch.setattr("learning.records.actions.download_completions.CHUNK", 2)
    for number in range(5):
        finished(partner, partner.employ(str(number)))
    receipt = download(partner)
    assert [line[0] for line in table(receipt)[1:]] == ["0", "1", "2", "3", "4"]
    assert receipt.rows == 5


def test_a_download_that_died_goes_on(partner: Partner) -> None:
    finished(partner, partner.employ("1001"))
    receipt = begin_download(partner.lead, partner.organisation)
    GivenEntry.objects.create(
        receipt=receipt, organisation=partner.organisation, completion=new_completions(partner.organisation).get()
    )
    finished(partner, partner.employ("1002"), completed_on=dt.date(2025, 6, 2))
    assert begin_download(partner.lead, partner.organisation) == receipt
    with pytest.raises(ImportRefused, match="not made yet"):
        take_file(partner.lead, receipt)
    call_command("resume_completion_files", stdout=io.StringIO())
    receipt.refresh_from_db()
    assert [line[0] for line in table(receipt)[1:]] == ["1001", "1002"]


@pytest.mark.postgres
def test_an_entry_that_is_committed_late_is_in_the_next_download_postgres(
    postgres_database: str, tmp_path: Path
) -> None:
    """It has the lower key and the earlier moment, and lands after a later one was given."""
    partner = Partner(tmp_path)
    early, late = partner.employ("EARLY"), partner.employ("LATE")
    written, commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                finished(partner, early)
                written.set()
                assert commit.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    assert written.wait(30)
    finished(partner, late)
    first = download(partner)
    commit.set()
    thread.join(30)
    second = download(partner)
    keys = dict(Completion.objects.values_list("person__employments__staff_id", "pk"))
    assert keys["EARLY"] < keys["LATE"]
    assert [line[0] for line in table(first)[1:]] == ["LATE"]
    assert [line[0] for line in table(second)[1:]] == ["EARLY"]


def test_what_a_second_worker_finds_while_the_file_is_made_stands_in_it(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two jobs of one receipt: the later one marks something newer as given before the first has closed it."""
    one, other = partner.employ("1"), partner.employ("2")
    finished(partner, one)
    receipt = begin_download(partner.lead, partner.organisation)
    made: list[int] = []

    def file_and_meanwhile(receipt: DownloadReceipt) -> bytes:
        content = going_back.file_of(receipt)
        made.append(receipt.pk)
        if len(made) == 1:
            finished(partner, other)
            assert download_completions._give_some(receipt.pk)
        return content

    monkeypatch.setattr(download_completions, "file_of", file_and_meanwhile)
    make_download(receipt.pk)
    receipt.refresh_from_db()
    assert [line[0] for line in table(receipt)[1:]] == ["1", "2"]
    assert (receipt.rows, len(made)) == (2, 2)


def test_downloads_beside_writers_give_each_completion_once(database: str, tmp_path: Path) -> None:
    partner = Partner(tmp_path)
    people = [partner.employ(str(number)) for number in range(12)]
    finished(partner, people[0])

    def ask() -> None:
        for _ in range(4):
            try:
                receipt = begin_download(partner.lead, partner.organisation)
            except ImportRefused:
                continue
            make_download(receipt.pk)

    def write(several: list[Person]) -> None:
        for person in several:
            with transaction.atomic():
                finished(partner, person)

    raised = at_once(ask, ask, lambda: write(people[1:6]), lambda: write(people[6:]))
    assert raised == []
    ask()
    given = [line[0] for receipt in DownloadReceipt.objects.all() for line in table(receipt)[1:]]
    assert sorted(given, key=int) == [str(number) for number in range(12)]
