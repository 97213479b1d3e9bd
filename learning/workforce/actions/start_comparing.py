"""Compare a return with the people on record: at once where the file is small, else by the worker."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ..models import ReturnState, WorkforceReturn
from ..signals import return_waits
from .compare_return import compare_return
from .match_return import open_return
from .receive_return import opened

AT_ONCE = 1500
"""So many rows are compared while somebody waits."""


def start_comparing(by: Any, batch: WorkforceReturn) -> None:
    """Raises PermissionDenied, and ReturnRefused once the return is no longer open."""
    row = open_return(by, batch)
    rows = sum(1 for _ in opened(row).rows())
    begun = WorkforceReturn.objects.filter(pk=row.pk, state__in=[ReturnState.UPLOADED, ReturnState.COMPARED]).update(
        state=ReturnState.COMPARING, compared_at=timezone.now(), rows=rows, progress=0, whole=rows, trouble=""
    )
    if not begun:
        return
    if rows <= AT_ONCE:
        compare_return(row.pk)
    else:
        return_waits.send(sender=WorkforceReturn, batch_id=row.pk, work="compare")
