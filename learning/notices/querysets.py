from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Q, Value, When

from .weeks import start_of_week

if TYPE_CHECKING:
    from .models import Message  # noqa: F401  named in quotes alone

# Tries over about a day and a half; after that somebody has to look.
MOST_ATTEMPTS = 8
UNCLEAR_AFTER = dt.timedelta(hours=1)


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self, now: dt.datetime) -> MessageQuerySet:
        """To be sent now."""
        return self.filter(claimed_at=None, try_after__lte=now, attempts__lt=MOST_ATTEMPTS)

    def given_up(self) -> MessageQuerySet:
        """Refused so often that nobody tries any more."""
        return self.filter(claimed_at=None, attempts__gte=MOST_ATTEMPTS)

    def uncertain(self, now: dt.datetime) -> MessageQuerySet:
        """Handed to the mail server an hour ago or more, and nobody knows whether they went out."""
        return self.filter(claimed_at__lte=now - UNCLEAR_AFTER, sent_at=None)

    def nudges_in_week_of(self, moment: dt.datetime) -> MessageQuerySet:
        """Nudges queued from Monday of that week up to `moment`: whoever got one gets no other before the next week."""
        return self.filter(is_nudge=True, created_at__range=(start_of_week(moment), moment))

    def with_state(self, now: dt.datetime) -> Any:
        """The same queryset, each row with `state`, a `MessageState`; typed loosely, as no model has that field."""
        from .models import MessageState

        unclear = Q(claimed_at__lte=now - UNCLEAR_AFTER, sent_at=None)
        return self.annotate(
            state=Case(
                When(sent_at__isnull=False, then=Value(MessageState.SENT)),
                When(unclear, then=Value(MessageState.UNCLEAR)),
                When(claimed_at=None, attempts__gte=MOST_ATTEMPTS, then=Value(MessageState.GIVEN_UP)),
                default=Value(MessageState.WAITING),
                output_field=models.CharField(),
            )
        )

    def over(self, now: dt.datetime) -> MessageQuerySet:
        """Sent, given up or unclear: nothing is tried any more by itself."""
        return self.filter(
            Q(sent_at__isnull=False)
            | Q(claimed_at__lte=now - UNCLEAR_AFTER)
            | Q(claimed_at=None, attempts__gte=MOST_ATTEMPTS)
        )
