"""Coverage of the HR lead's own organisation: one sentence, the table, and who needs a nudge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.agreements import grade_on
from learning.workforce.models import Employment, Organisation, Team
from learning.workforce.models.level_map import Level
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..counting import Coverage, ModuleAsked, RoleGroupAsked, coverage_of
from ..measures.reach import MARK_PCT, Counts
from ..people import LASTING, first_people
from ..scope import Scope
from .as_at import as_at, canonical


@dataclass(frozen=True)
class Cell:
    group: RoleGroupAsked
    counts: Counts | None
    said_on: dt.date | None = None
    """Of a headcount, the day of the number."""


@dataclass(frozen=True)
class Row:
    module: ModuleAsked
    cells: list[Cell]


@dataclass(frozen=True)
class LevelRows:
    number: int
    name: str
    rows: list[Row]


@require_safe
@login_required
@never_cache
def coverage_home(request: SignedInRequest) -> HttpResponse:
    """To the organisation whose people the user leads, or the team that they manage; a list where there are several."""
    today = timezone.localdate()
    organisations = list(Organisation.objects.led_by(request.user, today))
    teams = list(Team.objects.topmost(request.user, today).exclude(organisation__in=organisations))
    places = [(each.name, reverse("coverage", args=[each.slug])) for each in organisations]
    places += [
        (f"{each.name}, {each.organisation}", reverse("coverage_team", args=[each.organisation.slug, each.pk]))
        for each in teams
    ]
    if not places:
        raise Http404
    if len(places) == 1:
        return redirect(places[0][1])
    return render(request, "coverage/home.html", {"places": places})


@require_safe
@login_required
@never_cache
def organisation(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    context: dict[str, Any] = {"organisation": employer, "as_at": found, "mark": MARK_PCT}
    if found.day is not None:
        coverage, scope = coverage_of(employer, found.day), Scope(employer, grade_on(employer, today))
        lists_people = scope.lists_people_on(coverage.ground)
        keys = coverage.first if scope.is_by_name else None
        posts = Employment.objects.confirmed().filter(organisation=employer)
        in_post = posts.in_post(found.day).order_by().values(lasting_id=LASTING)
        context |= {
            "coverage": coverage,
            "rules": coverage.rules,
            "ground": coverage.ground,
            "everybody": coverage.everybody,
            "levels": list(_levels(coverage)),
            "first_cells": [
                Cell(group, coverage.people.get(group.pk), coverage.said_on.get(group.pk))
                for group in coverage.role_groups
            ],
            "unsaid": ", ".join(group.title for group in coverage.unsaid),
            "outgrown": ", ".join(group.title for group in coverage.outgrown),
            "scope": scope,
            "lists_people": lists_people,
            "nudged": first_people(scope, found.day, keys) if lists_people else [],
            "headcount": in_post.distinct().count(),
            "recorded_at": posts.aggregate(latest=Max("recorded_at"))["latest"],
        }
    return render(request, "coverage/organisation.html", context)


def _levels(coverage: Coverage) -> Iterator[LevelRows]:
    for number, modules in groupby(coverage.modules, key=lambda module: module.level):
        name = str(Level(number).label) if number in Level else ""
        yield LevelRows(number, name, [Row(module, _cells(coverage, module)) for module in modules])


def _cells(coverage: Coverage, module: ModuleAsked) -> list[Cell]:
    return [Cell(group, coverage.cells.get((module.pk, group.pk))) for group in coverage.role_groups]
