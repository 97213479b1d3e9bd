"""What files of completions said of people is forgotten on its day; what was recorded stays, and can be undone."""

import datetime as dt
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from time_machine import Traveller

from learning.records.actions.download_completions import begin_download, make_download, take_file
from learning.records.actions.forget_exchange import DOWNLOADS_KEPT, OPEN_FOR, ROWS_KEPT, Forgotten, forget_exchange
from learning.records.actions.match_past_completion import set_aside
from learning.records.actions.undo_past_completions import begin_undo, undo_past
from learning.records.models import Completion, CompletionImport, PastCompletion, PastProblem
from learning.records.refusals import ImportRefused
from tests.records.factories import CompletionFactory
from tests.records.past_files import Partner, row

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def partner(clock: Traveller, settings: Any, tmp_path: Path) -> Partner:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return Partner(tmp_path)


def given(partner: Partner) -> CompletionImport:
    """One row recorded, one waiting, one set aside, one known already, one that cannot be read."""
    partner.employ("1001")
    batch = partner.give(row(), row("9", email="x@y.example"), row("8"), row(), row(on="31/02/2025"))
    set_aside(partner.lead, batch.rows.get(staff_id="8"))
    return batch


def test_rows_go_after_half_a_year_and_what_was_recorded_stays(partner: Partner, clock: Traveller) -> None:
    batch = given(partner)
    clock.shift(ROWS_KEPT)
    assert forget_exchange(timezone.now()) == Forgotten(0, 0, 0, 0)
    clock.shift(SECOND)
    assert forget_exchange(timezone.now()) == Forgotten(0, 4, 0, 0)
    [left] = PastCompletion.objects.all()
    assert (left.state, left.staff_id, left.email) == ("recorded", "", "")
    assert not PastProblem.objects.exists()
    assert forget_exchange(timezone.now()) == Forgotten(0, 0, 0, 0)
    begin_undo(partner.lead, batch)
    undo_past(batch.pk)
    assert Completion.objects.get().correction.reason


def test_a_file_that_nobody_recorded_goes_after_a_fortnight(partner: Partner, clock: Traveller) -> None:
    batch = partner.read(row())
    clock.shift(OPEN_FOR)
    assert forget_exchange(timezone.now()).thrown == 0
    clock.shift(SECOND)
    assert forget_exchange(timezone.now()).thrown == 1
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("discarded", 0)


def test_the_file_of_a_receipt_goes_after_a_year_and_its_receipt_stays(partner: Partner, clock: Traveller) -> None:
    person = partner.employ("1001")
    done = CompletionFactory(person=person, version=partner.first, completed_on=dt.date(2025, 6, 1))
    done.organisations.create(organisation=partner.organisation, role_group=person.employments.get().role_group)
    receipt = begin_download(partner.lead, partner.organisation)
    make_download(receipt.pk)
    receipt.refresh_from_db()
    assert take_file(partner.lead, receipt)
    clock.shift(DOWNLOADS_KEPT + SECOND)
    assert forget_exchange(timezone.now()).downloads == 1
    with pytest.raises(ImportRefused, match="kept for a year"):
        take_file(partner.lead, receipt)
    receipt.refresh_from_db()
    assert (receipt.rows, receipt.sha256 is None) == (1, False)
    assert forget_exchange(timezone.now()).downloads == 0


def test_uploads_that_nothing_leads_to_go_and_those_to_be_read_stay(partner: Partner) -> None:
    storage = storages["private"]
    reading = CompletionImport.objects.create(organisation=partner.organisation, file_name="a.csv", sha256="0" * 64)
    old = (timezone.now() - OPEN_FOR - SECOND).timestamp()
    for name, moment in (("stray", old), (str(reading.uuid), old), ("new", None)):
        storage.save(f"past-completions/{name}", ContentFile(b"1001"))
        if moment:
            os.utime(storage.path(f"past-completions/{name}"), (moment, moment))
    os.utime(storage.path("past-completions/new"), (timezone.now().timestamp(),) * 2)
    out = io.StringIO()
    call_command("forget_completion_files", stdout=out)
    assert out.getvalue() == (
        "Threw 0 unrecorded files away; forgot 0 rows, the files of 0 receipts and 1 stray uploads.\n"
    )
    assert sorted(storage.listdir("past-completions")[1]) == sorted(["new", str(reading.uuid)])


def test_a_damaged_file_is_told_and_holds_up_none_of_the_others(partner: Partner, clock: Traveller) -> None:
    """Its bytes on the disk cannot be opened at all; the other one is read."""
    damaged, sound = partner.read(row()), partner.read(row("2"))
    CompletionImport.objects.update(state="reading")
    folder = Path(storages["private"].path("past-completions"))
    (folder / str(damaged.uuid)).mkdir(parents=True)
    partner.file(row("2")).rename(folder / str(sound.uuid))
    clock.shift(dt.timedelta(minutes=16))
    out = io.StringIO()
    call_command("resume_completion_files", stdout=out)
    assert out.getvalue() == "Went on with 2 files of completions.\n"
    damaged.refresh_from_db()
    assert damaged.state == "discarded"
    assert damaged.trouble
    sound.refresh_from_db()
    assert sound.state == "read"
