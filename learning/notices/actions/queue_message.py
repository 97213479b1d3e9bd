"""Put e-mails into the outbox, in the transaction of what they are about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.validators import validate_email
from django.db import transaction

from ..models import Message
from ..signals import message_queued


@dataclass(frozen=True, slots=True)
class Draft:
    """A message of many that are written at once; the fields are those of `queue_message`."""

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    person_id: int | None = None
    is_nudge: bool = False


def queue_message(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    person_id: int | None = None,
    is_nudge: bool = False,
) -> Message:
    """The message of this key, new or queued before; it goes out after the transaction commits, and at most once.

    `key` begins with the kind of message and a colon. A nudge waits for working hours. Never put a name of a child or
    a case into a message: mail leaves the network.

    Raises:
        ValidationError: `to` is no e-mail address.
    """
    validate_email(to)
    draft = Draft(key, to, subject, text, html, person_id, is_nudge)
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(key=key, defaults=_fields(draft, in_hours=is_nudge))
        if is_new:
            message_queued.send(sender=Message, message_id=message.pk)
    return message


def queue_for_hours(drafts: Iterable[Draft], not_before: dt.datetime) -> list[Message]:
    """Write new messages that go out in working hours alone, with the next `send_notices`; one query.

    Raises:
        ValidationError: one `to` is no e-mail address.
        IntegrityError: one key is there already; nothing is written.
    """
    rows = []
    for draft in drafts:
        validate_email(draft.to)
        rows.append(Message(key=draft.key, try_after=not_before, **_fields(draft, in_hours=True)))
    return Message.objects.bulk_create(rows)


def _fields(draft: Draft, *, in_hours: bool) -> dict[str, object]:
    return {
        "kind": draft.key.partition(":")[0],
        "to": draft.to,
        # A line end in a subject would start another header.
        "subject": " ".join(draft.subject.split()),
        "text": draft.text,
        "html": draft.html,
        "person_id": draft.person_id,
        "is_nudge": draft.is_nudge,
        "in_hours": in_hours,
    }
