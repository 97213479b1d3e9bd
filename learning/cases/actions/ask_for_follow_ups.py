"""Authors hear when it is time to say what became of their case; once when it is due, and once when it is late."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message

from ..follow_up import next_due
from ..life_cycle import State
from ..models import Round

LATE: Final = dt.timedelta(weeks=1)


def ask_for_follow_ups(day: dt.date) -> int:
    """Queue what is not queued yet; of how many cases a follow-up is due on `day`. Again on a day changes nothing."""
    followed = Round.objects.filter(cancelled_at=None, answered_at__isnull=False, case__state=State.FOLLOW_UP)
    asked = 0
    for held in followed.select_related("case__author").prefetch_related("follow_ups").order_by("pk").iterator(250):
        due = next_due(held.answered_on, held.told, day) if held.answered_on else None
        if due is None or due > day or not held.case.author.is_active:
            continue
        _ask(held, due, is_late=day >= due + LATE)
        asked += 1
    return asked


def _ask(held: Round, due: dt.date, *, is_late: bool) -> None:
    queue_message(
        key=f"case-follow-up:{held.pk}:{due}{':late' if is_late else ''}",
        to=held.case.author.email,
        subject=_("How did it go after your consultation?"),
        text=_("It takes a few minutes, and those who thought with you are glad to know.")
        + " "
        + _("Nothing about a case is ever written in an e-mail.")
        + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('case_desk')}\n",
        is_nudge=True,
    )
