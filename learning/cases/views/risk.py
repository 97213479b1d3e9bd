"""“I think someone is at risk now”: said by a reader of a case, answered by those who know who it is."""

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

from learning.audit.actions.record_event import record
from learning.workforce.signed_in import SignedInRequest

from ..actions.raise_alert import acknowledge_alert, raise_alert
from ..life_cycle import Part
from ..models import RiskAlert
from ..permissions import parts_of, read_case
from ..routes import routes_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_risk(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """“I think someone is at risk now”: the reader's own route first, and those who know who it is are asked to act."""
    today = timezone.localdate()
    case, _parts = read_case(request.user, uuid, today)
    if request.method == "POST":
        raise_alert(request.user, case)
        return render(request, "cases/risk_raised.html", {"case": case, "routes": routes_for(request.user, today)})
    return render(request, "cases/risk.html", {"case": case, "routes": routes_for(request.user, today)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_alert(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One alert, for those who were told: which case it is, who knows more, and “I act”."""
    told = RiskAlert.objects.visible_to(request.user).select_related("case__author", "case__organisation")
    alert = told.filter(uuid=uuid).first()
    if alert is None:
        raise Http404
    if request.method == "POST":
        acknowledge_alert(request.user, alert)
        messages.success(request, _("Thank you. Nobody else is asked now."))
        return redirect("case_alert", alert.uuid)
    today = timezone.localdate()
    is_of_agency = Part.AGENCY_REVIEWER in parts_of(request.user, alert.case, today)
    record("case.alert_seen", by=request.user, on=alert.case, organisation_id=alert.case.organisation_id)
    routes = routes_for(request.user, today)
    context = {"alert": alert, "case": alert.case, "knows_author": is_of_agency, "routes": routes}
    return render(request, "cases/alert.html", context)
