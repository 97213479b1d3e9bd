"""The demonstration's completions in and out: once, and each says that it is invented."""

import csv
import datetime as dt
import io

import pytest

from learning.portal.demo.completions import FILE, MODULE, ROWS, TRUST, load_download, load_past_completions
from learning.records.actions.download_completions import begin_download
from learning.records.models import (
    Completion,
    CompletionImport,
    CompletionOrganisation,
    DownloadReceipt,
    ModuleCode,
    PastCompletion,
)
from learning.records.refusals import ImportRefused
from learning.workforce.models import Organisation
from tests.records.factories import CompletionFactory, ModuleFactory, VersionFactory
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, SharingAgreementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.date(2026, 2, 28)


@pytest.fixture
def trust() -> Organisation:
    trust = OrganisationFactory(slug=TRUST, name="The trust", is_invented=True)
    SharingAgreementFactory(organisation=trust)
    version = VersionFactory(module=ModuleFactory(slug=MODULE))
    done = EmploymentFactory(organisation=trust, staff_id="D-1")
    completion = CompletionFactory(person=done.person, version=version)
    CompletionOrganisation.objects.create(completion=completion, organisation=trust, role_group=done.role_group)
    for number in range(ROWS + 2):
        EmploymentFactory(organisation=trust, staff_id=f"S-{number}")
    return trust


def test_it_is_loaded_once(trust: Organisation) -> None:
    for _again in range(2):
        load_download()
        load_past_completions(DAY)
    batch = CompletionImport.objects.get()
    assert (batch.state, batch.file_name) == ("recorded", FILE)
    imported = Completion.objects.filter(import_batch=batch)
    assert imported.count() == ROWS
    assert all(one.evidence.startswith("INVENTED") for one in imported)
    assert all(one.valid_until and one.valid_until < DAY for one in imported)
    assert PastCompletion.objects.in_queue().count() == 2
    assert batch.problems.count() == 1
    receipt = DownloadReceipt.objects.get()
    head, only = csv.reader(io.StringIO(bytes(receipt.content or b"").decode("utf-8-sig")))
    assert head[:2] == ["Employee Number", "Competence Code"]
    assert only[:2] == ["D-1", ModuleCode.objects.get().code]
    with pytest.raises(ImportRefused, match="Nothing is new"):
        begin_download(None, trust)


def test_without_the_trust_nothing_is_loaded() -> None:
    load_download()
    load_past_completions(DAY)
    assert not CompletionImport.objects.exists()
    assert not DownloadReceipt.objects.exists()
