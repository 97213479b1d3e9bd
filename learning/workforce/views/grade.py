"""How much the partner sends of its people, and the numbers of one that sends headcounts only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions.choose_grade import choose_grade
from ..actions.record_headcounts import record_headcounts
from ..agreements import grade_on
from ..forms.agreement import GradeForm, HeadcountForm
from ..models import Grade, Headcount, Organisation, ReturnGrade, RoleGroup
from ..permissions import own_organisation
from ..signed_in import SignedInRequest
from .desk import desk_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_grade(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    form = GradeForm(request.POST or None, initial={"grade": grade_on(employer, today)})
    if request.method == "POST" and form.is_valid():
        thrown = choose_grade(request.user, employer, Grade(form.cleaned_data["grade"]), today)
        messages.success(request, _("Your choice holds from today on. What you sent before stays as it is."))
        if thrown:
            messages.info(request, _("A file that waited said more than that, so it was thrown away. Send a new one."))
        return redirect("workforce", employer.slug)
    said = ReturnGrade.objects.filter(organisation=employer).select_related("recorded_by__person")
    context = {
        "organisation": employer,
        "crumbs": [desk_crumb(employer)],
        "form": form,
        "said": said.order_by("-recorded_at", "-pk"),
    }
    return render(request, "workforce/grade.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_headcounts(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    groups = list(RoleGroup.objects.all())
    holding = _holding(employer, today)
    form = HeadcountForm(
        request.POST or None,
        organisation=employer,
        role_groups=groups,
        today=today,
        initial={"as_at": today} | {f"group_{key}": row.people for key, row in holding.items()},
    )
    if request.method == "POST" and form.is_valid():
        record_headcounts(request.user, employer, form.cleaned_data["as_at"], form.people)
        messages.success(request, _("Your numbers are written down. They hold until you write new ones."))
        return redirect("workforce_headcounts", employer.slug)
    said = Headcount.objects.standing().filter(organisation=employer).select_related("role_group")
    context = {
        "organisation": employer,
        "crumbs": [desk_crumb(employer)],
        "form": form,
        "grade": grade_on(employer, today),
        "said": said.order_by("-starts_on", "role_group__position"),
    }
    return render(request, "workforce/headcounts.html", context)


def _holding(employer: Organisation, today: Any) -> dict[int, Headcount]:
    """The numbers that hold today, by role group: of several, the one said for the latest day."""
    rows = Headcount.objects.on(today).filter(organisation=employer).order_by("starts_on")
    return {row.role_group_id: row for row in rows}
