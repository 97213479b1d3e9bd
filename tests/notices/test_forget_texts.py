"""The log of what was sent: how each message stands, and what stays of it after ninety days."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from learning.notices.actions.deliver_message import deliver, release
from learning.notices.actions.forget_texts import KEPT_DAYS, forget_texts
from learning.notices.actions.queue_message import Draft, queue_for_hours, queue_message
from learning.notices.models import Message, MessageState
from learning.notices.querysets import MOST_ATTEMPTS
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def logged(key: str, **state: Any) -> Message:
    message = queue_message(key=key, to="a@example.org", subject="Due", text="Hello.", html="<p>Hello.</p>")
    Message.objects.filter(pk=message.pk).update(**state)
    return message


def states() -> dict[str, str]:
    return dict(Message.objects.with_state(NOW).values_list("key", "state"))


def test_every_message_has_one_state(clock: Any) -> None:
    logged("waits:1")
    logged("sending:1", claimed_at=NOW)
    logged("sent:1", claimed_at=NOW - DAY, sent_at=NOW - DAY)
    logged("unclear:1", claimed_at=NOW - HOUR)
    logged("refused:1", attempts=MOST_ATTEMPTS)
    assert states() == {
        "waits:1": MessageState.WAITING,
        "sending:1": MessageState.WAITING,
        "sent:1": MessageState.SENT,
        "unclear:1": MessageState.UNCLEAR,
        "refused:1": MessageState.GIVEN_UP,
    }


def test_after_ninety_days_the_texts_go_and_the_log_stays(clock: Any) -> None:
    old, young = NOW - KEPT_DAYS * DAY, NOW - (KEPT_DAYS - 1) * DAY
    logged("sent:1", created_at=old, claimed_at=old, sent_at=old)
    logged("sent:2", created_at=young, claimed_at=young, sent_at=young)
    logged("refused:1", created_at=old, attempts=MOST_ATTEMPTS)
    logged("waits:1", created_at=old)
    assert forget_texts(NOW) == 2
    assert forget_texts(NOW) == 0
    kept = set(Message.objects.exclude(text="").values_list("key", flat=True))
    assert kept == {"sent:2", "waits:1"}
    gone = Message.objects.get(key="sent:1")
    assert (gone.subject, gone.text, gone.html, gone.kind, gone.to) == ("", "", "", "sent", "a@example.org")


def test_what_was_forgotten_is_not_sent_empty(clock: Any) -> None:
    old = NOW - KEPT_DAYS * DAY
    message = logged("refused:1", created_at=old, attempts=MOST_ATTEMPTS)
    call_command("forget_mail", stdout=StringIO())
    message.refresh_from_db()
    assert not release(message)
    with pytest.raises(CommandError, match="no longer kept"):
        call_command("send_notices", again="refused:1")


class TestInHours:
    """28 February 2026 is a Saturday."""

    def test_a_nudge_waits_for_monday_at_eight(self, clock: Any) -> None:
        nudge = queue_message(key="practice:1", to="a@example.org", subject="Due", text="Hello.", is_nudge=True)
        answer = queue_message(key="answer:1", to="a@example.org", subject="Answer", text="Hello.")
        assert not deliver(nudge.pk)
        assert deliver(answer.pk)
        nudge.refresh_from_db()
        monday = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
        assert (nudge.try_after, nudge.attempts, nudge.kind) == (monday, 0, "practice")
        clock.move_to(monday - dt.timedelta(seconds=1))
        assert not deliver(nudge.pk)
        clock.move_to(monday)
        assert deliver(nudge.pk)
        assert len(mail.outbox) == 2

    def test_one_refused_at_five_to_six_waits_for_the_next_morning(self, clock: Any) -> None:
        clock.move_to(dt.datetime(2026, 3, 2, 18, 5, tzinfo=dt.UTC))
        (message,) = queue_for_hours([Draft("digest:1", "a@example.org", "Due", "Hello.")], NOW)
        call_command("send_notices", stdout=StringIO())
        message.refresh_from_db()
        assert message.try_after == dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)
        assert mail.outbox == []

    def test_many_are_written_in_one_query(self, clock: Any, django_assert_num_queries: Any) -> None:
        for number in (3, 60):
            drafts = [Draft(f"digest:{number}:{n}", "a@example.org", "Due", "Hello.") for n in range(number)]
            with django_assert_num_queries(1):
                queue_for_hours(drafts, NOW)
        assert Message.objects.filter(in_hours=True, try_after=NOW).count() == 63


def test_nudges_of_this_week_are_found_and_no_others(clock: Any) -> None:
    monday = dt.datetime(2026, 2, 23, tzinfo=dt.UTC)
    for key, moment, is_nudge in [
        ("in:1", monday, True),
        ("before:1", monday - dt.timedelta(seconds=1), True),
        ("asked-for:1", NOW, False),
    ]:
        logged(key, created_at=moment, is_nudge=is_nudge)
    assert [message.key for message in Message.objects.nudges_in_week_of(NOW)] == ["in:1"]
