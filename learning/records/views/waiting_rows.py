"""Rows of files that mean nobody yet: the queue, and saying whom one of them means."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.audit.actions.record_event import record
from learning.workforce.agreements import grade_on
from learning.workforce.calling import is_by_name
from learning.workforce.crumbs import crumb
from learning.workforce.keys import key_in
from learning.workforce.models import Employment, Grade, Organisation, Person
from learning.workforce.people_here import names_here
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.views.nobody_listed import nobody_listed

from ..actions.match_past_completion import match_by_hand, set_aside
from ..forms import FindForm
from ..models import PastCompletion, RowState
from ..permissions import own_waiting_row
from ..refusals import ImportRefused
from .exchange import exchange_crumbs

PAGE = 25
FOUND = 10


@require_safe
@login_required
@never_cache
def past_waiting(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    grade = grade_on(employer, today)
    if grade == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    record("completion_import.queue_seen", by=request.user, on=employer, organisation_id=employer.pk)
    rows = PastCompletion.objects.in_queue().filter(batch__organisation=employer)
    rows = rows.select_related("batch", "version__module").defer("version__body", "version__criteria")
    context = {
        "organisation": employer,
        "crumbs": exchange_crumbs(employer),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "is_by_name": is_by_name(grade),
    }
    return render(request, "records/past_waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def past_row(request: SignedInRequest, organisation: str, row: int) -> HttpResponse:
    """`?q=` looks for somebody among one's own people; a POST says who is meant, or that nobody is."""
    today = timezone.localdate()
    found = own_waiting_row(request.user, organisation, row, today)
    employer = found.batch.organisation
    grade = grade_on(employer, today)
    if grade == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    if request.method == "POST":
        return _decided(request, found, organisation)
    form = FindForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    by_name = is_by_name(grade)
    people = people_found(employer, asked or found.staff_id, by_name=by_name) if asked or found.staff_id else []
    names = names_here([post.person for post in people], employer, today)
    if people:
        record("completion_import.people_sought", by=request.user, on=employer, organisation_id=employer.pk)
    waiting = crumb(_("Rows that wait"), "past_waiting", organisation=organisation)
    context = {
        "organisation": employer,
        "crumbs": [*exchange_crumbs(employer), waiting],
        "row": found,
        "is_open": found.state in (RowState.WAITING, RowState.ASIDE),
        "form": form if "q" in request.GET else FindForm(),
        "asked": asked,
        "people": [(post, names[post.person_id]) for post in people],
        "is_by_name": by_name,
    }
    return render(request, "records/past_row.html", context)


def _decided(request: SignedInRequest, row: PastCompletion, organisation: str) -> HttpResponse:
    try:
        if "aside" in request.POST:
            set_aside(request.user, row)
            messages.success(request, _("The row is set aside. It is listed with its file."))
        else:
            person = _person(row.batch.organisation, request.POST.get("person", ""))
            decided = match_by_hand(request.user, row, person)
            name = names_here([person], row.batch.organisation, timezone.localdate())[person.pk]
            messages.success(request, _said(decided, name))
    except ImportRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("past_row", organisation, row.pk)
    return redirect("past_waiting", organisation)


def _said(row: PastCompletion, name: str) -> str:
    if row.state == RowState.RECORDED:
        return _("Recorded for %(name)s.") % {"name": name}
    return _("%(name)s has this, or a newer one, on record already. Nothing was added.") % {"name": name}


def _person(organisation: Organisation, key: str) -> Person:
    posts = Employment.objects.standing().confirmed().filter(organisation=organisation)
    people = Person.objects.filter(pk__in=posts.values("person"), erased_at=None).select_related("merged_into")
    person = people.filter(pk=key_in(key)).first()
    if person is None:
        raise ImportRefused(_("This is nobody of yours. Choose somebody from your own list of people."))
    return person


def people_found(organisation: Organisation, asked: str, *, by_name: bool) -> list[Any]:
    """The latest post of each of the organisation's own people whose name or number holds every word asked for.

    Not `by_name`: the number alone.
    """
    posts = Employment.objects.standing().confirmed().filter(organisation=organisation, person__erased_at=None)
    for word in asked.split():
        name = Q(person__given_name__icontains=word) | Q(person__family_name__icontains=word)
        number = Q(staff_id__icontains=word)
        posts = posts.filter(name | number if by_name else number)
    found: dict[int, Employment] = {}
    order = ("person__family_name",) if by_name else ("staff_id",)
    ordered = posts.select_related("person__merged_into", "team", "role_group").order_by(*order, "person_id", "-start")
    for post in ordered[: FOUND * 3]:
        found.setdefault(post.person_id, post)
    return list(found.values())[:FOUND]
