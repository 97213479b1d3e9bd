"""Take a recorded file back as a whole, by a correction of each of its completions."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.models import User
from learning.workforce.resting import let_others_write

from .. import signals
from ..models import Completion, CompletionImport, Correction, ImportState, PastCompletion, RowState
from ..permissions import may_exchange
from ..refusals import ImportRefused
from .record_past_completions import CHUNK, lock_import


def begin_undo(by: User | None, batch: CompletionImport) -> CompletionImport:
    """Say that a recorded file counts no more; the job goes on with `undo_past`. Twice is once.

    No agreement is needed to take something back.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ImportRefused: the file is not recorded.
    """
    with transaction.atomic():
        row = lock_import(batch.pk)
        if by is not None and not may_exchange(by, row.organisation, timezone.localdate()):
            raise PermissionDenied
        if row.state in (ImportState.UNDOING, ImportState.UNDONE):
            return row
        if row.state != ImportState.RECORDED:
            raise ImportRefused(_("This file is not recorded, so there is nothing to undo."))
        row.state, row.undone_by = ImportState.UNDOING, by
        row.progress, row.whole = 0, _standing(row).count()
        row.save(update_fields=["state", "undone_by", "progress", "whole"])
        record(
            "completion_import.undo_confirmed",
            by=by or ActorKind.SYSTEM,
            on=row,
            organisation_id=row.organisation_id,
            detail={"completions": row.whole},
        )
    return row


def undo_past(batch_id: int) -> None:
    """Correct chunk after chunk; safe to call again after it died at any point."""
    while _undo_some(batch_id):
        let_others_write()


def corrected_before(batch: CompletionImport) -> QuerySet[Completion]:
    """Completions of the file that somebody had corrected on their own account: an undo leaves them as they are."""
    undone = batch.rows.filter(state=RowState.WITHDRAWN).values("number")
    return batch.completions.exclude(correction=None).exclude(import_row__in=undone)


def _standing(batch: CompletionImport) -> QuerySet[Completion]:
    return batch.completions.filter(correction=None)


def _undo_some(batch_id: int) -> bool:
    with transaction.atomic():
        batch = lock_import(batch_id)
        if batch.state != ImportState.UNDOING:
            return False
        completions = list(_standing(batch).order_by("pk")[:CHUNK])
        _correct(batch, completions, timezone.now())
        batch.progress += len(completions)
        if len(completions) < CHUNK:
            batch.state, batch.undone_at = ImportState.UNDONE, timezone.now()
            record(
                "completion_import.undone",
                by=batch.undone_by or ActorKind.SYSTEM,
                on=batch,
                organisation_id=batch.organisation_id,
            )
        batch.save(update_fields=["progress", "state", "undone_at"])
        return batch.state == ImportState.UNDOING


def _correct(batch: CompletionImport, completions: list[Completion], now: dt.datetime) -> None:
    """One that somebody corrects at this moment meets the unique constraint; then the chunk is done again without."""
    reason = _("The file that it came from was undone.")
    corrections = Correction.objects.bulk_create(
        Correction(completion=completion, reason=reason, recorded_by=batch.undone_by, recorded_at=now)
        for completion in completions
    )
    numbers = [completion.import_row for completion in completions if completion.import_row is not None]
    PastCompletion.objects.filter(batch=batch, number__in=numbers).update(state=RowState.WITHDRAWN)
    if corrections:
        signals.completions_withdrawn.send(sender=Correction, corrections=corrections)
