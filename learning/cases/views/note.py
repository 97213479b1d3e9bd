"""The note for the agency's own record, for the author of a case alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.signed_in import SignedInRequest

from ..agency_note import Advice, note_of
from ..life_cycle import Part
from ..models import Recommendation
from ..permissions import read_round


@require_safe
@login_required
@never_cache
def case_note(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was asked, advised and decided, as plain text to copy or print."""
    held, parts = read_round(request.user, uuid, timezone.localdate())
    if Part.AUTHOR not in parts or held.ended_at is None:
        raise Http404
    seats = held.seats.exclude(came_at=None).exclude(user=held.case.author_id).select_related("organisation")
    sectors = sorted({seat.organisation.get_sector_display() for seat in seats})
    asked = held.recommendations.select_related("decision").order_by("pk")
    note = note_of(
        question=held.case.key_question,
        held_on=timezone.localdate(held.ended_at),
        sectors=sectors,
        advice=[_advice(one) for one in asked],
    )
    return render(request, "cases/note.html", {"case": held.case, "note": note})


def _advice(one: Recommendation) -> Advice:
    if not hasattr(one, "decision"):
        return Advice(one.action, one.owner, one.by_when)
    return Advice(one.action, one.owner, one.by_when, one.decision.get_choice_display(), one.decision.words)
