"""Month by month: reach as it was frozen, and as the same month ends are known now."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.ground import ground_of
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..measures.reach import MARK_PCT
from ..restated import restated
from ..trend import trend_of
from .as_at import as_at, canonical, coverage_crumb


@require_safe
@login_required
@never_cache
def trend(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return redirect("coverage", employer.slug)
    ground, counts = ground_of(employer, found.day), restated(employer, [found.day])[found.day]
    return render(
        request,
        "coverage/trend.html",
        {
            "organisation": employer,
            "as_at": found,
            "ground": ground,
            "crumbs": [coverage_crumb(employer, found)],
            "trend": trend_of(employer, ground, counts, restate=True),
            "mark": MARK_PCT,
        },
    )
