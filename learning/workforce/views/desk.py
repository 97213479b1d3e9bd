"""Where the HR lead's work on the workforce starts: what is agreed, what was returned last, what waits."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..agreements import agreement_on, review_of
from ..crumbs import Crumb, crumb
from ..duplicates import pairs_within
from ..ground import ground_of
from ..models import Organisation, Person, SharingAgreement, WorkforceReturn
from ..permissions import administers_today, own_organisation
from ..signed_in import SignedInRequest
from ..waiting import waiting_at


def desk_crumb(organisation: Organisation) -> Crumb:
    """The way back to the organisation's desk."""
    return crumb(_("Workforce"), "workforce", organisation=organisation.slug)


@require_safe
@login_required
@never_cache
def workforce_home(request: SignedInRequest) -> HttpResponse:
    """To the organisation whose people the user leads, a list where there are several; for administrators, of all."""
    today = timezone.localdate()
    led = list(Organisation.objects.led_by(request.user, today))
    if len(led) == 1:
        return redirect("workforce", led[0].slug)
    if led:
        return render(request, "workforce/home.html", {"organisations": led})
    if not administers_today(request.user):
        raise Http404
    agreed = {row.organisation_id: row for row in SharingAgreement.objects.on(today).order_by("signed_on")}
    partners = [(partner, agreed.get(partner.pk)) for partner in Organisation.objects.partners()]
    return render(request, "workforce/agreements.html", {"partners": partners, "today": today})


@require_safe
@login_required
@never_cache
def workforce(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    agreement = agreement_on(employer, today)
    return render(
        request,
        "workforce/desk.html",
        {
            "organisation": employer,
            "agreement": agreement,
            "review": review_of(agreement, today),
            "ground": ground_of(employer, today),
            "unwritten": list(WorkforceReturn.objects.filter(organisation=employer).unwritten()),
            "today": today,
            "waiting": waiting_at(employer).count(),
            "without_login": Person.objects.working_at(employer, today).without_login().count(),
            "duplicates": len(pairs_within(employer)),
        },
    )
