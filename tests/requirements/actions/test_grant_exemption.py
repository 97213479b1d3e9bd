"""Somebody is excused for a while, for a year at most, and the trail says by whom."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning.audit.models import Event
from learning.requirements.actions.grant_exemption import end_exemption, grant_exemption, withdraw_exemption
from learning.requirements.models import Exemption, StatusSpan
from learning.workforce.models import Employment
from tests.requirements.factories import ExemptionFactory, RequirementFactory
from tests.workforce.factories import EmploymentFactory, LevelMapFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db
START = dt.date(2026, 3, 1)


@pytest.fixture
def post() -> Employment:
    LevelMapFactory(level=2)
    RequirementFactory(level=1)
    return EmploymentFactory()


def exemption(post: Employment, ends_on: dt.date, starts_on: dt.date = START) -> Exemption:
    administrator = RoleAssignmentFactory(administrator=True).user
    built: Exemption = ExemptionFactory.build(
        person=post.person,
        organisation=post.organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        approved_by=administrator,
    )
    return built


def status(post: Employment, day: dt.date) -> str:
    return str(StatusSpan.objects.on(day).of(post.person).get().status)


def test_a_year_is_granted_and_a_day_more_is_not(post: Employment) -> None:
    saved = grant_exemption(None, exemption(post, dt.date(2027, 2, 28)))
    assert [status(post, day) for day in (START, saved.ends_on)] == ["exempt", "exempt"]
    assert status(post, dt.date(2027, 3, 1)) == "never"
    with pytest.raises(ValidationError, match="12 months at most, to 28 February 2027"):
        grant_exemption(None, exemption(post, dt.date(2027, 3, 1)))


def test_it_ends_on_or_after_its_first_day(post: Employment) -> None:
    grant_exemption(None, exemption(post, START))
    with pytest.raises(ValidationError, match="cannot come before"):
        grant_exemption(None, exemption(post, START - dt.timedelta(1)))


def test_it_is_never_shown_as_done(post: Employment) -> None:
    grant_exemption(None, exemption(post, dt.date(2026, 12, 31)))
    span = StatusSpan.objects.on(START).of(post.person).get()
    assert (span.status, span.counted) == ("exempt", False)


def test_the_trail_says_who_excused_whom_in_which_category_and_no_word_more(post: Employment) -> None:
    one = exemption(post, dt.date(2026, 12, 31))
    saved = grant_exemption(one.approved_by, one)
    ended = end_exemption(one.approved_by, saved, dt.date(2026, 5, 31))
    withdraw_exemption(one.approved_by, ended)
    events = list(Event.objects.filter(action__startswith="exemption.").order_by("pk"))
    assert [event.action for event in events] == ["exemption.granted", "exemption.ended", "exemption.withdrawn"]
    assert {event.organisation_id for event in events} == {post.organisation_id}
    assert events[0].detail == {"person": post.person_id, "module": None, "category": "agreed"}
    assert status(post, START) == "never"
    assert Exemption.objects.filter(superseded_at__lte=timezone.now()).count() == 2
