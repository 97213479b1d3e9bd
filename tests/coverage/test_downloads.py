"""Files that take long: asked for, made by the worker with its progress in sight, handed to their asker alone, gone."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from learning.audit.models import Event
from learning.certificates.sheets import forget_styles
from learning.coverage.actions.ask_for_download import ask_for_download
from learning.coverage.actions.make_download import make_download
from learning.coverage.models import Download, DownloadState
from learning.coverage.people import Wish
from learning.coverage.tasks import make_asked_download
from learning.coverage.views import downloads
from learning.workforce.models import RoleAssignment
from tests.coverage.factories import Employer, T, downloaded, two_employers
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory

pytestmark = pytest.mark.usefixtures("clock")
ALL = Wish("all")


@pytest.fixture(autouse=True)
def own_storage(tmp_path: Path, settings: Any) -> None:
    """Files of one test are no other's."""
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = settings.STORAGES | {"private": private}


def home_of(one: Employer) -> str:
    return f"/coverage/{one.organisation.slug}/downloads/"


def asked(one: Employer, kind: str = "people_csv", **fields: Any) -> Download:
    found = ask_for_download(one.lead, one.organisation, kind, T, ALL, total=9, now=timezone.now())
    Download.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name", "start"),
    [
        ("people_csv", "people-midshire-trust-2026-02-28.csv", b"\xef\xbb\xbforganisation,"),
        ("people_xlsx", "people-midshire-trust-2026-02-28.xlsx", b"PK"),
        ("board_report", "board-report-midshire-trust-2026-02-28.pdf", b"%PDF-1.7"),
    ],
)
def test_a_small_file_is_answered_at_once_and_leaves_a_trace(kind: str, name: str, start: bytes) -> None:
    _, one, _ = two_employers()
    answer = signed_in(one.lead).post(f"{home_of(one)}?as_at=2026-02-28", {"kind": kind, "show": "all"})
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(start)
    assert not Download.objects.exists()
    event = Event.objects.get(action="coverage.file_taken")
    assert (event.actor_id, event.organisation_id) == (one.lead.pk, one.organisation.pk)
    assert event.detail == {"kind": kind, "as_at": "2026-02-28"}


@pytest.mark.django_db
def test_a_file_holds_the_people_of_the_list_it_was_asked_from() -> None:
    _, one, _ = two_employers()
    sent = {"kind": "people_csv", "show": "expired", "role_group": "frontline_direct", "q": "nobody at all"}
    answer = signed_in(one.lead).post(home_of(one), sent)
    assert answer.content.decode("utf-8-sig").count("\r\n") == 2
    assert b"Expired" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{}, {"kind": "everything"}])
def test_what_is_no_file_of_ours_is_not_made(sent: dict[str, str]) -> None:
    _, one, _ = two_employers()
    answer = signed_in(one.lead).post(home_of(one), sent)
    assert "Take figures home" in answer.content.decode()
    assert not Event.objects.filter(action="coverage.file_taken").exists()


@pytest.mark.django_db
def test_a_day_without_figures_makes_no_file_and_says_why() -> None:
    _, one, _ = two_employers()
    answer = signed_in(one.lead).post(f"{home_of(one)}?as_at=2027-01-01", {"kind": "people_csv", "show": "all"})
    assert "That day has not come yet" in answer.content.decode()
    assert not Event.objects.filter(action="coverage.file_taken").exists()


def test_a_large_file_is_made_by_the_worker_after_the_commit(
    file_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE", 5)
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    led_to = browser.post(f"{home_of(one)}?as_at=2026-02-28", {"kind": "people_csv", "show": "all"})["Location"]
    waiting = browser.get(led_to).content.decode()
    assert "Your file is being made" in waiting
    assert "0 of 9 people" in waiting
    assert f'hx-get="{led_to}" hx-trigger="every 2s"' in waiting
    assert browser.get(f"{led_to}file").status_code == 404
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert DBTaskResult.objects.get(task_path=make_asked_download.module_path).status == "SUCCESSFUL"
    ready = browser.get(led_to, HTTP_HX_REQUEST="true").content.decode()
    assert "Your file is ready" in ready
    assert "hx-get" not in ready
    assert "<html" not in ready
    answer = browser.get(f"{led_to}file")
    assert answer["Content-Disposition"] == 'attachment; filename="people-midshire-trust-2026-02-28.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbforganisation,as_at,family_name")
    assert [e.action for e in Event.objects.filter(action__startswith="coverage.").order_by("pk")] == [
        "coverage.download_asked",
        "coverage.file_taken",
    ]


@pytest.mark.django_db
def test_made_twice_it_is_made_once_and_gone_it_is_not_made() -> None:
    _, one, _ = two_employers()
    wanted = asked(one)
    make_download(wanted.pk)
    wanted.refresh_from_db()
    first = wanted.file
    make_download(wanted.pk)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.file, wanted.done, wanted.total) == (DownloadState.READY, first, 9, 9)
    assert wanted.size == storages["private"].size(first)
    wanted.delete()
    make_download(wanted.pk)
    assert not Download.objects.exists()


@pytest.mark.django_db
def test_a_worker_that_was_stopped_may_start_over() -> None:
    _, one, _ = two_employers()
    wanted = asked(one, state=DownloadState.WORKING, done=4)
    make_download(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.state == DownloadState.READY


@pytest.mark.django_db
def test_who_leads_no_more_gets_nothing_made() -> None:
    _, one, _ = two_employers()
    wanted = asked(one)
    RoleAssignment.objects.filter(user=one.lead).update(ended_on=T)
    make_download(wanted.pk)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.file) == (DownloadState.STOPPED, "")


@pytest.mark.django_db
def test_what_cannot_be_made_says_so_and_can_be_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _, one, _ = two_employers()
    wanted = asked(one, kind="unknown")
    with pytest.raises(KeyError):
        make_download(wanted.pk)
    Download.objects.update(kind="people_csv")
    page = signed_in(one.lead).get(f"{home_of(one)}{wanted.uuid}/").content.decode()
    assert "This file was not made" in page
    assert f'<input type="hidden" name="again" value="{wanted.uuid}">' in page
    assert "hx-get" not in page[page.index("<main") :]


@pytest.mark.django_db
def test_one_that_does_not_move_any_more_is_called_not_made(clock: time_machine.Traveller) -> None:
    _, one, _ = two_employers()
    wanted = asked(one)
    browser, address = signed_in(one.lead), f"{home_of(one)}{wanted.uuid}/"
    clock.shift(dt.timedelta(minutes=9))
    assert "Your file is being made" in browser.get(address).content.decode()
    clock.shift(dt.timedelta(minutes=2))
    assert "This file was not made" in browser.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "file"])
def test_only_who_asked_and_still_leads_gets_it(page: str) -> None:
    _, one, other = two_employers()
    wanted = downloaded(one.organisation, one.lead, b"names")
    address = f"{home_of(one)}{wanted.uuid}/{page}"
    assert signed_in(one.lead).get(address).status_code == 200
    assert signed_in(one.lead).post(address).status_code == 405
    colleague = RoleAssignmentFactory(hr_lead=True, organisation=one.organisation).user
    manager = RoleAssignmentFactory(role="team_manager", team=one.team).user
    for stranger in (colleague, other.lead, manager, RoleAssignmentFactory(administrator=True).user):
        assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(one.lead).get(f"{home_of(other)}{wanted.uuid}/{page}").status_code == 404
    browser = signed_in(one.lead)
    RoleAssignment.objects.filter(user=one.lead).update(ended_on=T)
    assert browser.get(address).status_code == 404


@pytest.mark.django_db
def test_the_list_of_files_shows_ones_own_alone() -> None:
    _, one, _ = two_employers()
    downloaded(one.organisation, one.lead, b"names")
    colleague = RoleAssignmentFactory(hr_lead=True, organisation=one.organisation).user
    assert "Made for you" in signed_in(one.lead).get(home_of(one)).content.decode()
    assert "Made for you" not in signed_in(colleague).get(home_of(one)).content.decode()


@pytest.mark.django_db
def test_whoever_does_not_lead_the_organisation_asks_for_nothing() -> None:
    _, one, other = two_employers()
    with pytest.raises(PermissionDenied):
        ask_for_download(other.lead, one.organisation, "people_csv", T, ALL, total=9, now=timezone.now())
    assert signed_in(other.lead).post(home_of(one), {"kind": "people_csv"}).status_code == 404
    assert not Download.objects.exists()


@pytest.mark.django_db
def test_words_that_somebody_was_looked_for_by_are_not_kept() -> None:
    _, one, _ = two_employers()
    wish = Wish("all", team_ids={one.team.pk}, words="Soon")
    kept = ask_for_download(one.lead, one.organisation, "people_csv", T, wish, total=9, now=timezone.now()).wished
    assert Wish(**kept) == Wish("all", team_ids=[one.team.pk])


@pytest.mark.django_db
def test_after_seven_days_file_and_row_are_gone(clock: time_machine.Traveller) -> None:
    _, one, _ = two_employers()
    old = downloaded(one.organisation, one.lead, b"names")
    stopped = asked(one, state=DownloadState.STOPPED)
    clock.shift(dt.timedelta(days=1))
    new = downloaded(one.organisation, one.lead, b"names")
    clock.shift(dt.timedelta(days=6))
    browser = signed_in(one.lead)
    assert browser.get(f"{home_of(one)}{old.uuid}/file").status_code == 404, "also before the night's command"
    out = io.StringIO()
    call_command("forget_downloads", stdout=out)
    assert out.getvalue() == "2 downloads forgotten\n"
    assert list(Download.objects.all()) == [new]
    assert not storages["private"].exists(old.file)
    assert storages["private"].exists(new.file)
    assert stopped.file == ""


@pytest.mark.django_db
def test_a_file_that_was_lost_is_not_there() -> None:
    _, one, _ = two_employers()
    wanted = downloaded(one.organisation, one.lead, b"names")
    storages["private"].delete(wanted.file)
    assert signed_in(one.lead).get(f"{home_of(one)}{wanted.uuid}/file").status_code == 404


@pytest.mark.django_db
def test_asked_again_it_holds_the_same_people() -> None:
    _, one, other = two_employers()
    fields: dict[str, Any] = {"wished": {"show": "expired"}, "state": DownloadState.STOPPED}
    stopped = downloaded(one.organisation, one.lead, b"", **fields)
    answer = signed_in(one.lead).post(home_of(one), {"kind": "people_csv", "again": stopped.uuid})
    assert answer.content.count(b"\r\n") == 2
    strangers = downloaded(other.organisation, other.lead, b"", **fields)
    assert signed_in(one.lead).post(home_of(one), {"kind": "people_csv", "again": strangers.uuid}).status_code == 404


@pytest.mark.django_db
def test_where_nothing_can_be_drawn_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _, one, _ = two_employers()
    monkeypatch.setattr("learning.certificates.fonts.FOLDER", "fonts/nowhere/")
    forget_styles()
    answer = signed_in(one.lead).post(home_of(one), {"kind": "board_report"}, follow=True)
    forget_styles()
    assert "The report could not be drawn just now" in answer.content.decode()
    assert not Event.objects.filter(action="coverage.file_taken").exists()
