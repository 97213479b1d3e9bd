"""The outbox: what an administrator sees of it, and trying again."""

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.audit.models import Event
from learning.notices.actions.queue_message import queue_message
from learning.notices.models import Message
from learning.notices.querysets import MOST_ATTEMPTS
from learning.portal.actions.try_mail_again import try_mail_again
from learning.workforce.models import User
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    user: User = RoleAssignmentFactory(administrator=True).user
    return user


def stuck(key: str = "digest:1", **state: object) -> Message:
    message = queue_message(key=key, to="full@example.org", subject="Private matter", text="Private words")
    Message.objects.filter(pk=message.pk).update(**state or {"attempts": MOST_ATTEMPTS, "problem": "SMTPDataError"})
    return message


def test_it_says_what_happened_and_never_what_the_mail_says(administrator: User) -> None:
    stuck()
    stuck("practice:1", claimed_at=timezone.now() - dt.timedelta(hours=2))
    stuck("session:1", claimed_at=timezone.now(), sent_at=timezone.now())
    page = signed_in(administrator).get(reverse("outbox")).content.decode()
    for said in (
        "full@example.org",
        "Tried 8 times: the mail server would not take what the mail says",
        "not known whether it went out",
    ):
        assert said in page, said
    for hidden in ("Private", "SMTPDataError", "About a live session"):
        assert hidden not in page, hidden


def test_trying_again_is_written_down_and_sends_once(administrator: User) -> None:
    message = stuck()
    browser = signed_in(administrator)
    for _ in range(2):
        assert browser.post(reverse("outbox_again", args=[message.pk])).status_code == 302
        call_command("send_notices", stdout=StringIO())
    assert len(mail.outbox) == 1
    event = Event.objects.get(action="mail.tried_again")
    assert (event.actor_id, event.object_id) == (administrator.pk, str(message.pk))


def test_what_was_sent_or_forgotten_is_left_alone(administrator: User) -> None:
    sent = stuck("digest:1", claimed_at=timezone.now(), sent_at=timezone.now())
    forgotten = stuck("digest:2", attempts=MOST_ATTEMPTS, text="")
    for message in (sent, forgotten):
        assert not try_mail_again(administrator, Message.objects.get(pk=message.pk))
    assert not Event.objects.filter(action="mail.tried_again").exists()


def test_nobody_but_an_administrator(client: Client) -> None:
    message = stuck()
    lead = RoleAssignmentFactory(hr_lead=True).user
    assert client.get(reverse("outbox")).status_code == 302
    assert signed_in(lead).get(reverse("outbox")).status_code == 403
    assert signed_in(lead).post(reverse("outbox_again", args=[message.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        try_mail_again(lead, message)
    assert Message.objects.get().attempts == MOST_ATTEMPTS
