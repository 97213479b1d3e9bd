"""The people behind a figure, filtered and by name."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.workforce.models import Team
from learning.workforce.querysets import teams_below
from learning.workforce.signed_in import SignedInRequest

from ..counting import asked_here
from ..forms import PeopleForm
from ..people import listed, standing_people
from ..permissions import own_organisation
from .as_at import as_at, canonical, coverage_crumb, seen_on

PAGE = 25


@require_safe
@login_required
@never_cache
def people(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return redirect("coverage", employer.slug)
    teams = list(Team.objects.filter(organisation=employer).order_by("name"))
    role_groups, modules = asked_here(employer, found.day)
    form = PeopleForm(request.GET, role_groups=role_groups, modules=modules, teams=teams)
    chosen = form.chosen
    people = standing_people(
        employer,
        found.day,
        show=chosen["show"],
        role_group=chosen["role_group"],
        module=chosen["module"],
        team_ids=teams_below([int(chosen["team"])]) if chosen["team"] else None,
    )
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    record("coverage.people_seen", by=request.user, on=employer, organisation_id=employer.pk, detail=seen_on(found.day))
    return render(
        request,
        "coverage/people.html",
        {
            "organisation": employer,
            "as_at": found,
            "crumbs": [coverage_crumb(employer, found)],
            "form": form,
            "page": page,
            "people": listed(page.object_list, employer, found.day, module=chosen["module"]),
        },
    )
