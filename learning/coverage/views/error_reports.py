"""“Something is wrong here”: said of one person's row, answered and closed by their employer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.audit.actions.record_event import record
from learning.workforce.crumbs import Crumb
from learning.workforce.ground import ground_of
from learning.workforce.models import Organisation
from learning.workforce.people_here import with_posts
from learning.workforce.signed_in import SignedInRequest

from ..actions.close_error_report import close_error_report
from ..error_report_forms import CloseForm, report_form
from ..models import ErrorReport
from ..permissions import own_person, own_scope
from ..querysets import ErrorReportQuerySet
from ..scope import Scope
from .as_at import as_of_today, coverage_crumb, seen_on
from .nobody_listed import nobody_listed
from .person import called_here

MOST_CLOSED = 50
PAGE = 25


@dataclass(frozen=True)
class Waiting:
    """One report, what the person is called, and the form that closes it; none for somebody who may not."""

    report: ErrorReport
    name: str
    form: CloseForm | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def report(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """About somebody whose row the HR lead or team manager sees."""
    today = timezone.localdate()
    scope = own_scope(request.user, organisation, today)
    employer = scope.organisation
    who, posts = own_person(scope, uuid, today)
    if answer := nobody_listed(request, scope, as_of_today(employer, today), ground_of(employer, today)):
        return answer
    name = called_here(scope, who, posts)
    form = report_form(request.POST or None, employer, who, today, module=request.GET.get("module", ""))
    if form.is_bound and form.is_valid():
        form.send(request.user, employer, who)
        return redirect(reverse("coverage_error_reports", args=[employer.slug]) + "?sent=1")
    back = reverse("coverage_person", args=[employer.slug, who.uuid])
    context = {
        "organisation": employer,
        "name": name,
        "crumbs": [Crumb(name, back)],
        "form": form,
        "back": back,
    }
    return render(request, "coverage/error_report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def reports(request: SignedInRequest, organisation: str) -> HttpResponse:
    """What is open and what was answered: of everybody for HR leads, who close it; a manager's own for them."""
    today = timezone.localdate()
    scope = own_scope(request.user, organisation, today)
    mine = ErrorReport.objects.visible_to(request.user, today).filter(organisation=scope.organisation)
    mine = mine.select_related("person__merged_into", "module", "reported_by", "organisation").prefetch_related(
        "person__merged_from"
    )
    refused: CloseForm | None = None
    if request.method == "POST":
        if not scope.is_whole:
            raise Http404
        found = get_object_or_404(mine, uuid=_uuid_or_404(request.POST.get("report", "")))
        refused = _close(request, found)
        if refused is None:
            return redirect(reverse("coverage_error_reports", args=[organisation]) + "?closed=1")
    context = _listed(request, scope, mine, refused)
    record(
        "coverage.people_seen",
        by=request.user,
        on=scope.organisation,
        organisation_id=scope.organisation.pk,
        detail=seen_on(today),
    )
    return render(request, "coverage/error_reports.html", context, status=422 if refused else 200)


def _close(request: SignedInRequest, found: ErrorReport) -> CloseForm | None:
    """Closed; or the form with what is to be looked at again."""
    form = _form_of(found, request.POST)
    if not form.is_valid():
        return form
    close_error_report(request.user, found, **form.cleaned_data)
    return None


def _form_of(found: ErrorReport, data: Any = None) -> CloseForm:
    return CloseForm(data, organisation=found.organisation, auto_id=f"id_{found.uuid}_%s")


def _listed(
    request: SignedInRequest, scope: Scope, mine: ErrorReportQuerySet, refused: CloseForm | None
) -> dict[str, Any]:
    page = Paginator(mine.open(), PAGE).get_page(request.GET.get("page"))
    bound = request.POST.get("report", "")
    closed = list(mine.exclude(closed_at=None).select_related("closed_by").order_by("-closed_at")[:MOST_CLOSED])
    names = _names([*page.object_list, *closed], scope.organisation)
    forms = {
        each.pk: refused if refused and str(each.uuid) == bound else _form_of(each)
        for each in page.object_list
        if scope.is_whole
    }
    found = as_of_today(scope.organisation, timezone.localdate())
    return {
        "organisation": scope.organisation,
        "scope": scope,
        "as_at": found,
        "crumbs": [coverage_crumb(scope.organisation, found)] if scope.is_whole else [],
        "page": page,
        "waiting": [Waiting(each, names[each.person_id], forms.get(each.pk)) for each in page.object_list],
        "closed": [Waiting(each, names[each.person_id]) for each in closed],
        "refused": refused,
        "was_sent": "sent" in request.GET,
        "was_closed": "closed" in request.GET,
    }


def _names(reports: list[ErrorReport], organisation: Organisation) -> dict[int, str]:
    """By key of the person of a report, what their employer calls them; two queries."""
    people = {report.person.merged_into or report.person for report in reports}
    names = {one.person.pk: one.name for one in with_posts(people, organisation, timezone.localdate())}
    return {report.person_id: names[report.person.lasting_id] for report in reports}


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
