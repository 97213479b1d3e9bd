"""The outbox: queued with its cause, sent after it, at most once whatever breaks."""

import datetime as dt
import smtplib
import socket
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from learning.notices.actions.deliver_message import deliver, release
from learning.notices.actions.queue_message import queue_message
from learning.notices.models import Message
from learning.notices.querysets import MOST_ATTEMPTS
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def queue(key: str = "reminder:1", **changes: str) -> Message:
    fields = {"to": "ayesha@example.org", "subject": "A module is due", "text": "Hello.", "html": ""}
    return queue_message(key=key, **(fields | changes))


def breaks(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def send(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


def test_a_message_is_sent_with_both_its_texts_and_marked(clock: Any) -> None:
    message = queue(html="<p>Hello.</p>")
    assert deliver(message.pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ayesha@example.org"], "A module is due", "Hello.")
    assert isinstance(sent, EmailMultiAlternatives)
    assert [tuple(part) for part in sent.alternatives] == [("<p>Hello.</p>", "text/html")]
    message.refresh_from_db()
    assert (message.sent_at, message.claimed_at, message.attempts) == (NOW, NOW, 1)


def test_the_same_key_is_one_message() -> None:
    first = queue()
    assert queue(subject="Another subject") == first
    assert Message.objects.get().subject == "A module is due"
    assert not deliver(first.pk) or len(mail.outbox) == 1


def test_it_is_enqueued_once_and_only_after_commit(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = queue()
        queue()
        assert not DBTaskResult.objects.exists()
    (task,) = DBTaskResult.objects.all()
    assert task.args_kwargs == {"args": [message.pk], "kwargs": {}}
    assert task.task_path == "learning.notices.tasks.deliver_message"


def test_nothing_is_queued_when_its_cause_is_rolled_back(django_capture_on_commit_callbacks: Any) -> None:
    def cause_that_fails() -> None:
        with transaction.atomic():
            queue()
            raise KeyError

    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(KeyError):
        cause_that_fails()
    assert callbacks == []
    assert not Message.objects.exists()


def test_delivering_twice_sends_once() -> None:
    message = queue()
    assert deliver(message.pk)
    assert not deliver(message.pk)
    call_command("send_notices", stdout=StringIO())
    assert len(mail.outbox) == 1


def test_a_second_worker_that_comes_while_the_first_is_sending_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    message = queue()
    send = EmailMultiAlternatives.send

    def send_while_another_tries(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        assert not deliver(message.pk)
        return send(self, fail_silently)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_while_another_tries)
    assert deliver(message.pk)
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_before_marking_never_leads_to_a_second_mail(
    monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    message = queue()
    send = EmailMultiAlternatives.send

    def send_and_die(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        send(self, fail_silently)
        raise SystemExit

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_and_die)
    with pytest.raises(SystemExit):
        deliver(message.pk)
    monkeypatch.undo()
    clock.shift(dt.timedelta(days=3))
    out = StringIO()
    call_command("send_notices", stdout=out)
    assert len(mail.outbox) == 1
    assert "nobody knows whether it went out" in out.getvalue()
    assert "--again reminder:1" in out.getvalue()


@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPConnectError(421, b"busy"),
        smtplib.SMTPAuthenticationError(535, b"no"),
        smtplib.SMTPDataError(451, b"later"),
        smtplib.SMTPRecipientsRefused({}),
        ConnectionRefusedError(),
        socket.gaierror(),
    ],
)
def test_a_refusal_is_tried_again_later_and_later(
    refusal: Exception, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    message = queue()
    breaks(monkeypatch, refusal)
    assert not deliver(message.pk)
    message.refresh_from_db()
    assert (message.claimed_at, message.problem) == (None, type(refusal).__name__)
    assert message.try_after == NOW + dt.timedelta(minutes=10)
    monkeypatch.undo()
    assert not deliver(message.pk)
    clock.shift(dt.timedelta(minutes=10))
    assert deliver(message.pk)
    message.refresh_from_db()
    assert (message.attempts, message.problem) == (2, "")


@pytest.mark.parametrize("error", [TimeoutError(), smtplib.SMTPServerDisconnected(), RuntimeError("?")])
def test_an_unclear_end_is_never_tried_again_by_itself(
    error: Exception, monkeypatch: pytest.MonkeyPatch, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    message = queue()
    breaks(monkeypatch, error)
    assert not deliver(message.pk)
    assert "ayesha@example.org" not in caplog.records[0].getMessage()
    monkeypatch.undo()
    clock.shift(dt.timedelta(days=1))
    assert not deliver(message.pk)
    assert list(Message.objects.uncertain(NOW + dt.timedelta(days=1))) == [message]
    assert release(message)
    assert deliver(message.pk)


def test_after_many_refusals_somebody_has_to_look(monkeypatch: pytest.MonkeyPatch, clock: Any) -> None:
    message = queue()
    breaks(monkeypatch, ConnectionRefusedError())
    for _ in range(MOST_ATTEMPTS + 2):
        deliver(message.pk)
        clock.shift(dt.timedelta(days=2))
    message.refresh_from_db()
    assert message.attempts == MOST_ATTEMPTS
    monkeypatch.undo()
    out = StringIO()
    call_command("send_notices", stdout=out)
    assert f"refused {MOST_ATTEMPTS} times (ConnectionRefusedError)" in out.getvalue()
    call_command("send_notices", again="reminder:1", stdout=out)
    assert len(mail.outbox) == 1


def test_the_command_sends_what_waits_and_says_how_many(clock: Any) -> None:
    for number in range(3):
        queue(key=f"reminder:{number}")
    out = StringIO()
    call_command("send_notices", stdout=out)
    assert out.getvalue() == "Sent 3 of 3 messages that were waiting.\n"
    assert len(mail.outbox) == 3


def test_the_command_never_sends_a_sent_one_again() -> None:
    message = queue()
    deliver(message.pk)
    with pytest.raises(CommandError, match="not sent twice"):
        call_command("send_notices", again=message.key)
    with pytest.raises(CommandError, match="no message"):
        call_command("send_notices", again="unknown")


@pytest.mark.parametrize("to", ["", "nobody", "a@b\nBcc: c@example.org", "a@example.org, b@example.org"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(ValidationError):
        queue(to=to)


def test_a_subject_cannot_start_another_header() -> None:
    deliver(queue(subject="Due\nBcc: c@example.org").pk)
    assert mail.outbox[0].subject == "Due Bcc: c@example.org"
    assert mail.outbox[0].recipients() == ["ayesha@example.org"]


def test_a_message_deleted_before_its_task_runs_is_no_trouble() -> None:
    assert not deliver(4711)
