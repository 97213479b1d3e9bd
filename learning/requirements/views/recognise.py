"""Recognise what one of the employer's own people learnt elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.agreements import grade_on
from learning.workforce.models import Grade
from learning.workforce.people_here import names_here
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.views.nobody_listed import nobody_listed

from ..actions.recognise_learning import recognise_learning
from ..forms.equivalence import RecogniseForm
from ..models import Equivalence
from ..permissions import may_approve
from .exemptions import own_person, person_crumbs
from .scope import Scope


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def recognise(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    if grade_on(employer, today) == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    person = own_person(employer, uuid, today)
    accepted = Equivalence.objects.accepted_in(employer, today).select_related("module")
    form = RecogniseForm(request.POST or None, equivalences=accepted, today=today)
    may = may_approve(request.user, person, employer, today)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid():
            try:
                recognise_learning(request.user, person, employer, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("It counts from its own day, and says that it comes from elsewhere."))
                return redirect("coverage_person", employer.slug, person.uuid)
    context = {
        "scope": Scope(employer),
        "crumbs": person_crumbs(employer, person, today),
        "person": person,
        "name": names_here([person], employer, today)[person.pk],
        "form": form if accepted else None,
        "may": may,
    }
    return render(request, "requirements/recognise.html", context, status=422 if form.errors else 200)
