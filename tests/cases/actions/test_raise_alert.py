"""Somebody at risk now: those who know who it is are asked in turn until one of them acts."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone
from time_machine import Traveller

from learning.cases.actions.raise_alert import acknowledge_alert, contacts, pass_alerts_on, raise_alert
from learning.cases.life_cycle import State
from learning.cases.models import RiskAlert
from learning.notices.models import Message
from learning.workforce.models import User
from tests.cases.case_factories import Desk, case_in, desk

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)


@pytest.fixture
def people(clock: Traveller) -> Desk:
    return desk()


def told(people: Desk) -> list[str]:
    names = {user.email: name for name, user in people.people.items()}
    return sorted(names[to] for to in Message.objects.filter(key__startswith="case-risk").values_list("to", flat=True))


def test_the_reviewer_and_the_deputy_are_asked_at_once(people: Desk) -> None:
    alert = raise_alert(people["coordinator"], case_in(State.TRIAGE, people))
    assert told(people) == ["own reviewer", "second own reviewer"]
    assert set(alert.told.all()) == {people["own reviewer"], people["second own reviewer"]}
    text = Message.objects.filter(key__startswith="case-risk")[0].text
    assert "C-0" not in text
    assert people["author"].email not in text


def test_a_second_alarm_is_the_same_alert(people: Desk) -> None:
    case = case_in(State.NETWORK_REVIEW, people)
    assert raise_alert(people["network reviewer"], case) == raise_alert(people["author"], case)
    assert len(told(people)) == 2


@pytest.mark.parametrize("name", ["stranger", "hr lead", "superuser", "network reviewer"])
def test_whoever_does_not_read_the_case_raises_nothing(people: Desk, name: str) -> None:
    with pytest.raises(PermissionDenied):
        raise_alert(people[name], case_in(State.TRIAGE, people))
    assert not RiskAlert.objects.exists()


def test_the_author_is_never_among_those_asked(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    assert people["author"].pk not in contacts(case, T)


def test_after_an_hour_the_next_one_is_asked_and_at_last_everybody_again(people: Desk, clock: Traveller) -> None:
    case = case_in(State.TRIAGE, people)
    alert = raise_alert(people["coordinator"], case)
    clock.shift(dt.timedelta(minutes=59))
    assert pass_alerts_on(timezone.now()).done == 0
    for asked in range(3, len(contacts(case, T)) + 1):
        clock.shift(dt.timedelta(hours=1))
        assert pass_alerts_on(timezone.now()).done == 1
        assert pass_alerts_on(timezone.now()).done == 0
        alert.refresh_from_db()
        assert set(alert.told.values_list("pk", flat=True)) == set(contacts(case, T)[:asked])
    before = len(told(people))
    clock.shift(dt.timedelta(hours=1))
    pass_alerts_on(timezone.now())
    assert len(told(people)) == before + len(contacts(case, T))


def test_whoever_acts_ends_it(people: Desk, clock: Traveller) -> None:
    alert = raise_alert(people["coordinator"], case_in(State.TRIAGE, people))
    acknowledge_alert(people["own reviewer"], alert)
    acknowledge_alert(people["second own reviewer"], alert)
    alert.refresh_from_db()
    assert alert.acknowledged_by == people["own reviewer"]
    clock.shift(dt.timedelta(hours=5))
    out = StringIO()
    call_command("pass_alerts_on", stdout=out)
    assert out.getvalue() == ""


def test_one_that_breaks_holds_up_none_of_the_others(people: Desk, clock: Traveller) -> None:
    """Somebody at risk waits for nobody's broken address."""
    broken = raise_alert(people["coordinator"], case_in(State.TRIAGE, people))
    clock.shift(dt.timedelta(minutes=1))
    sound = raise_alert(people["coordinator"], case_in(State.TRIAGE, people))
    clock.shift(dt.timedelta(hours=1))
    User.objects.filter(pk=contacts(broken.case, T)[2]).update(email="no address")
    out = StringIO()
    with pytest.raises(CommandError, match=str(broken.uuid)):
        call_command("pass_alerts_on", stdout=out)
    User.objects.filter(pk=contacts(broken.case, T)[2]).update(email="mended@desk.example")
    call_command("pass_alerts_on", stdout=out)
    for alert in (broken, sound):
        assert alert.told.count() == 3


@pytest.mark.parametrize("name", ["author", "coordinator", "ig lead", "superuser"])
def test_whoever_was_not_asked_acknowledges_nothing(people: Desk, name: str) -> None:
    alert = raise_alert(people["coordinator"], case_in(State.TRIAGE, people))
    with pytest.raises(PermissionDenied):
        acknowledge_alert(people[name], alert)
