"""Two rows of an employer's own people that may be one person: HR says what it knows, an administrator decides."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.audit.actions.record_event import record

from ..actions.say_of_pair import say_of_pair
from ..agreements import grade_on
from ..calling import is_by_name
from ..duplicates import pair_of, pairs_within
from ..models import Grade, Organisation
from ..people_here import with_posts
from ..permissions import own_organisation
from ..signed_in import SignedInRequest
from .desk import desk_crumb
from .nobody_listed import nobody_listed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_duplicates(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    grade = grade_on(employer, today)
    if grade == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    if request.method == "POST":
        return _said(request, employer)
    pairs = pairs_within(employer)
    here = {
        one.person.pk: one for one in with_posts({row for p in pairs for row in (p.first, p.second)}, employer, today)
    }
    record("workforce.duplicates_seen", by=request.user, on=employer, organisation_id=employer.pk)
    context = {
        "organisation": employer,
        "crumbs": [desk_crumb(employer)],
        "is_by_name": is_by_name(grade),
        "pairs": [(pair, [here[pair.first.pk], here[pair.second.pk]]) for pair in pairs],
    }
    return render(request, "workforce/duplicates.html", context)


def _said(request: SignedInRequest, employer: Organisation) -> HttpResponse:
    pair = pair_of(pairs_within(employer), request.POST.get("pair", ""))
    if pair is None:
        raise Http404
    is_same = request.POST.get("said") == "one"
    say_of_pair(request.user, pair.first, pair.second, is_same=is_same, organisation=employer)
    if is_same:
        words = _("Thank you. An administrator, or the person themselves, makes them one.")
    else:
        words = _("Thank you. We do not ask you about these two again.")
    messages.success(request, words)
    return redirect("workforce_duplicates", employer.slug)
