"""What falls due: who is not current, whose learning runs out soon, and whose first days end soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.agreements import grade_on
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..counting import coverage_of
from ..due import modules_due, people_due, windows_of
from ..scope import Scope
from ..standings import DUE, START
from .as_at import as_at, canonical, coverage_crumb
from .nobody_listed import nobody_listed


@dataclass(frozen=True)
class Tile:
    """One list of people: its name in the address of the people page, the days ahead (0: now), and how many."""

    show: str
    days: int
    people: int


@require_safe
@login_required
@never_cache
def due(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return redirect("coverage", employer.slug)
    coverage = coverage_of(employer, found.day)
    scope = Scope(employer, grade_on(employer, today))
    if answer := nobody_listed(request, scope, found, coverage.ground, "coverage_due"):
        return answer
    windows = windows_of(coverage.rules)
    people = people_due(employer, found.day, windows)
    columns = ["never", "expired", *(f"{DUE}_{days}" for days in windows)]
    context: dict[str, Any] = {
        "organisation": employer,
        "as_at": found,
        "crumbs": [coverage_crumb(employer, found)],
        "coverage": coverage,
        "everybody": coverage.everybody,
        "rules": coverage.rules,
        "late": [Tile(show, 0, people.get(show, 0)) for show in ("never", "expired")],
        "soon": [Tile(f"{DUE}_{days}", days, people.get(f"{DUE}_{days}", 0)) for days in windows],
        "first_days": [Tile(f"{START}_{days}", days, people.get(f"{START}_{days}", 0)) for days in windows],
        "windows": windows,
        "modules": [
            (row.module, [(show, row.counts[show]) for show in columns])
            for row in modules_due(employer, found.day, windows, coverage.modules)
        ],
    }
    return render(request, "coverage/due.html", context)
