"""Go on with workforce returns whose worker died."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from ..models import ReturnState, WorkforceReturn
from .compare_return import STUCK_AFTER, compare_return
from .write_return import write_return


def resume_returns(now: dt.datetime) -> int:
    """Go on with all of them; returns how many that were. Safe beside a worker that is alive."""
    stuck = WorkforceReturn.objects.filter(state=ReturnState.COMPARING, compared_at__lt=now - STUCK_AFTER)
    unfinished = Q(state=ReturnState.WRITING) | Q(state=ReturnState.COMMITTED, followed_at=None)
    several = [
        (work, pk)
        for work, rows in ((compare_return, stuck), (write_return, WorkforceReturn.objects.filter(unfinished)))
        for pk in rows.order_by("pk").values_list("pk", flat=True)
    ]
    for work, pk in several:
        work(pk)
    return len(several)
