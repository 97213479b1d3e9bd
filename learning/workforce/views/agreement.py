"""What the partner and the network agreed in writing: shown with its history, written down, changed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.record_agreement import record_agreement
from ..agreements import agreement_on, review_of
from ..forms.agreement import AgreementForm
from ..models import Organisation, SharedField, SharingAgreement
from ..permissions import agreeing_organisation, leads
from ..signed_in import SignedInRequest
from .desk import desk_crumb


@require_safe
@login_required
@never_cache
def workforce_agreement(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = agreeing_organisation(request.user, organisation, today)
    agreement = agreement_on(employer, today)
    said = SharingAgreement.objects.filter(organisation=employer).select_related("recorded_by__person")
    return render(
        request,
        "workforce/agreement.html",
        {
            "organisation": employer,
            "crumbs": [desk_crumb(employer)] if leads(request.user, employer, today) else [],
            "agreement": agreement,
            "review": review_of(agreement, today),
            "fields": [(label, value in agreement.fields) for value, label in SharedField.choices] if agreement else [],
            "said": said.order_by("-recorded_at", "-pk"),
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_agreement_new(request: SignedInRequest, organisation: str) -> HttpResponse:
    """A new agreement, from the one that holds: most of it stays the same when it is renewed."""
    today = timezone.localdate()
    employer = agreeing_organisation(request.user, organisation, today)
    new = SharingAgreement(organisation=employer)
    if before := agreement_on(employer, today):
        new.signatories, new.fields, new.reference = before.signatories, before.fields, before.reference
    return _written(request, employer, new)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_agreement_change(request: SignedInRequest, organisation: str) -> HttpResponse:
    """The agreement that holds, bettered or ended."""
    today = timezone.localdate()
    employer = agreeing_organisation(request.user, organisation, today)
    agreement = agreement_on(employer, today)
    if agreement is None:
        raise Http404
    return _written(request, employer, agreement)


def _written(request: SignedInRequest, employer: Organisation, agreement: SharingAgreement) -> HttpResponse:
    today = timezone.localdate()
    is_new = agreement.pk is None
    form = AgreementForm(request.POST or None, instance=agreement, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            record_agreement(request.user, form.instance)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except SharingAgreement.DoesNotExist:
            words = _("Somebody else changed this agreement while you had it open. Go back and look at it first.")
            form.add_error(None, words)
        else:
            messages.success(request, _("The agreement is written down."))
            return redirect("workforce_agreement", employer.slug)
    context = {
        "organisation": employer,
        "crumbs": [desk_crumb(employer)] if leads(request.user, employer, today) else [],
        "form": form,
        "is_new": is_new,
    }
    return render(request, "workforce/agreement_form.html", context)
