from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .models import Message  # noqa: F401  named in quotes alone

# Tries over about a day and a half; after that somebody has to look.
MOST_ATTEMPTS = 8


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self, now: dt.datetime) -> MessageQuerySet:
        """To be sent now."""
        return self.filter(claimed_at=None, try_after__lte=now, attempts__lt=MOST_ATTEMPTS)

    def given_up(self) -> MessageQuerySet:
        """Refused so often that nobody tries any more."""
        return self.filter(claimed_at=None, attempts__gte=MOST_ATTEMPTS)

    def uncertain(self, now: dt.datetime) -> MessageQuerySet:
        """Handed to the mail server an hour ago or more, and nobody knows whether they went out."""
        return self.filter(claimed_at__lte=now - dt.timedelta(hours=1), sent_at=None)
