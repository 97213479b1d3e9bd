"""Go on with workforce returns whose worker died."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db.models import Q

from ..models import ReturnState, WorkforceReturn
from ..one_by_one import Resumed, one_by_one
from .compare_return import STUCK_AFTER, compare_return
from .write_return import write_return


def resume_returns(now: dt.datetime) -> Resumed:
    """Go on with all of them, each for itself. Safe beside a worker that is alive."""
    stuck = WorkforceReturn.objects.filter(state=ReturnState.COMPARING, compared_at__lt=now - STUCK_AFTER)
    unfinished = Q(state=ReturnState.WRITING) | Q(state=ReturnState.COMMITTED, followed_at=None)
    return one_by_one(
        (f"Return {batch.uuid} of {batch.organisation}", partial(work, batch.pk))
        for work, rows in ((compare_return, stuck), (write_return, WorkforceReturn.objects.filter(unfinished)))
        for batch in rows.select_related("organisation").order_by("pk")
    )
