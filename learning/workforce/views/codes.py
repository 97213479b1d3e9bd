"""Claim codes: made for chosen people without a login, printed once, taken back."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..actions.make_claim_codes import make_claim_codes, withdraw_claim_code
from ..agreements import grade_on
from ..crumbs import crumb
from ..keys import key_in
from ..models import ClaimCode, Grade, Organisation, Person
from ..people_here import by_name_or_number, with_posts
from ..permissions import own_organisation
from ..querysets import PersonQuerySet
from ..signed_in import SignedInRequest
from .desk import desk_crumb
from .nobody_listed import nobody_listed

PAGE = 50
"""Longer numbers are more than a database keeps, and nobody's key."""


@require_safe
@login_required
@never_cache
def workforce_codes(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Who has no login yet, with the state of their code."""
    now, today = timezone.now(), timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    grade = grade_on(employer, today)
    if grade == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    page = Paginator(by_name_or_number(waiting_for_login(employer, today), employer, grade), PAGE).get_page(
        request.GET.get("page")
    )
    people = with_posts(page.object_list, employer, today)
    codes = ClaimCode.objects.unused().filter(organisation=employer, person__in=[one.person for one in people])
    code_of = {code.person_id: code for code in codes}
    used = ClaimCode.objects.filter(organisation=employer).exclude(used_at=None)
    return render(
        request,
        "workforce/codes.html",
        {
            "organisation": employer,
            "crumbs": [desk_crumb(employer)],
            "page": page,
            "rows": [(one, code_of.get(one.person.pk)) for one in people],
            "used": used.count(),
            "out": ClaimCode.objects.open_at(now).filter(organisation=employer).count(),
            "now": now,
        },
    )


@require_POST
@login_required
@never_cache
def workforce_codes_print(request: SignedInRequest, organisation: str) -> HttpResponse:
    """New codes for the people ticked, as a page to print: the only time that they are shown."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    if grade_on(employer, today) == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    keys = [key_in(text) for text in request.POST.getlist("person")[:PAGE]]
    printed = make_claim_codes(request.user, employer, list(Person.objects.filter(pk__in=keys)))
    if not printed:
        messages.warning(request, _("Nobody was chosen. Tick the people for whom you want a code."))
        return redirect("workforce_codes", employer.slug)
    names = {one.person.pk: one for one in with_posts([one.person for one in printed], employer, today)}
    back = crumb(_("Claim codes"), "workforce_codes", organisation=employer.slug)
    context = {
        "organisation": employer,
        "crumbs": [desk_crumb(employer), back],
        "slips": [(names[one.person.pk], one) for one in printed],
        "address": request.build_absolute_uri(reverse("join")),
    }
    return render(request, "workforce/codes_print.html", context)


@require_POST
@login_required
def workforce_code_withdraw(request: SignedInRequest, organisation: str, code: int) -> HttpResponse:
    employer = own_organisation(request.user, organisation, timezone.localdate())
    row = ClaimCode.objects.unused().filter(organisation=employer, pk=code).first()
    if row is None:
        raise Http404
    withdraw_claim_code(request.user, row)
    messages.success(request, _("That code works no longer."))
    return redirect("workforce_codes", employer.slug)


def waiting_for_login(employer: Organisation, day: dt.date) -> PersonQuerySet:
    """The employer's own people, in post on `day`, who cannot sign in yet."""
    return Person.objects.working_at(employer, day).without_login()
