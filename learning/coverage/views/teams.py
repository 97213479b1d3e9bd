"""Coverage by team: the whole tree for HR leads, and one team with those below it for its manager too."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.requirements.facts import rules_on
from learning.requirements.network import rule_book
from learning.workforce.agreements import grade_on
from learning.workforce.ground import ground_of
from learning.workforce.permissions import may_see_coverage, own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..measures.reach import MARK_PCT
from ..people import first_people
from ..permissions import own_team
from ..scope import Scope
from ..teams import team_tree
from .as_at import as_at, as_of_today, canonical, coverage_crumb, people_on, seen_on, teams_crumb, without_figures
from .nobody_listed import nobody_listed


@require_safe
@login_required
@never_cache
def teams(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Every team of the HR lead's organisation, and its people who are in none."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return redirect("coverage", employer.slug)
    ground = ground_of(employer, found.day)
    if answer := nobody_listed(request, Scope(employer, grade_on(employer, today)), found, ground, "coverage_teams"):
        return answer
    context = {
        "organisation": employer,
        "as_at": found,
        "crumbs": [coverage_crumb(employer, found)],
        "tree": team_tree(employer, found.day),
        "rules": rules_on(rule_book(), found.day),
        "ground": ground,
        "people_href": people_on(reverse("coverage_people", args=[employer.slug]), found.day),
    }
    return render(request, "coverage/teams.html", context)


@require_safe
@login_required
@never_cache
def team(request: SignedInRequest, organisation: str, team: int) -> HttpResponse:
    """One team: how its people stand, the teams below it, and who needs a nudge. Where a team manager starts."""
    today = timezone.localdate()
    scope = own_team(request.user, organisation, team, today)
    employer = scope.organisation
    is_led = may_see_coverage(request.user, employer, today)
    found = as_at(request, employer, today) if is_led else as_of_today(employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None or scope.team is None:
        return without_figures(replace(scope, team_ids=None) if is_led else scope)
    ground = ground_of(employer, found.day)
    if answer := nobody_listed(request, scope, found, ground):
        return answer
    people = ("coverage_people", [employer.slug]) if is_led else ("coverage_team_people", [employer.slug, team])
    tree = team_tree(employer, found.day)
    row = tree.of(scope.team)
    record("coverage.people_seen", by=request.user, on=employer, organisation_id=employer.pk, detail=seen_on(found.day))
    context = {
        "organisation": employer,
        "team": scope.team,
        "scope": scope,
        "is_led": is_led,
        "led": employer if is_led else None,
        "as_at": found,
        "crumbs": [coverage_crumb(employer, found), teams_crumb(employer, found)] if is_led else [],
        "mark": MARK_PCT,
        "row": row,
        "everybody": row.counts,
        "below": tree.below(scope.team),
        "rules": rules_on(rule_book(), found.day),
        "ground": ground,
        "people_href": people_on(reverse(people[0], args=people[1]), found.day),
        "nudged": first_people(scope, found.day),
    }
    return render(request, "coverage/team.html", context)
