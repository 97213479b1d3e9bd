"""What learners let the trainers read: words without a name, in the month in which they were shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.modules.models import Module
from learning.records.body import find
from learning.records.encryption import Unreadable
from learning.records.models import Reflection
from learning.records.note import unpack
from learning.records.permissions import may_read_shared

from ..signed_in import LearnersRequest, signed_in

SHOWN = 100


@dataclass(frozen=True)
class Shared:
    """One shared reflection: what was asked, what was written, and the first day of the month of sharing."""

    prompt: str
    text: str
    month: dt.date


@signed_in
@require_safe
@never_cache
def shared_reflections(request: LearnersRequest, module: str) -> HttpResponse:
    """The newest hundred of a module. Names are neither shown nor fetched, nor does their order say who came last."""
    if not may_read_shared(request.user, timezone.localdate()):
        raise PermissionDenied
    found = get_object_or_404(Module, slug=module)
    # Within a month by their words: whoever was seen to finish yesterday would be the one on top.
    shown = sorted(sorted(_shared(found), key=lambda one: one.text), key=lambda one: one.month, reverse=True)
    record("reflections.shared_seen", by=request.user, on=found, detail={"count": len(shown)})
    return render(request, "portal/shared_reflections.html", {"module": found, "shared": shown})


def _shared(module: Module) -> Iterator[Shared]:
    rows = (
        Reflection.objects.shared()
        .filter(attempt__module=module)
        .select_related("attempt__version")
        .order_by("-shared_at")[:SHOWN]
    )
    for row in rows:
        place = find(row.attempt.version.body, row.block_id)
        try:
            text = unpack(bytes(row.sealed_text)).text
        except Unreadable:
            continue
        if place is not None and text and row.shared_at is not None:
            yield Shared(place.block["value"]["prompt"], text, timezone.localdate(row.shared_at).replace(day=1))
