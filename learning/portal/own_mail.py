"""What was written to one person, as they read it: kind, day and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.notices.models import Message, MessageState
from learning.workforce.models import Person

SHOWN = 12
"""The newest so many; the file of one's own data holds all."""

KINDS: dict[str, Promise] = {
    "digest": _("Weekly mail about what is asked of you"),
    "practice": _("A question whether you use what you learnt"),
    "session": _("About a live session"),
    "concern-answered": _("An answer to what you told the trainers"),
}
OTHER = _("Another mail")
STATES: dict[str, Promise] = {
    MessageState.WAITING: _("goes out soon"),
    MessageState.SENT: _("sent"),
    MessageState.UNCLEAR: _("perhaps sent"),
    MessageState.GIVEN_UP: _("could not be delivered"),
}


@dataclass(frozen=True)
class Mail:
    """One mail of the list; `is_kept`: its text can still be read."""

    pk: int
    kind: str
    at: dt.datetime
    state: str
    is_kept: bool


def mails_to(person: Person, now: dt.datetime) -> list[Mail]:
    """The newest mails to this human being, under whichever of their rows; one query."""
    rows = Message.objects.with_state(now).filter(person_id__in=Person.objects.same_as(person).values("pk"))
    columns = rows.order_by("-created_at", "-pk").values_list("pk", "kind", "sent_at", "created_at", "state", "text")
    return [
        Mail(pk, str(KINDS.get(kind, OTHER)), sent_at or created_at, str(STATES[state]), bool(text))
        for pk, kind, sent_at, created_at, state, text in columns[:SHOWN]
    ]


def own_mail(person: Person | None, pk: int) -> Message | None:
    """A mail to this human being whose text is still kept; None for anybody else's."""
    if person is None:
        return None
    rows = Message.objects.filter(person_id__in=Person.objects.same_as(person).values("pk"))
    return rows.exclude(text="").filter(pk=pk).first()
