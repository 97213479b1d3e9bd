"""Arrange a round about a case, for the coordinator."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest

from ..actions.schedule_round import schedule_round
from ..forms.round import MEETING, ScheduleForm
from ..invitations import invitable
from ..life_cycle import Move, State, may_take
from ..permissions import read_case
from ..refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_schedule(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """When it is, how it is held, who leads it and who is invited."""
    today = timezone.localdate()
    case, parts = read_case(request.user, uuid, today)
    if not may_take(Move.SCHEDULE, State(case.state), parts):
        raise Http404
    form = ScheduleForm(request.POST or None, invitable=invitable(case, today), initial={"how": MEETING})
    if request.method == "POST" and form.is_valid():
        try:
            schedule_round(request.user, case, form.arranged)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Arranged. Everybody invited is told that there is a round, and nothing else."))
            return redirect("case_round", case.uuid)
    return render(request, "cases/schedule.html", {"case": case, "form": form}, status=422 if form.errors else 200)
