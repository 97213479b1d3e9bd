"""Publishing on time: each page by itself, and each exactly once."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.modules.models import ModulePage
from learning.notices.models import Message

from . import bodies
from .factories import module_page, trainer


def due(title: str, **fields: object) -> ModulePage:
    """A draft whose time came an hour ago."""
    page = module_page(title, **fields)
    revision = page.get_latest_revision()
    revision.user, revision.approved_go_live_at = trainer(), timezone.now() - dt.timedelta(hours=1)
    revision.save()
    return page


def numbers(page: ModulePage) -> list[str]:
    page.refresh_from_db()
    return [version.number for version in page.module.versions.all()] if page.module else []


@pytest.mark.django_db
def test_one_that_is_not_complete_stops_no_other_and_its_author_is_told_once() -> None:
    first = due("First")
    open_one = due("Open", body=[bodies.section("s1", bodies.question("q1", right="", others="ab"))])
    last = due("Last")
    with pytest.raises(CommandError, match="Open"):
        call_command("publish_scheduled")
    assert numbers(first) == numbers(last) == ["1.0"]
    assert numbers(open_one) == []
    assert not open_one.live
    (letter,) = Message.objects.all()
    assert letter.to == open_one.get_latest_revision().user.email
    assert "Open" not in letter.subject
    call_command("publish_scheduled")  # it is a draft again, and nothing is due
    assert numbers(first) == numbers(last) == ["1.0"]
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_what_is_not_due_waits() -> None:
    page = due("Later")
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + dt.timedelta(hours=1)
    revision.save()
    call_command("publish_scheduled")
    assert numbers(page) == []


@pytest.mark.django_db
def test_a_dry_run_changes_nothing() -> None:
    page = due("Tried")
    call_command("publish_scheduled", "--dryrun")
    assert numbers(page) == []
    assert page.get_latest_revision().approved_go_live_at is not None
