"""“This may be about me or my child”: a form for anybody, and the desk of whoever decides about it."""

from __future__ import annotations

import datetime as dt
import uuid as ids
from dataclasses import dataclass
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.audit.actions.record_event import record
from learning.notices.working_days import working_day_after
from learning.records.encryption import Unreadable, unseal
from learning.workforce.search_engines import unlisted
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.throttle import Throttle

from ..actions.decide_hiding import answer_report, decide_hiding
from ..actions.report_learning_case import report_learning_case
from ..forms.report import ReportForm, VerdictForm
from ..life_cycle import WORKING_DAYS, State
from ..models import CaseReport, Hiding, LearningCasePage
from ..models.hiding import Verdict
from ..refusals import Refused

REPORTS = Throttle("case-reports", per_address=6, overall=120, seconds=3600)
CLOCK = dt.timedelta(hours=72)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case_about_me(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Anybody says that a case may be about them. One that the reader may not read is answered like one unknown."""
    visible = LearningCasePage.objects.visible_to(request.user, timezone.localdate())
    case = visible.filter(slug=slug).first() if slug else None
    if slug and case is None:
        return redirect("case_about_me")
    form = ReportForm(request.POST if request.method == "POST" else None, names_case=case is not None)
    if request.method == "POST" and form.is_valid():
        if not REPORTS.is_allowed(get_adapter(request).get_client_ip(request)):
            form.add_error(None, _("Many reports came from here within an hour. What you wrote is still here: wait a "
                                   "while, or write to the network’s address under “Complaints”."))  # fmt: skip
            return unlisted(render(request, "cases/about_me.html", {"case": case, "form": form}, status=429))
        user = request.user if request.user.is_authenticated else None
        report_learning_case(user, case, form.said, _key(request))
        due = working_day_after(timezone.localdate(), WORKING_DAYS[State.QUARANTINED])
        return unlisted(render(request, "cases/about_me_said.html", {"case": case, "due": due}))
    context = {"case": case, "form": form, "key": request.POST.get("key") or ids.uuid4()}
    return unlisted(render(request, "cases/about_me.html", context, status=422 if form.errors else 200))


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return ids.uuid4()


@dataclass(frozen=True)
class Said:
    """One report as whoever decides reads it; `contact` is empty where none was left or no key opens it."""

    report: CaseReport
    contact: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def hidden_case(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A hidden learning case, with what was said of it; the information-governance lead decides."""
    visible = Hiding.objects.visible_to(request.user, timezone.localdate())
    hiding = get_object_or_404(visible.open().select_related("case", "revision"), uuid=uuid)
    reports = [_said(report) for report in hiding.case.reports.filter(answered_at=None)]
    form = VerdictForm(
        request.POST if request.method == "POST" else None, has_contacts=any(one.contact for one in reports)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            decide_hiding(request.user, hiding, Verdict(given["verdict"]), given["word"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Decided. What was left to reach somebody is deleted."))
            return redirect("case_desk")
    record("learning_case.hidden_seen", by=request.user, on=hiding.case)
    shown = hiding.revision.as_object() if hiding.revision else hiding.case
    context = {"hiding": hiding, "page": shown, "reports": reports, "form": form, "clock": hiding.hidden_at + CLOCK}
    return render(request, "cases/hidden.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_report(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A report that named no case: read, looked into, and answered."""
    visible = CaseReport.objects.visible_to(request.user, timezone.localdate())
    report = visible.filter(uuid=uuid, case=None, answered_at=None).first()
    if report is None:
        raise Http404
    if request.method == "POST":
        answer_report(request.user, report)
        messages.success(request, _("Answered. What was left to reach somebody is deleted."))
        return redirect("case_desk")
    record("learning_case.report_seen", by=request.user, on=report)
    return render(request, "cases/report.html", {"said": _said(report)})


def _said(report: CaseReport) -> Said:
    try:
        return Said(report, unseal(bytes(report.sealed_contact)))
    except Unreadable:
        return Said(report, "")
