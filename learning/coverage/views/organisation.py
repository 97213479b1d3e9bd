"""Coverage of the HR lead's own organisation: one sentence, the table, and who needs a nudge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.models import Employment, Organisation
from learning.workforce.models.level_map import Level
from learning.workforce.signed_in import SignedInRequest

from ..counting import Coverage, ModuleAsked, RoleGroupAsked, coverage_of
from ..measures.reach import MARK_PCT, Counts
from ..people import listed, standing_people
from ..permissions import own_organisation
from .as_at import as_at, canonical

NUDGED = 6


@dataclass(frozen=True)
class Cell:
    group: RoleGroupAsked
    counts: Counts | None


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
    """To the organisation whose people the user leads; a list where there are several."""
    organisations = list(Organisation.objects.led_by(request.user, timezone.localdate()))
    if not organisations:
        raise Http404
    if len(organisations) == 1:
        return redirect("coverage", organisations[0].slug)
    return render(request, "coverage/home.html", {"organisations": organisations})


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
        coverage = coverage_of(employer, found.day)
        nudged = standing_people(employer, found.day, show="attention")
        posts = Employment.objects.confirmed().filter(organisation=employer)
        in_post = posts.in_post(found.day).values("person__merged_into_id", "person_id")
        context |= {
            "coverage": coverage,
            "everybody": coverage.everybody,
            "levels": list(_levels(coverage)),
            "first_cells": [Cell(group, coverage.people.get(group.pk)) for group in coverage.role_groups],
            "nudged": listed(nudged[:NUDGED], employer, found.day),
            "headcount": len({row["person__merged_into_id"] or row["person_id"] for row in in_post}),
            "recorded_at": posts.aggregate(latest=Max("recorded_at"))["latest"],
        }
    return render(request, "coverage/organisation.html", context)


def _levels(coverage: Coverage) -> Iterator[LevelRows]:
    for number, modules in groupby(coverage.modules, key=lambda module: module.level):
        name = str(Level(number).label) if number in Level else ""
        yield LevelRows(number, name, [Row(module, _cells(coverage, module)) for module in modules])


def _cells(coverage: Coverage, module: ModuleAsked) -> list[Cell]:
    return [Cell(group, coverage.cells.get((module.pk, group.pk))) for group in coverage.role_groups]
