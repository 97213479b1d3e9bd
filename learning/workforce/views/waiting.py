"""People who say that they work here: HR confirms or declines. Until then it reads the claim and nothing else."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.audit.actions.record_event import record

from ..actions.answer_declared import confirm_as, confirm_as_new, decline
from ..agreements import grade_on
from ..calling import is_by_name
from ..crumbs import crumb
from ..forms.joining import ConfirmForm, DeclineForm
from ..models import Employment, Organisation, Person, PersonEmail, User
from ..names_fit import names_fit
from ..people_here import Here, with_posts
from ..permissions import may_answer, own_organisation
from ..signed_in import SignedInRequest
from ..waiting import waiting_at
from .desk import desk_crumb

PAGE = 25
MOST_SUGGESTED = 4


@require_safe
@login_required
@never_cache
def workforce_waiting(request: SignedInRequest, organisation: str) -> HttpResponse:
    employer = own_organisation(request.user, organisation, timezone.localdate())
    page = Paginator(waiting_at(employer), PAGE).get_page(request.GET.get("page"))
    record("workforce.waiting_seen", by=request.user, on=employer, organisation_id=employer.pk)
    context = {"organisation": employer, "crumbs": [desk_crumb(employer)], "page": page, "own_id": own_id(request.user)}
    return render(request, "workforce/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_waiting_confirm(request: SignedInRequest, organisation: str, post: int) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    row = _waiting(request, employer, post)
    suggested = suggestions(row, employer, today)
    form = ConfirmForm(request.POST or None, post=row, suggested=suggested, organisation=employer, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data.get("person"):
                confirm_as(request.user, row, form.cleaned_data["person"])
            else:
                confirm_as_new(request.user, row, form.stated())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Confirmed. They are told by e-mail, and count among your people from now on."))
            return redirect("workforce_waiting", employer.slug)
    return render(request, "workforce/waiting_confirm.html", _context(employer, row) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_waiting_decline(request: SignedInRequest, organisation: str, post: int) -> HttpResponse:
    employer = own_organisation(request.user, organisation, timezone.localdate())
    row = _waiting(request, employer, post)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline(request.user, row, form.cleaned_data["word"])
        messages.success(request, _("They are told by e-mail that you could not find them, with your word."))
        return redirect("workforce_waiting", employer.slug)
    return render(request, "workforce/waiting_decline.html", _context(employer, row) | {"form": form})


def suggestions(row: Employment, employer: Organisation, today: dt.date) -> list[Here]:
    """People of the employer's own return, without a login, who may be the one who declared the post.

    Nobody where it returns no names: a number found by the name would say whose it is.
    """
    if not is_by_name(grade_on(employer, today)):
        return []
    here = Person.objects.working_at(employer, today).without_login()
    emails = PersonEmail.objects.filter(person__in=Person.objects.same_as(row.person)).exclude(verified_at=None)
    known = here.filter(emails__email__in=emails.values("email"))
    family = row.person.family_name.strip()
    named = here.filter(family_name__iexact=family) if family else here.none()
    found = [*known, *(one for one in named if names_fit(one, row.person))]
    return with_posts(list(dict.fromkeys(found))[:MOST_SUGGESTED], employer, today)


def own_id(user: User) -> int | None:
    """The lasting key of the user's own person."""
    own: Person | None = getattr(user, "person", None)
    return own.lasting_id if own else None


def _waiting(request: SignedInRequest, employer: Organisation, key: int) -> Employment:
    row = waiting_at(employer).filter(pk=key).first()
    if row is None or not may_answer(request.user, row, timezone.localdate()):
        raise Http404
    return row


def _context(employer: Organisation, row: Employment) -> dict[str, object]:
    back = crumb(_("People who wait"), "workforce_waiting", organisation=employer.slug)
    return {"organisation": employer, "crumbs": [desk_crumb(employer), back], "post": row}
