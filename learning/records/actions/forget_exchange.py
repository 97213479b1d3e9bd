"""Forget what files of completions said of people once nobody needs it there; the ledger keeps what was recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.chunks import CHUNK
from learning.workforce.stray_files import forget_stray_files

from ..models import CompletionImport, DownloadReceipt, ImportState, PastCompletion, RowState
from .read_past_completions import FOLDER, discard_past

OPEN_FOR = dt.timedelta(days=14)
"""A file that was read and not recorded by then is thrown away."""
ROWS_KEPT = dt.timedelta(days=180)
"""So long a row waits for somebody to arrive, and so long a file shows what its other rows said."""
DOWNLOADS_KEPT = dt.timedelta(days=365)
"""So long the file of a receipt can be taken again; the receipt stays."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many files were thrown away unrecorded, rows forgotten, files of receipts and stray uploads deleted."""

    thrown: int
    rows: int
    downloads: int
    strays: int


def forget_exchange(now: dt.datetime) -> Forgotten:
    """All of it, in chunks of a transaction each; twice does no harm."""
    waiting = [ImportState.READ, ImportState.MATCHING]
    open_files = CompletionImport.objects.filter(state__in=waiting, loaded_at__lt=now - OPEN_FOR)
    thrown = list(open_files)
    for batch in thrown:
        discard_past(None, batch)
    rows = sum(map(_forget_rows, _old(now - ROWS_KEPT)))
    downloads = DownloadReceipt.objects.filter(until__lt=now - DOWNLOADS_KEPT).exclude(content=None)
    unread = CompletionImport.objects.filter(state__in=[ImportState.MATCHING, ImportState.READING])
    return Forgotten(
        len(thrown),
        rows,
        downloads.update(content=None),
        forget_stray_files(FOLDER, {str(uuid) for uuid in unread.values_list("uuid", flat=True)}, now - OPEN_FOR),
    )


def _old(before: dt.datetime) -> Iterator[CompletionImport]:
    """Recorded or undone files of before that moment that still say something of somebody."""
    over = Q(state=ImportState.RECORDED, recorded_at__lt=before) | Q(state=ImportState.UNDONE, undone_at__lt=before)
    for batch in CompletionImport.objects.filter(over).order_by("pk"):
        if _dispensable(batch).exists() or _named(batch).exists() or batch.problems.exists():
            yield batch


def _dispensable(batch: CompletionImport) -> Any:
    return batch.rows.exclude(state__in=[RowState.RECORDED, RowState.WITHDRAWN])


def _named(batch: CompletionImport) -> Any:
    return batch.rows.exclude(staff_id="", email="")


def _forget_rows(batch: CompletionImport) -> int:
    """Rows that became no completion go; of the others stays what the ledger says as well. How many that were."""
    count = 0
    while keys := list(_dispensable(batch).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            count += PastCompletion.objects.filter(pk__in=keys).delete()[0]
    while keys := list(_named(batch).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            count += PastCompletion.objects.filter(pk__in=keys).update(staff_id="", email="")
    with transaction.atomic():
        batch.problems.all().delete()
        record(
            "completion_import.forgotten",
            by=ActorKind.SYSTEM,
            on=batch,
            organisation_id=batch.organisation_id,
            detail={"rows": count},
        )
    return count
