"""Coverage as a file to keep."""

from __future__ import annotations

import io

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.workforce.signed_in import SignedInRequest

from ..counting import coverage_of
from ..export import write_csv
from ..permissions import own_organisation
from .as_at import as_at, seen_on


@require_safe
@login_required
def coverage_csv(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Refused days lead back to the page, which says why."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if found.day is None or found.form.errors:
        response = redirect("coverage", employer.slug)
        response["Location"] += f"?{request.GET.urlencode()}"
        return response
    record("coverage.exported", by=request.user, on=employer, organisation_id=employer.pk, detail=seen_on(found.day))
    text = io.StringIO(newline="")
    write_csv(coverage_of(employer, found.day), text)
    name = f"coverage-{employer.slug}-{found.day.isoformat()}.csv"
    # Spreadsheets read the letters of other languages rightly only behind a byte order mark.
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
