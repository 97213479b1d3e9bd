"""Where completions come in from a partner's records, and go back to them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.agreements import has_agreement
from learning.workforce.crumbs import Crumb, crumb
from learning.workforce.models import Organisation
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..going_back import new_completions, new_withdrawals
from ..models import CompletionImport, DownloadReceipt, ImportState, ModuleCode, PastCompletion

LISTED = 10


def exchange_crumbs(organisation: Organisation) -> list[Crumb]:
    """The way back: the organisation's desk, and completions in and out."""
    slug = organisation.slug
    return [
        crumb(_("Workforce"), "workforce", organisation=slug),
        crumb(_("Completions in and out"), "learning_records", organisation=slug),
    ]


@require_safe
@login_required
@never_cache
def learning_records(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    files = CompletionImport.objects.filter(organisation=employer).exclude(state=ImportState.DISCARDED)
    receipts = DownloadReceipt.objects.filter(organisation=employer).defer("content").select_related("organisation")
    fresh = new_completions(employer)
    uncoded = fresh.exclude(module__in=ModuleCode.objects.filter(organisation=employer).values("module"))
    return render(
        request,
        "records/exchange.html",
        {
            "organisation": employer,
            "crumbs": exchange_crumbs(employer)[:1],
            "agreed": has_agreement(employer, today),
            "files": files[:LISTED],
            "waiting": PastCompletion.objects.in_queue().filter(batch__organisation=employer).count(),
            "receipts": receipts[:LISTED],
            "fresh": fresh.count(),
            "withdrawn": new_withdrawals(employer).count(),
            "uncoded": uncoded.values("module").distinct().count(),
        },
    )
