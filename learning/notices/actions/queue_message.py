"""Put an e-mail into the outbox, in the transaction of what it is about."""

from django.core.validators import validate_email
from django.db import transaction

from ..models import Message
from ..signals import message_queued


def queue_message(*, key: str, to: str, subject: str, text: str, html: str = "") -> Message:
    """The message of this key, new or queued before; it goes out after the transaction commits, and at most once.

    Never put a name of a child or a case into a message: mail leaves the network.

    Raises:
        ValidationError: `to` is no e-mail address.
    """
    validate_email(to)
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            key=key,
            # A line end in a subject would start another header.
            defaults={"to": to, "subject": " ".join(subject.split()), "text": text, "html": html},
        )
        if is_new:
            message_queued.send(sender=Message, message_id=message.pk)
    return message
