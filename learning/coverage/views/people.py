"""The people behind a figure, filtered, found and by name."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from learning.audit.actions.record_event import record
from learning.workforce.agreements import grade_on
from learning.workforce.ground import ground_of
from learning.workforce.models import Team
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..counting import titles_in
from ..forms import PeopleForm
from ..people import asked_of, listed, standing_people
from ..permissions import own_team
from ..scope import Scope
from .as_at import AsAt, as_at, as_of_today, canonical, coverage_crumb, seen_on, team_crumb, without_figures
from .nobody_listed import nobody_listed

PAGE = 25


class PieceRequest(SignedInRequest):
    """For types alone: what htmx says of a request that it sends."""

    htmx: HtmxDetails


@require_safe
@login_required
@never_cache
def people(request: PieceRequest, organisation: str) -> HttpResponse:
    """The HR lead's own people, on the day asked for."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    return _list(request, Scope(employer, grade_on(employer, today)), found)


@require_safe
@login_required
@never_cache
def team_people(request: PieceRequest, organisation: str, team: int) -> HttpResponse:
    """The people of one team and those below it, today: its manager's list."""
    today = timezone.localdate()
    scope = own_team(request.user, organisation, team, today)
    return _list(request, scope, as_of_today(scope.organisation, today))


def _list(request: PieceRequest, scope: Scope, found: AsAt) -> HttpResponse:
    employer, day = scope.organisation, found.day
    if day is None:
        return without_figures(scope)
    ground = ground_of(employer, day)
    if answer := nobody_listed(request, scope, found, ground, "coverage_people"):
        return answer
    teams = Team.objects.filter(organisation=employer).order_by("name")
    if scope.team_ids is not None:
        teams = teams.filter(pk__in=scope.team_ids)
    role_groups, modules = titles_in(asked_of(scope, day))
    form = PeopleForm(request.GET, role_groups=role_groups, modules=modules, teams=teams)
    wish = form.wish
    page = Paginator(standing_people(scope, day, wish), PAGE).get_page(request.GET.get("page"))
    # The trail keeps that names were looked at, and never the words by which somebody was looked for.
    record("coverage.people_seen", by=request.user, on=employer, organisation_id=employer.pk, detail=seen_on(day))
    is_piece = bool(request.htmx) and not request.htmx.history_restore_request
    context = {
        "organisation": employer,
        "scope": scope,
        "as_at": found,
        "ground": ground,
        "led": employer if scope.is_whole else None,
        "crumbs": _crumbs(scope, found),
        "form": form,
        "keep": {name: value for name, value in request.GET.items() if name in form.fields},
        "page": page,
        "words": wish.words,
        "people": listed(page.object_list, scope, day, module=wish.module),
        "is_piece": is_piece,
    }
    response = render(request, "coverage/partials/found.html" if is_piece else "coverage/people.html", context)
    patch_vary_headers(response, ["HX-Request"])
    if is_piece:
        response["HX-Push-Url"] = _without_empty(request.path, request.GET)
    return response


def _crumbs(scope: Scope, found: AsAt) -> list[object]:
    return [team_crumb(scope.team, found)] if scope.team else [coverage_crumb(scope.organisation, found)]


def _without_empty(path: str, given: QueryDict) -> str:
    """The address of what is shown, to be kept and sent on."""
    query = QueryDict(mutable=True)
    for name, value in given.items():
        if value:
            query[name] = str(value)
    return f"{path}?{query.urlencode()}" if query else path
