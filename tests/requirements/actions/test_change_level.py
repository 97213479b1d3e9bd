"""An administrator lets a role group need another level; what stood before stays readable, and so does who did it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.requirements.actions.change_level import change_level
from learning.requirements.levels import LevelChange
from learning.requirements.status_on import status_on
from learning.workforce.models import LevelMap, RoleGroup
from tests.requirements.factories import RequirementFactory
from tests.workforce.factories import EmploymentFactory, LevelMapFactory, OrganisationFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def group() -> RoleGroup:
    return LevelMapFactory(level=2).role_group


def told(group: RoleGroup) -> list[tuple[int, dt.date, dt.date | None]]:
    return [(one.level, one.starts_on, one.ended_on) for one in LevelMap.objects.standing().filter(role_group=group)]


def test_the_level_before_ends_and_the_new_one_begins(group: RoleGroup) -> None:
    administrator = RoleAssignmentFactory(administrator=True).user
    start = LevelMap.objects.get().starts_on
    saved = change_level(administrator, LevelChange(group, 3, "practice", DAY))
    assert told(group) == [(2, start, DAY), (3, DAY, None)]
    assert LevelMap.objects.count() == 3, "the open one is superseded, not overwritten"
    event = Event.objects.get(action="level.changed")
    assert (event.actor_id, event.object_id) == (administrator.pk, str(saved.pk))
    assert event.detail == {"role_group": group.pk, "level": 3, "path": "practice"}


def test_on_the_day_it_began_it_is_bettered(group: RoleGroup) -> None:
    start = LevelMap.objects.get().starts_on
    change_level(None, LevelChange(group, 4, "practice", start))
    assert told(group) == [(4, start, None)]


def test_what_it_asks_follows(group: RoleGroup) -> None:
    module, post = RequirementFactory(level=3, path="practice").module, EmploymentFactory(role_group=group)
    change_level(None, LevelChange(group, 3, "practice", DAY))
    days = [DAY - dt.timedelta(1), DAY]
    assert [status_on(post.person, post.organisation, module, day).status for day in days] == [
        "not_required",
        "in_grace",
    ]


def test_no_change_is_refused_in_words(group: RoleGroup) -> None:
    with pytest.raises(ValidationError, match="already"):
        change_level(None, LevelChange(group, 2, "practice", DAY))


def test_an_hr_lead_changes_no_level(group: RoleGroup) -> None:
    lead = RoleAssignmentFactory(hr_lead=True, organisation=OrganisationFactory()).user
    with pytest.raises(PermissionDenied):
        change_level(lead, LevelChange(group, 1, "practice", DAY))
    assert len(told(group)) == 1
