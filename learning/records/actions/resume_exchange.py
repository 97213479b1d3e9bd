"""Go on with files of past completions and downloads whose worker died."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db.models import Q

from learning.workforce.one_by_one import Resumed, Work, one_by_one

from ..models import CompletionImport, DownloadReceipt, ImportState
from .download_completions import make_download
from .match_past_completion import record_and_match
from .read_past_completions import read_past
from .undo_past_completions import undo_past

STEPS = {
    ImportState.READING: read_past,
    ImportState.RECORDING: record_and_match,
    ImportState.UNDOING: undo_past,
}
# Two workers may record or undo one file together, but not read it.
READING_TAKES_AT_MOST = dt.timedelta(minutes=15)


def resume_exchange(now: dt.datetime) -> Resumed:
    """Go on with all of them, each for itself. Safe beside a worker that is alive."""
    alive = Q(state=ImportState.READING, loaded_at__gt=now - READING_TAKES_AT_MOST)
    begun = CompletionImport.objects.filter(state__in=STEPS).exclude(alive).select_related("organisation")
    unmade = DownloadReceipt.objects.filter(until=None).select_related("organisation")
    several: list[Work] = [
        (f"File {one.uuid} of {one.organisation}", partial(STEPS[ImportState(one.state)], one.pk))
        for one in begun.order_by("pk")
    ]
    several += [
        (f"Download {one.number} of {one.organisation}", partial(make_download, one.pk))
        for one in unmade.order_by("pk")
    ]
    return one_by_one(several)
