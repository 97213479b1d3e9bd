"""A module's last day: who sets it, what may replace it, and what readers are told."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from learning.modules.actions.retire_module import keep_module, retire_module
from tests.signing_in import signed_in

from ..factories import module_page, published, publisher, trainer

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 31)


def test_the_catalogue_and_the_overview_say_it_before_and_the_overview_after(
    client: Client, clock: time_machine.Traveller
) -> None:
    old, new = published(title="Short notes"), published(title="The whole module")
    retire_module(publisher(), old, DAY, replaced_by=new.module, note="The whole one says it better.")
    listed = client.get(reverse("catalogue")).content.decode()
    assert "Nobody starts it from 31 March 2026 on." in listed
    shown = client.get(reverse("overview", args=["short-notes"])).content.decode()
    for words in ("The whole one says it better.", reverse("overview", args=["the-whole-module"])):
        assert words in shown
    clock.move_to(dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC))
    assert "Short notes" not in client.get(reverse("catalogue")).content.decode()
    assert "This module was retired on 31 March 2026." in client.get(old.get_url()).content.decode()


def test_statuses_follow_and_it_can_be_taken_back(django_capture_on_commit_callbacks: object) -> None:
    page, user = published(), publisher()
    with django_capture_on_commit_callbacks(execute=True):
        retire_module(user, page, DAY)
        kept = keep_module(user, page)
    assert (kept.retired_on, kept.replaced_by, kept.retirement_note) == (None, None, "")
    assert DBTaskResult.objects.filter(task_path__contains="rebuild_all_statuses").count() == 2


def test_a_replacement_can_be_taken_and_leads_nowhere_back() -> None:
    user, old, new = publisher(), published(title="Old"), published(title="New")
    retire_module(user, old, DAY, replaced_by=new.module)
    with pytest.raises(ValidationError, match="leads back"):
        retire_module(user, new, DAY - dt.timedelta(1), replaced_by=old.module)
    with pytest.raises(ValidationError, match="Nobody can start"):
        retire_module(user, published(title="Third"), DAY, replaced_by=old.module)


def test_a_trainer_does_not_end_what_everybody_is_asked_for() -> None:
    page, user = published(), trainer()
    with pytest.raises(PermissionDenied):
        retire_module(user, page, DAY)
    answer = signed_in(user).post(reverse("retire_module", args=[page.pk]), {"day": "2027-01-01"})
    assert answer.url == reverse("wagtailadmin_home")
    page.module.refresh_from_db()
    assert page.module.retired_on is None


def test_what_was_never_published_needs_no_last_day() -> None:
    with pytest.raises(ValidationError, match="never published"):
        retire_module(publisher(), module_page(), DAY)
