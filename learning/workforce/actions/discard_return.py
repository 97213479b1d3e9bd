"""Throw a return away that was not written, and forget what old ones held."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..models import Organisation, ReturnState, WorkforceReturn
from ..refusals import ReturnRefused
from ..stray_files import forget_stray_files
from .confirm_return import refuse_stranger, says_too_much
from .receive_return import FOLDER, delete_file
from .undo_return import OPEN_FOR


def discard_return(by: Any, batch: WorkforceReturn) -> None:
    """Nothing of it is kept but that it was there; no agreement is needed for that.

    Raises PermissionDenied; ReturnRefused once it is being written.
    """
    with transaction.atomic():
        row = WorkforceReturn.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch.pk)
        refuse_stranger(by, row.organisation)
        if row.state == ReturnState.DISCARDED:
            return
        if not row.is_open:
            raise ReturnRefused(_("This return is written already. Undo it instead."))
        _throw_away(by, row)


def discard_too_much(by: Any, organisation: Organisation) -> int:
    """Throw away its files that wait and say more of people than it returns today; how many. In a transaction."""
    waiting = WorkforceReturn.objects.select_for_update(of=("self",)).unwritten().filter(organisation=organisation)
    found = [row for row in waiting if says_too_much(row)]
    for row in found:
        _throw_away(by, row)
    return len(found)


def _throw_away(by: Any, row: WorkforceReturn) -> None:
    forget(row)
    row.state = ReturnState.DISCARDED
    row.save(update_fields=["state"])
    record("workforce_return.discarded", by=by or ActorKind.SYSTEM, on=row, organisation_id=row.organisation_id)
    transaction.on_commit(lambda: delete_file(row))


def forget_old_returns(now: dt.datetime) -> tuple[int, int]:
    """Forget who was in returns that can no longer be undone, and throw away those left open; how many of each.

    Only what a return would change is forgotten: what it said of people stands in their own rows. Files that no return
    wants go with them.
    """
    before = now - OPEN_FOR
    written = WorkforceReturn.objects.filter(committed_at__lt=before, followed_at__isnull=False)
    forgotten = 0
    for row in written.filter(changes__isnull=False).distinct():
        with transaction.atomic():
            forget(row)
        delete_file(row)
        forgotten += 1
    left = WorkforceReturn.objects.filter(created_at__lt=before, committed_at=None).exclude(
        state__in=[ReturnState.DISCARDED, ReturnState.WRITING]
    )
    thrown = 0
    for row in left:
        with transaction.atomic():
            forget(row)
            WorkforceReturn.objects.filter(pk=row.pk).update(state=ReturnState.DISCARDED)
            record("workforce_return.discarded", by=ActorKind.SYSTEM, on=row, organisation_id=row.organisation_id)
        delete_file(row)
        thrown += 1
    wanted = WorkforceReturn.objects.unwritten().values_list("uuid", flat=True)
    forget_stray_files(FOLDER, {str(uuid) for uuid in wanted}, before)
    return forgotten, thrown


def forget(row: WorkforceReturn) -> None:
    """Nothing is kept of what was read from it."""
    row.changes.all().delete()
    row.problems.all().delete()
    row.mended.all().delete()
