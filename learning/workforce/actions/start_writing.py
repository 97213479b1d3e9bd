"""Say yes to a return, or take one back, and let it be written: at once where it is small, else by the worker."""

from __future__ import annotations

from typing import Any

from ..models import WorkforceReturn
from ..signals import return_waits
from .confirm_return import begin_commit
from .undo_return import begin_undo
from .write_return import write_return

AT_ONCE = 200
"""So many people are written while somebody waits; more are the worker's."""


def start_writing(by: Any, batch: WorkforceReturn, *, leavers: int | None = None) -> WorkforceReturn:
    """Raises as `begin_commit`."""
    return _start(begin_commit(by, batch, leavers=leavers))


def start_undoing(by: Any, batch: WorkforceReturn) -> WorkforceReturn:
    """The undo that is given back is a return of its own. Raises as `begin_undo`."""
    return _start(begin_undo(by, batch))


def _start(batch: WorkforceReturn) -> WorkforceReturn:
    if batch.whole <= AT_ONCE:
        write_return(batch.pk)
        batch = WorkforceReturn.objects.filter(pk=batch.pk).first() or batch
    else:
        return_waits.send(sender=WorkforceReturn, batch_id=batch.pk, work="write")
    return batch
