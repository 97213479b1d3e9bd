"""What the author's agency says before a round about a case with live proceedings, without seeing its words again."""

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

from ..actions.record_lead import record_lead
from ..models import Case
from ..refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_agreement(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say that the case lead agrees to a round."""
    case = Case.objects.awaiting_lead(request.user, timezone.localdate()).filter(uuid=uuid).first()
    if case is None:
        raise Http404
    if request.method == "POST":
        try:
            record_lead(request.user, case)
            messages.success(request, _("Recorded. The coordinator can look for a round now."))
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        return redirect("case_desk")
    return render(request, "cases/agreement.html", {"case": case})
