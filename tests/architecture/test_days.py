"""A day is a day in London, and one call says which: `timezone.localdate()`, with the moment where there is one."""

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.admin.localization import get_available_admin_time_zones

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "learning").rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T23:30:00+00:00", "2026-07-01"),  # 00:30 in British Summer Time
        ("2026-06-30T22:59:59+00:00", "2026-06-30"),
        ("2026-12-31T23:59:59+00:00", "2026-12-31"),  # winter: London keeps UTC
        ("2026-03-29T00:30:00+00:00", "2026-03-29"),
        ("2026-10-24T23:30:00+00:00", "2026-10-25"),  # the clocks go back that night
        ("2026-07-01T01:30:00+02:00", "2026-07-01"),
    ],
)
def test_the_day_of_a_moment_is_londons(moment: str, day: str) -> None:
    assert timezone.localdate(dt.datetime.fromisoformat(moment)) == dt.date.fromisoformat(day)


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="naive"):
        timezone.localdate(dt.datetime(2026, 6, 30, 23, 30))


def test_no_editor_can_choose_other_days() -> None:
    """Wagtail's editor would work in the time zone of each editor's profile, and so would our rules inside it."""
    assert get_available_admin_time_zones() == [settings.TIME_ZONE] == ["Europe/London"]


def ways_round(source: str) -> list[str]:
    """Calls that change the time zone of a request, or ask the machine for its own day."""
    forbidden = {"timezone.activate", "timezone.override", "timezone.deactivate", "dt.date.today", "date.today"}
    calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call for call in calls if call in forbidden or (call.endswith(").date") and "astimezone" in call)]


def test_nothing_goes_round_it() -> None:
    assert {str(path.relative_to(ROOT)): ways_round(path.read_text()) for path in SOURCES} == {
        str(path.relative_to(ROOT)): [] for path in SOURCES
    }


@pytest.mark.parametrize("source", ["timezone.activate(zone)", "dt.date.today()", "now.astimezone(LONDON).date()"])
def test_a_way_round_is_found(source: str) -> None:
    assert ways_round(source)
