"""Who is excused, for how long, and by whom: an employer's own people alone."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.audit.actions.record_event import record
from learning.workforce.agreements import grade_on
from learning.workforce.crumbs import Crumb, crumb
from learning.workforce.models import Grade, Organisation, Person
from learning.workforce.people_here import names_here
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.views.nobody_listed import nobody_listed

from ..actions.grant_exemption import end_exemption, grant_exemption, withdraw_exemption
from ..forms.exemption import ExemptionForm, LastDayForm
from ..models import Exemption
from ..permissions import is_with, may_approve
from .scope import Scope

forms_of_ours = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 50
SOON = dt.timedelta(days=30)


@require_safe
@login_required
@never_cache
def exemptions(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Those that hold or will hold, the first to run out on top."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    if grade_on(employer, today) == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    standing = Exemption.objects.standing().filter(organisation=employer, ends_on__gte=today)
    found = standing.select_related("person__merged_into", "module", "approved_by").order_by("ends_on", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    record("exemption.list_seen", by=request.user, on=employer, organisation_id=employer.pk)
    names = names_here([one.person for one in page.object_list], employer, today)
    context = {
        "scope": Scope(employer),
        "page": page,
        "rows": [(one, names[one.person_id]) for one in page.object_list],
        "today": today,
        "soon": today + SOON,
    }
    return render(request, "requirements/exemptions.html", context)


@login_required
@forms_of_ours
@never_cache
def exempt(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """Excuse one of the employer's own people, and see what they are excused from already."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    if grade_on(employer, today) == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    person = own_person(employer, uuid, today)
    blank = Exemption(person=person, organisation=employer, approved_by=request.user)
    form = ExemptionForm(request.POST or None, instance=blank, today=today, initial={"starts_on": today})
    may = may_approve(request.user, person, employer, today)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid():
            grant_exemption(request.user, form.instance)
            messages.success(request, _("Exempt from the first to the last day, and asked again after that."))
            return redirect("coverage_person", employer.slug, person.uuid)
    held = Exemption.objects.standing().of(person).filter(organisation=employer, ends_on__gte=today)
    context = {
        "scope": Scope(employer),
        "crumbs": person_crumbs(employer, person, today),
        "person": person,
        "name": names_here([person], employer, today)[person.pk],
        "form": form,
        "may": may,
        "held": held.select_related("module").order_by("ends_on"),
    }
    return render(request, "requirements/exempt.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_ours
@never_cache
def exemption_end(request: SignedInRequest, organisation: str, exemption: int) -> HttpResponse:
    """Give an exemption an earlier last day, or take back what should never have been granted."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    if grade_on(employer, today) == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    standing = Exemption.objects.standing().filter(pk=exemption, organisation=employer, ends_on__gte=today)
    held = standing.select_related("person__merged_into", "module", "organisation").first()
    if held is None:
        raise Http404
    form = LastDayForm(
        request.POST or None, exemption=held, today=today, initial={"ends_on": max(today, held.starts_on)}
    )
    is_back = "withdraw" in request.POST
    if request.method == "POST" and (is_back or form.is_valid()):
        _end(request, held, None if is_back else form.cleaned_data["ends_on"])
        return redirect("exemptions", employer.slug)
    scope = Scope(employer)
    name = names_here([held.person], employer, today)[held.person_id]
    context = {"scope": scope, "crumbs": scope.crumbs, "exemption": held, "name": name, "form": form}
    return render(request, "requirements/exemption_end.html", context, status=422 if form.errors else 200)


def _end(request: SignedInRequest, exemption: Exemption, last_day: dt.date | None) -> None:
    try:
        if last_day is None:
            withdraw_exemption(request.user, exemption)
        else:
            end_exemption(request.user, exemption, last_day)
    except ObjectDoesNotExist:
        messages.error(request, _("Somebody else changed this meanwhile, so nothing was saved. Look at it again."))
    else:
        messages.success(request, _("Taken back.") if last_day is None else _("The last day is changed."))


def own_person(employer: Organisation, uuid: UUID, today: dt.date) -> Person:
    """The human being at this address if they work for this employer, today or soon; otherwise Http404."""
    row = Person.objects.select_related("merged_into").filter(uuid=uuid).first()
    if row is None or not is_with(row, employer, today):
        raise Http404
    return row.merged_into or row


def person_crumbs(employer: Organisation, person: Person, today: dt.date) -> list[Crumb]:
    return [
        crumb(_("Coverage"), "coverage", organisation=employer.slug),
        crumb(
            names_here([person], employer, today)[person.pk],
            "coverage_person",
            organisation=employer.slug,
            uuid=person.uuid,
        ),
    ]
