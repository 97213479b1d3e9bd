"""Forget what old messages said; that they were sent, when and how it ended stays as the log."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ..models import Message

KEPT_DAYS: Final = 90
CHUNK: Final = 500


def forget_texts(now: dt.datetime) -> int:
    """Empty subject and texts of messages that are over and were queued `KEPT_DAYS` days ago or more: how many."""
    old = Message.objects.over(now).filter(created_at__lte=now - dt.timedelta(days=KEPT_DAYS)).exclude(text="")
    forgotten = 0
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        forgotten += Message.objects.filter(pk__in=keys).update(subject="", text="", html="")
    return forgotten
