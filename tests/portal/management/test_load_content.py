"""The command that brings all content, in the order in which the parts need each other."""

import datetime as dt
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from learning.cases.models import LearningCasePage, ModuleLink
from learning.modules.models import ModulePage, ModuleVersion
from learning.requirements.models import Requirement
from learning.workforce.models import LevelMap

pytestmark = pytest.mark.django_db

# Written anew each time, or by the worker, whatever stays the same.
PASSING = {"index", "referenceindex", "dbtaskresult", "session"}


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("load_content", *arguments, stdout=out)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not any(word in model._meta.model_name for word in PASSING)
    }


def test_live_everything_is_there_and_a_second_time_changes_nothing(client: Client) -> None:
    first = said("--live", "--published-on", "2022-03-01")
    assert "12 modules, all live" in first
    assert ModulePage.objects.live().count() == 12
    assert LearningCasePage.objects.count() == 10
    assert ModuleLink.objects.count() == 26
    assert Requirement.objects.count() == 12
    assert {timezone.localdate(v.published_at) for v in ModuleVersion.objects.all()} == {dt.date(2022, 3, 1)}
    cases = {
        block["value"]["case"]
        for version in ModuleVersion.objects.all()
        for section in version.body
        for block in section["value"]["blocks"]
        if block["type"] == "linked_case"
    }
    assert cases == set(LearningCasePage.objects.values_list("pk", flat=True))
    before = rows()
    assert said("--live", "--published-on", "2022-03-01") == first
    assert rows() == before
    assert client.get(reverse("catalogue"), {"q": "adultification"}).status_code == 200


def test_a_real_network_gets_drafts(settings: Settings) -> None:
    settings.DEMO = False
    assert "0 live and 12 as drafts" in said()
    assert not ModuleVersion.objects.exists()


def test_a_day_that_is_none_is_said(settings: Settings) -> None:
    with pytest.raises(CommandError, match="is no day"):
        said("--published-on", "yesterday")


def test_in_the_demonstration_the_network_asks_since_last_year(settings: Settings) -> None:
    settings.DEMO = True
    said("--live")
    today = timezone.localdate()
    assert ModuleVersion.objects.filter(published_at__date__lt=today - dt.timedelta(days=1100)).count() == 12
    first_days = set(Requirement.objects.values_list("starts_on", flat=True))
    assert first_days == set(LevelMap.objects.values_list("starts_on", flat=True))
    days_asked = {(today - day).days for day in first_days}
    # A whole year of figures lies behind the first people's 90 days, and not years of being late.
    assert all(365 + 90 <= days <= 2 * 365 for days in days_asked)
