"""The HR lead brings completions in and takes them out: file, rows that wait, undo, receipt, layout, codes."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.audit.models import Event
from learning.certificates.models import Certificate
from learning.records.actions.read_past_completions import kept_as, read_past
from learning.records.actions.record_past_completions import record_past
from learning.records.models import (
    Completion,
    CompletionImport,
    CompletionOrganisation,
    DownloadLayout,
    DownloadReceipt,
    ImportState,
    ModuleCode,
    PastCompletion,
)
from learning.records.views import downloads, past_files
from learning.workforce.models import Person, SharedField, SharingAgreement
from tests.markup import markup
from tests.records.factories import CompletionFactory, VersionFactory
from tests.records.past_files import HEADINGS, Partner, row
from tests.signing_in import signed_in
from tests.workforce.factories import ReturnGradeFactory, RoleAssignmentFactory, RoleGroupFactory
from tests.workforce.returns.files import separated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def partner(tmp_path: Path) -> Partner:
    partner = Partner(tmp_path)
    partner.employ("1001", "ada@midshire.example", person=_person("Ada", "Example"))
    return partner


@pytest.fixture
def browser(partner: Partner) -> Client:
    return signed_in(partner.lead)


def _person(given: str, family: str) -> Person:
    return Person.objects.create(given_name=given, family_name=family)


def address(name: str, *arguments: object) -> str:
    return reverse(name, args=["midshire-trust", *arguments])


def upload(browser: Client, *rows: tuple[str, ...], name: str = "past.csv") -> Any:
    text = separated([HEADINGS, *rows])
    return browser.post(address("past_file_new"), {"file": ContentFile(text.encode(), name=name)}, follow=True)


def finished(partner: Partner, person: Person | None = None) -> Completion:
    completion = CompletionFactory(version=partner.first, **({"person": person} if person else {}))
    CompletionOrganisation.objects.create(
        completion=completion, organisation=partner.organisation, role_group=RoleGroupFactory()
    )
    return completion


# In


def test_from_the_file_to_the_ledger_and_back(browser: Client, partner: Partner) -> None:
    said = markup(upload(browser, row(evidence="C-77"), row("X-9"), row(on="31/02/2025")))
    batch = CompletionImport.objects.get()
    assert "Record one completion" in said
    assert "One row means nobody of yours" in said
    assert "31/02/2025" in said
    assert "February 2025 has 28 days." in said
    assert not Completion.objects.exists()

    said = markup(browser.post(address("past_file_record", batch.uuid), follow=True))
    assert "One completion is recorded" in said
    assert not Certificate.objects.exists()
    said = markup(browser.get(address("past_file", batch.uuid) + "?show=recorded"))
    assert "Ada Example" in said
    assert "C-77" in said
    assert "version 1.0, assumed" in said

    assert "counts no more" in markup(browser.get(address("past_file_undo", batch.uuid)))
    assert Completion.objects.standing().exists()
    said = markup(browser.post(address("past_file_undo", batch.uuid), follow=True))
    assert "Undone on 28" in said
    assert not Completion.objects.standing().exists()


def test_certificates_only_when_ticked_and_then_by_the_worker(browser: Client) -> None:
    upload(browser, row())
    batch = CompletionImport.objects.get()
    browser.post(address("past_file_record", batch.uuid), {"with_certificates": "on"})
    batch.refresh_from_db()
    assert (batch.state, batch.with_certificates) == ("recording", True)
    said = markup(browser.get(address("past_file", batch.uuid)))
    assert "Recording the completions" in said
    assert 'hx-trigger="every 2s"' in markup(browser.get(address("past_file_progress", batch.uuid)))
    record_past(batch.pk)
    assert Certificate.objects.count() == 1
    assert browser.get(address("past_file_progress", batch.uuid))["HX-Refresh"] == "true"


def test_a_large_file_is_the_workers(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_files, "AT_ONCE_BYTES", 10)
    assert "Reading your file" in markup(upload(browser, row()))
    batch = CompletionImport.objects.get()
    read_past(batch.pk)
    assert "Record one completion" in markup(browser.get(address("past_file", batch.uuid)))


def test_a_file_that_cannot_be_read_is_refused_beside_its_box(browser: Client) -> None:
    answer = browser.post(address("past_file_new"), {"file": ContentFile(b"PK\x03\x04nothing", name="a.xlsx")})
    assert answer.status_code == 422
    assert browser.post(address("past_file_new")).status_code == 422
    assert not CompletionImport.objects.exists()


STRANGE = [("Payroll", "Lesson", "When", "Seen"), ("1001", "A shared start", "05/03/2025", "C-1")]


def strange(browser: Client, **more: str) -> CompletionImport:
    sent = {"file": ContentFile(separated(STRANGE).encode(), name="strange.csv")} | more
    answer = browser.post(address("past_file_new"), sent, follow=True)
    batch = CompletionImport.objects.latest("pk")
    assert answer.redirect_chain[-1][0] == address("past_file_columns", batch.uuid)
    assert "Which column is which" in markup(answer)
    return batch


def test_columns_that_no_heading_tells_are_matched_by_hand_and_remembered(browser: Client) -> None:
    batch = strange(browser)
    here = address("past_file_columns", batch.uuid)
    assert browser.get(address("past_file", batch.uuid))["Location"] == here
    refused = browser.post(here, {"staff_id": "0", "module": "1"})
    assert refused.status_code == 422
    assert "Still needed: day of completion." in markup(refused)
    twice = browser.post(here, {"staff_id": "0", "module": "1", "completed_on": "1"})
    assert "This column is “Module” already." in markup(twice)
    columns = {"staff_id": "0", "module": "1", "completed_on": "2", "evidence": "3"}
    said = markup(browser.post(here, columns, follow=True))
    assert "Record one completion" in said
    assert "C-1" in said
    assert browser.get(here)["Location"] == address("past_file", batch.uuid), "chosen once"
    event = Event.objects.get(action="completion_import.matched")
    assert event.detail == {"fields": ["completed_on", "evidence", "module", "staff_id"]}

    again = ContentFile(separated(STRANGE).encode(), name="again.csv")
    said = markup(browser.post(address("past_file_new"), {"file": again}, follow=True))
    assert "Record one completion" in said, "its headings are known from the file before"


def test_columns_are_matched_by_hand_where_that_is_wished(browser: Client) -> None:
    text = separated([HEADINGS, row()])
    sent = {"file": ContentFile(text.encode(), name="past.csv"), "by_hand": "on"}
    said = markup(browser.post(address("past_file_new"), sent, follow=True))
    assert said.count(" selected>") == len(HEADINGS), "what the headings say is chosen already"


def test_a_file_that_waits_for_its_columns_can_be_thrown_away(browser: Client) -> None:
    batch = strange(browser)
    assert storages["private"].exists(kept_as(batch))
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post(address("past_file_discard", batch.uuid))
    batch.refresh_from_db()
    assert batch.state == ImportState.DISCARDED
    assert not storages["private"].exists(kept_as(batch))


def test_of_what_the_agreement_leaves_out_no_column_can_be_chosen(browser: Client) -> None:
    SharingAgreement.objects.update(fields=[SharedField.STAFF_ID, SharedField.ROLE_GROUP, SharedField.DATES])
    here = address("past_file_columns", strange(browser).uuid)
    assert 'name="email"' not in browser.get(here).content.decode()
    refused = browser.post(here, {"email": "0", "module": "1", "completed_on": "2"})
    assert "Still needed: staff number or e-mail address." in markup(refused)


def test_only_columns_that_are_read_show_their_first_rows(browser: Client) -> None:
    text = separated([(*HEADINGS, "Sickness"), (*row(evidence="C-77"), "diabetes")])
    sent = {"file": ContentFile(text.encode(), name="past.csv"), "by_hand": "on"}
    said = markup(browser.post(address("past_file_new"), sent, follow=True))
    assert "C-77" in said
    assert "not read" in said
    assert "diabetes" not in said


def test_without_an_agreement_the_page_leads_to_it(browser: Client) -> None:
    SharingAgreement.objects.update(ended_on=dt.date(2026, 2, 28))
    said = markup(browser.get(address("past_file_new")))
    assert address("workforce_agreement") in said
    assert "multipart/form-data" not in said
    assert upload(browser, row()).status_code == 422
    assert not CompletionImport.objects.exists()


def test_a_file_is_thrown_away(browser: Client) -> None:
    upload(browser, row())
    batch = CompletionImport.objects.get()
    said = markup(browser.post(address("past_file_discard", batch.uuid), follow=True))
    assert "Nothing was recorded" in said
    assert not batch.rows.exists()
    browser.post(address("past_file_record", batch.uuid))
    assert not Completion.objects.exists()


def test_nothing_new_says_so(browser: Client, partner: Partner) -> None:
    partner.give(row())
    said = markup(upload(browser, row()))
    assert "Nothing to record" in said
    assert "known already" in said


def test_a_list_asks_as_much_for_many_rows_as_for_few(browser: Client, partner: Partner) -> None:
    used = []
    for first, many in ((0, 2), (100, 20)):
        for number in range(first, first + many):
            partner.employ(f"N{number}")
        batch = partner.read(*(row(f"N{number}") for number in range(first, first + many)))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address("past_file", batch.uuid)).status_code == 200
        used.append(len(queries))
    assert used[0] == used[1]


# The queue


def test_a_waiting_row_is_found_and_matched(browser: Client, partner: Partner) -> None:
    partner.give(row("X-9"))
    waiting = PastCompletion.objects.in_queue().get()
    assert "X-9" in markup(browser.get(address("past_waiting")))
    said = markup(browser.get(address("past_row", waiting.pk)))
    assert "Whom does this row mean?" in said
    assert "Ada Example" not in said
    assert "Nobody of yours is called" in markup(browser.get(address("past_row", waiting.pk) + "?q=Zoe"))
    found = browser.get(address("past_row", waiting.pk) + "?q=exam+ada")
    assert "Ada Example" in markup(found)
    person = Person.objects.get(given_name="Ada")
    said = markup(browser.post(address("past_row", waiting.pk), {"person": person.pk}, follow=True))
    assert "Recorded for Ada Example." in said
    assert "No row waits" in said
    assert Completion.objects.get().person == person
    assert "This row is decided" in markup(browser.get(address("past_row", waiting.pk)))


def test_nobody_of_another_partner_is_found_or_taken(browser: Client, partner: Partner, tmp_path: Path) -> None:
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    stranger = other.employ("R9", person=_person("Zoe", "Stranger"))
    partner.give(row("X-9"))
    waiting = PastCompletion.objects.in_queue().get()
    assert "Stranger" not in markup(browser.get(address("past_row", waiting.pk) + "?q=Zoe")).replace("“Zoe”", "")
    for key in (stranger.pk, "abc", "", "²", "9" * 30):
        said = markup(browser.post(address("past_row", waiting.pk), {"person": key}, follow=True))
        assert "This is nobody of yours." in said
    assert not Completion.objects.exists()


def test_a_waiting_row_is_matched_by_number_alone_where_names_are_not_returned(
    browser: Client, partner: Partner
) -> None:
    partner.give(row("X-9"))
    waiting = PastCompletion.objects.in_queue().get()
    ReturnGradeFactory(organisation=partner.organisation)
    said = markup(browser.get(address("past_row", waiting.pk) + "?q=exam+ada"))
    assert "You return no names, so nobody is found by one." in said
    person = Person.objects.get(given_name="Ada")
    number = person.employments.get().staff_id
    said = markup(browser.get(address("past_row", waiting.pk) + f"?q={number}"))
    assert f"Staff number {number}" in said
    assert "Ada" not in said
    said = markup(browser.post(address("past_row", waiting.pk), {"person": person.pk}, follow=True))
    assert f"Recorded for Staff number {number}." in said
    said = markup(browser.get(address("past_file", waiting.batch.uuid) + "?show=recorded"))
    assert f"Staff number {number}" in said
    assert "Ada" not in said


def test_a_row_is_set_aside(browser: Client, partner: Partner) -> None:
    batch = partner.give(row("X-9"))
    waiting = PastCompletion.objects.in_queue().get()
    said = markup(browser.post(address("past_row", waiting.pk), {"aside": "1"}, follow=True))
    assert "No row waits" in said
    assert "set aside" in markup(browser.get(address("past_file", batch.uuid)))
    assert "You can still say whom it means" in markup(browser.get(address("past_row", waiting.pk)))


def test_the_queue_asks_as_much_for_many_as_for_few(browser: Client, partner: Partner) -> None:
    used = []
    for first, many in ((0, 2), (100, 20)):
        partner.give(*(row(f"N{number}") for number in range(first, first + many)))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address("past_waiting")).status_code == 200
        used.append(len(queries))
    assert used[0] == used[1]


# Out


def test_a_file_is_made_and_taken_as_often_as_one_likes(browser: Client, partner: Partner) -> None:
    finished(partner, Person.objects.get(given_name="Ada"))
    said = markup(browser.get(address("learning_records")))
    assert "1 completion is new" in said
    assert "One module among them has no code of yours yet" in said
    said = markup(browser.post(address("completion_download"), follow=True))
    receipt = DownloadReceipt.objects.get()
    assert receipt.sha256 is not None
    assert receipt.sha256 in said
    answers = [browser.get(address("download_file", receipt.uuid)) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].content.decode("utf-8-sig").splitlines()[1] == (
        "1001,,A shared start,1.0,01/06/2025,31/05/2028,completed"
    )
    assert answers[0]["Content-Disposition"] == 'attachment; filename="completions-midshire-trust-1.csv"'
    assert "no-store" in answers[0]["Cache-Control"]
    assert Event.objects.filter(action="completion_download.taken", actor_id=partner.lead.pk).count() == 2
    said = markup(browser.post(address("completion_download"), follow=True))
    assert "Nothing is new since your last download." in said
    assert DownloadReceipt.objects.count() == 1


def test_many_are_the_workers(browser: Client, partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE", 0)
    finished(partner)
    said = markup(browser.post(address("completion_download"), follow=True))
    assert "Making your file" in said
    receipt = DownloadReceipt.objects.get()
    answer = browser.get(address("download_file", receipt.uuid), follow=True)
    assert "The file is not made yet" in markup(answer)


def test_the_layout_is_chosen_and_kept(browser: Client, partner: Partner) -> None:
    sent = {
        "place_code": "1",
        "heading_code": "Competence",
        "place_staff_id": "2",
        "heading_staff_id": "Employee Number",
        "days_as": "dd-mmm-yyyy",
        "kind": "xlsx",
    }
    assert "Your layout is saved" in markup(browser.post(address("download_layout"), sent, follow=True))
    layout = DownloadLayout.objects.get()
    assert layout.columns == [["code", "Competence"], ["staff_id", "Employee Number"]]
    assert (layout.days_as, layout.kind, layout.changed_by) == ("dd-mmm-yyyy", "xlsx", partner.lead)
    said = markup(browser.get(address("download_layout")))
    assert said.index('value="Competence"') < said.index('value="Employee Number"') < said.index('value="module"')


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"place_code": "2"}, "This place is taken by: Staff number."),
        ({"heading_code": ""}, "A column in the file needs a heading."),
        ({"place_code": "", "place_staff_id": ""}, "A file needs at least one column."),
        ({"place_code": "0"}, "greater than or equal to 1"),
        ({"kind": "pdf"}, "pdf"),
    ],
)
def test_a_layout_that_cannot_be_keeps_what_was_typed(changes: dict[str, str], words: str, browser: Client) -> None:
    sent = {
        "place_code": "1",
        "heading_code": "Competence",
        "place_staff_id": "2",
        "heading_staff_id": "Employee Number",
        "days_as": "yyyy-mm-dd",
        "kind": "csv",
    }
    answer = browser.post(address("download_layout"), sent | changes)
    assert answer.status_code == 422
    assert words in markup(answer)
    assert 'value="Employee Number"' in markup(answer)
    assert not DownloadLayout.objects.exists()


def test_codes_are_written_for_modules_that_one_may_know(browser: Client, partner: Partner) -> None:
    hidden = VersionFactory(title="Hidden from you").module
    finished(partner)
    said = markup(browser.get(address("module_codes")))
    assert "A shared start" in said
    assert "Hidden from you" not in said
    sent = {f"code_{partner.module.pk}": "TI-1", f"code_{hidden.pk}": "H"}
    assert "Your codes are saved" in markup(browser.post(address("module_codes"), sent, follow=True))
    assert list(ModuleCode.objects.values_list("module_id", "code")) == [(partner.module.pk, "TI-1")]


def test_one_code_is_one_module(browser: Client, partner: Partner) -> None:
    other = finished(partner).module
    second = CompletionFactory(version=VersionFactory(title="Second"))
    CompletionOrganisation.objects.create(
        completion=second, organisation=partner.organisation, role_group=RoleGroupFactory()
    )
    answer = browser.post(address("module_codes"), {f"code_{other.pk}": "TI-1", f"code_{second.module.pk}": "ti-1"})
    assert answer.status_code == 422
    assert "One code means one module." in markup(answer)
    assert not ModuleCode.objects.exists()


# Everybody else


@pytest.fixture
def everything(browser: Client, partner: Partner) -> list[str]:
    """Every address of one partner, with a file, a waiting row and a receipt behind it."""
    batch = partner.give(row(), row("X-9"))
    finished(partner)
    browser.post(address("completion_download"))
    receipt = DownloadReceipt.objects.get()
    files = [address(f"past_file{act}", batch.uuid) for act in ("", "_progress", "_record", "_discard", "_undo")]
    plain = ["learning_records", "past_file_new", "past_waiting", "completion_download", "download_layout"]
    return [
        *files,
        *(address(name) for name in (*plain, "module_codes")),
        address("past_row", PastCompletion.objects.in_queue().get().pk),
        address("download_receipt", receipt.uuid),
        address("download_file", receipt.uuid),
    ]


@pytest.mark.parametrize("role", ["other_lead", "administrator", "team_manager", "learner", "left"])
def test_everybody_else_finds_nothing_there(role: str, everything: list[str], partner: Partner, tmp_path: Path) -> None:
    if role == "other_lead":
        user = Partner(tmp_path, "Riverside Council", (partner.first, partner.second)).lead
    elif role == "left":
        user = RoleAssignmentFactory(
            hr_lead=True, organisation=partner.organisation, ended_on=dt.date(2026, 2, 28)
        ).user
    elif role == "learner":
        user = RoleAssignmentFactory(ended_on=dt.date(2026, 1, 1)).user
    else:
        user = RoleAssignmentFactory(**{role: True}).user
    stranger = signed_in(user)
    before = CompletionImport.objects.values().get()
    for each in everything:
        for answer in (stranger.get(each), stranger.post(each)):
            assert answer.status_code in (404, 405), each
    assert CompletionImport.objects.values().get() == before


def test_an_address_under_another_partners_name_is_nowhere(
    everything: list[str], partner: Partner, tmp_path: Path
) -> None:
    """Somebody who leads both does not reach one partner's file under the other's address."""
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    RoleAssignmentFactory(user=partner.lead, hr_lead=True, organisation=other.organisation)
    browser = signed_in(partner.lead)
    for each in everything:
        moved = each.replace("midshire-trust", "riverside-council")
        if any(part in moved for part in ("/past/", "/waiting/", "/downloads/")) and moved.count("/") > 4:
            assert browser.get(moved).status_code in (200 if moved.endswith("/new/") else 404, 405), moved


# Headcounts only


@pytest.mark.parametrize("show", ["recorded", "waiting", "problem", ""])
def test_a_file_of_a_partner_of_headcounts_keeps_its_counts_and_lists_nobody(
    show: str, browser: Client, partner: Partner
) -> None:
    batch = partner.give(row(), row("X-9"), row("Q-7", on="31/02/2025"))
    ReturnGradeFactory(organisation=partner.organisation, grade="headcount")
    said = markup(browser.get(address("past_file", batch.uuid), {"show": show}))
    assert "Nobody is listed" in said
    assert "One completion is recorded" in said
    for kept_back in ("1001", "X-9", "31/02/2025", "Ada", "A shared start"):
        assert kept_back not in said, kept_back


def test_rows_of_a_partner_of_headcounts_are_neither_listed_nor_matched(browser: Client, partner: Partner) -> None:
    partner.give(row("X-9"))
    waiting = PastCompletion.objects.in_queue().get()
    ReturnGradeFactory(organisation=partner.organisation, grade="headcount")
    person = Person.objects.get(given_name="Ada")
    own = address("past_row", waiting.pk)
    answers = [browser.get(address("past_waiting")), browser.get(own, {"q": "1001"})]
    answers += [browser.post(own, {"person": person.pk}), browser.post(own, {"aside": "1"})]
    for answer in answers:
        assert "Nobody is listed" in markup(answer)
        assert "1001" not in markup(answer)
        assert "X-9" not in markup(answer)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert not Completion.objects.exists()
