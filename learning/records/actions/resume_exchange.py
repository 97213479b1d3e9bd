"""Go on with files of past completions and downloads whose worker died."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

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


def resume_exchange(now: dt.datetime) -> int:
    """Go on with all of them; returns how many that were. Safe beside a worker that is alive."""
    alive = Q(state=ImportState.READING, loaded_at__gt=now - READING_TAKES_AT_MOST)
    begun = CompletionImport.objects.filter(state__in=STEPS).exclude(alive).order_by("pk")
    several = list(begun.values_list("pk", "state"))
    for pk, state in several:
        STEPS[ImportState(state)](pk)
    unmade = list(DownloadReceipt.objects.filter(until=None).order_by("pk").values_list("pk", flat=True))
    for pk in unmade:
        make_download(pk)
    return len(several) + len(unmade)
