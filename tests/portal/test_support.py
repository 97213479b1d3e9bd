"""Whom somebody can talk to now: open first, one's own employer's before the network's, and nobody else's."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from learning.notices.days_off import bank_holidays_around
from learning.portal.support import LINES, NETWORK_WIDE, employers_of, few_of, lines_for, says_of
from learning.workforce.models import SupportLine
from learning.workforce.opening_hours import LONDON, read_hours, standing_at
from tests.records.conftest import Learner
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, PersonFactory, SupportLineFactory

pytestmark = pytest.mark.django_db
MONDAY_NOON = dt.datetime(2026, 3, 2, 12, tzinfo=LONDON)
MONDAY_NIGHT = dt.datetime(2026, 3, 2, 23, tzinfo=LONDON)
WEEKDAYS = "Monday to Friday 09:00-17:00"


def names(employers: list[int], moment: dt.datetime) -> list[str]:
    return [str(line.name) for line in lines_for(employers, moment)]


def test_without_any_the_network_has_somebody_at_any_hour() -> None:
    assert lines_for([], MONDAY_NIGHT) == NETWORK_WIDE


def test_ones_own_employers_that_answer_now_come_first_and_the_closed_ones_last() -> None:
    own = OrganisationFactory()
    SupportLineFactory(organisation=own, name="Listening line", hours=WEEKDAYS)
    SupportLineFactory(organisation=None, name="The network's", hours=WEEKDAYS)
    SupportLineFactory(name="Another employer's")
    always = [str(line.name) for line in NETWORK_WIDE]
    assert names([own.pk], MONDAY_NOON) == ["Listening line", *always, "The network's"]
    assert names([own.pk], MONDAY_NIGHT) == [*always, "Listening line", "The network's"]
    assert names([], MONDAY_NOON) == [*always, "The network's"]


def test_a_note_has_room_for_ones_own_and_those_at_any_hour_before_others() -> None:
    own = OrganisationFactory()
    for name in ("One more", "Another"):
        SupportLineFactory(organisation=None, name=name)
    everybody = few_of(lines_for([], MONDAY_NOON))
    assert [line in NETWORK_WIDE for line in everybody] == [True, True, False]
    for number in range(4):
        SupportLineFactory(organisation=own, name=f"Own {number}", hours=WEEKDAYS)
    few = few_of(lines_for([own.pk], MONDAY_NIGHT))
    assert few[:2] == NETWORK_WIDE
    assert [line.is_own for line in few] == [False, False, True, True, True, True]


def test_employers_are_those_of_today() -> None:
    person = PersonFactory()
    now = EmploymentFactory(person=person)
    EmploymentFactory(person=person, left=dt.date(2021, 1, 1))
    assert employers_of(person, dt.date(2026, 3, 2)) == [now.organisation_id]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (MONDAY_NOON, "Open now, until 17:00"),
        (MONDAY_NIGHT, "Closed now, opens tomorrow at 09:00"),
        (dt.datetime(2026, 3, 2, 7, tzinfo=LONDON), "Closed now, opens at 09:00"),
        (dt.datetime(2026, 3, 6, 18, tzinfo=LONDON), "Closed now, opens on Monday at 09:00"),
    ],
)
def test_it_is_said_in_words(moment: dt.datetime, said: str) -> None:
    assert says_of(standing_at(read_hours(WEEKDAYS), moment), moment) == said


def test_bank_holidays_come_by_rule_and_from_the_settings(settings) -> None:
    settings.EXTRA_BANK_HOLIDAYS = ["2026-03-02"]
    assert {dt.date(2026, 3, 2), dt.date(2026, 4, 6)} <= bank_holidays_around(dt.date(2026, 3, 1))
    own = OrganisationFactory()
    SupportLineFactory(organisation=own, name="Listening line", hours=WEEKDAYS)
    line = next(line for line in lines_for([own.pk], MONDAY_NOON) if line.is_own)
    assert line.says == "Closed now, opens tomorrow at 09:00"


def test_a_line_by_text_opens_the_messages() -> None:
    SupportLineFactory(organisation=None, number="85 258", by_text=True)
    assert lines_for([], MONDAY_NOON)[-1].href == "sms:85258"


def test_hours_that_cannot_be_read_are_refused_at_their_field() -> None:
    line = SupportLine(name="Line", number="0800 111", hours="whenever")
    with pytest.raises(ValidationError, match="whenever") as refused:
        line.full_clean()
    assert set(refused.value.message_dict) == {"hours"}


@pytest.mark.parametrize("number", ["call me", "javascript:1", "12"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        SupportLine(name="Line", number=number).full_clean()


def test_the_player_and_the_page_show_the_own_employers_alone(client: Client) -> None:
    learner = Learner()
    own = EmploymentFactory(person=learner.person).organisation
    SupportLineFactory(organisation=own, name="Our listening line")
    SupportLineFactory(name="Foreign line")
    client.force_login(learner.user)
    page = client.get(reverse("player_section", args=[learner.version.module.slug, 1])).content.decode()
    assert "Our listening line" in page
    assert "Foreign line" not in page
    client.logout()
    assert "Our listening line" not in client.get(reverse("about_leaving")).content.decode()


def test_a_changed_line_is_seen_at_once(client: Client) -> None:
    line = SupportLineFactory(organisation=None, name="Before")
    assert "Before" in names([], MONDAY_NOON)
    line.name = "After"
    line.save()
    assert "After" in names([], MONDAY_NOON)
    line.delete()
    assert names([], MONDAY_NOON) == [str(one.name) for one in NETWORK_WIDE]
    assert LINES.most >= 1
