"""Who is reminded of what on a day, and when again: pure rules, no clock, no database.

Something asked of a person passes through stages: newly asked, then 90, 30 and 7 days before its last day, then past.
Each is worth saying once; what is past is said again every four weeks. In the first two stages nothing is due: a
reminder of them alone is a nudge, which nobody gets who wants none.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from .statuses import CURRENT, Outside, Status

SAID_AGAIN_AFTER: Final = dt.timedelta(weeks=4)


class Stage(models.TextChoices):
    """How near the last day is."""

    NEW = "new", _("newly asked")
    IN_90 = "in_90", _("90 days or fewer left")
    IN_30 = "in_30", _("30 days or fewer left")
    IN_7 = "in_7", _("7 days or fewer left")
    PAST = "past", _("the day is past")


NUDGES: Final = frozenset({Stage.NEW, Stage.IN_90})
REMINDED: Final = frozenset({"", Outside.IN_GRACE})
"""Whom `outside` says something of else is not reminded: away, exempt, not confirmed, or not counted here."""


def stage_on(status: str, outside: str, due_on: dt.date | None, day: dt.date) -> Stage | None:
    """The stage of one requirement of one person on `day`; none where nothing is to be said.

    `status`, `outside` and `due_on` as `judge` and `status.due_on` give them for that day.
    """
    if outside not in REMINDED or due_on is None or status == Status.COMPLIANT:
        return None
    left = (due_on - day).days
    if left < 0:
        return Stage.PAST
    if left <= 7:
        return Stage.IN_7
    if left <= 30:
        return Stage.IN_30
    if status in CURRENT:
        return Stage.IN_90
    return Stage.NEW


def is_worth_saying(stage: Stage, said_on: dt.date | None, day: dt.date) -> bool:
    """Whether a digest goes out for this on `day`; `said_on`: when the same stage of the same last day was said."""
    if said_on is None:
        return True
    return stage is Stage.PAST and day - said_on >= SAID_AGAIN_AFTER
