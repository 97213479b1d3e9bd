"""The returns that a partner sent, and a new one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.receive_return import receive_return
from ..agreements import agreement_on, grade_on
from ..forms.returns import UploadForm
from ..models import ReturnState, WorkforceReturn
from ..permissions import own_organisation
from ..refusals import ReturnRefused
from ..returns.bounds import Unreadable
from ..signed_in import SignedInRequest
from .desk import desk_crumb

PAGE = 20


@require_safe
@login_required
@never_cache
def workforce_returns(request: SignedInRequest, organisation: str) -> HttpResponse:
    """What was sent, the newest first; what was thrown away is not listed."""
    employer = own_organisation(request.user, organisation, timezone.localdate())
    sent = WorkforceReturn.objects.filter(organisation=employer).exclude(state=ReturnState.DISCARDED)
    page = Paginator(sent.select_related("created_by__person", "undone_by", "undoes"), PAGE)
    context = {
        "organisation": employer,
        "crumbs": [desk_crumb(employer)],
        "page": page.get_page(request.GET.get("page")),
    }
    return render(request, "workforce/returns/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_return_new(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, organisation=employer, today=today, initial={"as_at": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            batch = receive_return(
                request.user, employer, given["file"], as_at=given["as_at"], is_full=given["is_full"]
            )
        except (ReturnRefused, Unreadable) as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("workforce_return_columns", employer.slug, batch.uuid)
    return render(
        request,
        "workforce/returns/new.html",
        {
            "organisation": employer,
            "crumbs": [desk_crumb(employer)],
            "form": form,
            "agreement": agreement_on(employer, today),
            "grade": grade_on(employer, today),
            "latest": WorkforceReturn.objects.filter(organisation=employer).holding().first(),
        },
        status=422 if form.errors else 200,
    )
