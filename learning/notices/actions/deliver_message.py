"""Hand one message of the outbox to the mail server, at most once."""

import datetime as dt
import logging
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..days_off import proclaimed_days
from ..models import Message
from ..quiet_hours import first_moment

# After these it is certain that nothing was sent. After any other (the line broke in the middle) it is not.
NOT_SENT = (SMTPResponseException, SMTPRecipientsRefused, ConnectionRefusedError, gaierror)
FIRST_PAUSE = dt.timedelta(minutes=10)

log = logging.getLogger(__name__)


def deliver(message_id: int) -> bool:
    """Send the message unless it was sent, is being sent or waits for later; True when it went out now.

    The claim is committed before the mail server is asked, so that two workers, or one that died half-way, never send
    twice. A refusal gives the message back for a later try; an unclear end leaves it claimed for somebody to look at.
    """
    message = _claim(message_id)
    if message is None:
        return False
    mail = EmailMultiAlternatives(message.subject, message.text, to=[message.to])
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    try:
        mail.send()
    except NOT_SENT as error:
        _give_back(message, type(error).__name__)
        return False
    except Exception as error:
        Message.objects.filter(pk=message.pk).update(problem=type(error).__name__)
        # The address is left out: logs are read by more people than the outbox.
        log.exception("Message %s may or may not have been sent", message.pk)
        return False
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), problem="")
    return True


def release(message: Message) -> bool:
    """Try a message again that is uncertain or was given up; somebody decided that sending it twice does no harm.

    False for one that was sent, and for one whose text was forgotten.
    """
    freed = (
        Message.objects.filter(pk=message.pk, sent_at=None)
        .exclude(text="")
        .update(claimed_at=None, attempts=0, try_after=timezone.now())
    )
    return bool(freed)


def _claim(message_id: int) -> Message | None:
    now = timezone.now()
    allowed = first_moment(now, proclaimed_days())
    with transaction.atomic(durable=True):
        if allowed > now:
            Message.objects.waiting(now).filter(pk=message_id, in_hours=True).update(try_after=allowed)
        claimed = Message.objects.waiting(now).filter(pk=message_id).update(claimed_at=now, attempts=F("attempts") + 1)
    return Message.objects.get(pk=message_id) if claimed else None


def _give_back(message: Message, problem: str) -> None:
    """Wait ten minutes, then twice as long each time."""
    pause = FIRST_PAUSE * 2 ** (message.attempts - 1)
    Message.objects.filter(pk=message.pk).update(claimed_at=None, try_after=timezone.now() + pause, problem=problem)
