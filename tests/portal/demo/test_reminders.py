"""The demonstration's weekly mails: once, of one employer, all of them in the past, none really sent."""

import datetime as dt

import pytest
from django.core import mail

from learning.coverage.models import Digest, ReminderSetting
from learning.notices.models import Message, MessageState
from learning.portal.demo.reminders import EMPLOYER, WEEKS, load_reminders
from learning.workforce.models import Organisation
from tests.coverage.digest_factories import asked, in_post, settled

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)


def test_six_weeks_of_them_and_one_that_was_not_taken() -> None:
    world = asked()
    ReminderSetting.objects.all().delete()
    Organisation.objects.filter(pk=world.organisation.pk).update(slug=EMPLOYER)
    for number in range(3):
        in_post(world, verified=False, start=DAY - dt.timedelta(days=40 + 20 * number))
    settled()
    for _again in range(2):
        load_reminders(DAY)
    states = list(Message.objects.with_state(dt.datetime(2027, 1, 1, tzinfo=dt.UTC)).values_list("state", flat=True))
    assert states.count(MessageState.GIVEN_UP) == 1
    assert set(states) == {MessageState.GIVEN_UP, MessageState.SENT}
    days = set(Digest.objects.values_list("day", flat=True))
    assert len(days) > 1
    assert min(days) >= DAY - dt.timedelta(weeks=WEEKS + 1)
    assert max(days) <= DAY
    assert mail.outbox == []
