"""The command: what it says in words and as JSON, and that it may die anywhere and be run again."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from time_machine import Traveller

from learning.records.actions.match_past_completion import record_and_match
from learning.records.actions.record_past_completions import begin_recording, record_past
from learning.records.actions.resume_exchange import resume_exchange
from learning.records.actions.undo_past_completions import begin_undo
from learning.records.models import Completion, CompletionImport, CompletionOrganisation
from learning.workforce.models import Employment
from tests.racing import at_once
from tests.records.past_files import Partner, row
from tests.workforce.factories import PersonFactory, RoleGroupFactory

MANAGE = Path(__file__).parents[2] / "manage.py"
MANY = 2600


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.getfixturevalue(request.param)


@pytest.fixture
def partner(tmp_path: Path) -> Partner:
    partner = Partner(tmp_path)
    partner.employ("1001", "ada@midshire.example")
    return partner


ROWS = (row(), row(on="03/03/2025", email="ada@midshire.example"), row("9"), row(on="31/02/2025"))


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_completions", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_dry_run_says_what_would_be_recorded(partner: Partner) -> None:
    said = json.loads(run(partner.file(*ROWS), "--organisation=midshire-trust", "--dry-run", "--format=json"))
    assert said == {
        "new": 1,
        "duplicates": 1,
        "already_newer": 0,
        "unmatched": 1,
        "problems": [
            {
                "row": 5,
                "column": "completed_on",
                "value": "31/02/2025",
                "message": "February 2025 has 28 days.",
                "fix": "Write it as day, month and year, such as 03/03/2026.",
            }
        ],
        "batch": None,
    }
    assert not Completion.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_same_counts_are_recorded_and_then_nothing(partner: Partner) -> None:
    path = partner.file(*ROWS)
    first = json.loads(run(path, "--organisation=midshire-trust", "--format=json"))
    again = json.loads(run(path, "--organisation=midshire-trust", "--format=json"))
    assert (first["new"], first["batch"]) == (1, str(CompletionImport.objects.earliest("pk").uuid))
    assert (again["new"], again["duplicates"], again["unmatched"]) == (0, 3, 0)
    assert Completion.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_in_words(partner: Partner) -> None:
    said = run(partner.file(*ROWS), "--organisation=midshire-trust", "--dry-run")
    assert "       1 already newer" not in said
    assert "       1 unmatched" in said
    assert "Row 5, completed_on: “31/02/2025” February 2025 has 28 days." in said
    assert said.endswith("Nothing was stored.\n")


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_refusals_are_sentences(partner: Partner, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no organisation “nowhere”"):
        run(partner.file(), "--organisation=nowhere")
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.csv", "--organisation=midshire-trust")
    path = tmp_path / "colours.csv"
    path.write_text("colour,shape\r\nred,round\r\n")
    with pytest.raises(CommandError, match="No heading was found for"):
        run(path, "--organisation=midshire-trust")
    assert not CompletionImport.objects.exists()


def test_killed_in_between_and_run_again_each_row_counts_once(file_database: str, tmp_path: Path) -> None:
    partner, group = Partner(tmp_path), RoleGroupFactory()
    people = [PersonFactory.build() for _ in range(MANY)]
    type(people[0]).objects.bulk_create(people)
    Employment.objects.bulk_create(
        Employment(person=one, organisation=partner.organisation, role_group=group, staff_id=str(n), start="2020-01-06")
        for n, one in enumerate(people)
    )
    batch = partner.read(*(row(str(number)) for number in range(MANY)))
    begin_recording(partner.lead, batch)
    killed = _kill_in_between(file_database, batch)
    assert 0 < killed < MANY
    call_command("resume_completion_files")
    batch.refresh_from_db()
    assert (batch.state, batch.progress) == ("recorded", MANY)
    assert Completion.objects.count() == CompletionOrganisation.objects.count() == MANY
    assert Completion.objects.values("person").distinct().count() == MANY


def _kill_in_between(url: str, batch: CompletionImport) -> int:
    """Let a process record the file, kill it once it has begun, and say how many rows it got to."""
    script = f"from learning.records.actions.record_past_completions import record_past; record_past({batch.pk})"
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    process = subprocess.Popen([sys.executable, str(MANAGE), "shell", "-v0", "-c", script], env=environment)
    until = time.monotonic() + 60
    try:
        while not Completion.objects.exists():
            assert process.poll() is None, "It ended before anything was recorded."
            assert time.monotonic() < until, "Nothing was recorded within a minute."
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
    return Completion.objects.count()


def test_two_employers_report_the_same_at_once_and_it_is_recorded_once(database: str, tmp_path: Path) -> None:
    one = Partner(tmp_path)
    other = Partner(tmp_path, "Riverside Council", (one.first, one.second))
    person = one.employ("1001")
    other.employ("R9", person=person)
    batches = [one.read(row()), other.read(row("R9"))]
    for partner, batch in zip((one, other), batches, strict=True):
        begin_recording(partner.lead, batch)
    assert at_once(*[lambda batch=batch: record_past(batch.pk) for batch in batches]) == []
    assert Completion.objects.count() == 1
    states = sorted(batch.rows.get().state for batch in batches)
    assert states == ["duplicate", "recorded"]


def test_two_workers_on_one_file_record_it_once(database: str, tmp_path: Path) -> None:
    partner = Partner(tmp_path)
    for number in range(20):
        partner.employ(str(number))
    batch = partner.read(*(row(str(number)) for number in range(20)))
    begin_recording(partner.lead, batch)
    assert at_once(*[lambda: record_and_match(batch.pk)] * 3) == []
    assert Completion.objects.count() == 20


@pytest.mark.django_db
def test_what_is_done_or_just_being_read_is_left_alone(partner: Partner, clock: Traveller) -> None:
    done, reading = partner.give(row()), partner.read(row(on="04/03/2025"))
    CompletionImport.objects.filter(pk=reading.pk).update(state="reading")
    assert resume_exchange(timezone.now()).done == 0
    clock.shift(dt.timedelta(minutes=16))
    assert resume_exchange(timezone.now()).done == 1
    assert resume_exchange(timezone.now()).done == 0
    done.refresh_from_db()
    assert done.state == "recorded"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_an_undo_that_died_goes_on(partner: Partner) -> None:
    batch = partner.give(row())
    begin_undo(partner.lead, batch)
    call_command("resume_completion_files", stdout=StringIO())
    batch.refresh_from_db()
    assert batch.state == "undone"
