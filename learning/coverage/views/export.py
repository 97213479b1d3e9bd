"""Figures as files to keep that hold counts alone: coverage by role group and module, and the month ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.workforce.models import Organisation
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.spreadsheets import csv_file

from ..about import noted
from ..counting import Coverage, coverage_of
from ..export import COLUMNS, rows
from ..frozen import coverage_then
from ..making import CONTENT_TYPES, workbook
from ..models import Snapshot
from ..trend import trend_of
from ..trend_export import FROZEN, TREND_COLUMNS, trend_rows
from .as_at import as_at, seen_on

Table = tuple[str, list[str], list[list[Any]], Coverage]
"""Name, headings, rows, and what the figures are made of."""


@require_safe
@login_required
def coverage_csv(request: SignedInRequest, organisation: str) -> HttpResponse:
    return _answer(request, organisation, "csv", _coverage)


@require_safe
@login_required
def coverage_xlsx(request: SignedInRequest, organisation: str) -> HttpResponse:
    return _answer(request, organisation, "xlsx", _coverage)


@require_safe
@login_required
def trend_csv(request: SignedInRequest, organisation: str) -> HttpResponse:
    return _answer(request, organisation, "csv", _trend)


@require_safe
@login_required
def trend_xlsx(request: SignedInRequest, organisation: str) -> HttpResponse:
    return _answer(request, organisation, "xlsx", _trend)


def as_file(content: bytes, name: str) -> HttpResponse:
    """The bytes as a file to save; no browser keeps a copy of its own."""
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _answer(
    request: SignedInRequest, slug: str, extension: str, table_of: Callable[[Organisation, dt.date, str], Table]
) -> HttpResponse:
    """Refused days lead back to the page, which says why."""
    today = timezone.localdate()
    employer = own_organisation(request.user, slug, today)
    found = as_at(request, employer, today)
    if found.day is None or found.form.errors:
        response = redirect("coverage", employer.slug)
        response["Location"] += f"?{request.GET.urlencode()}"
        return response
    name, headings, lines, coverage = table_of(employer, found.day, request.GET.get("series", ""))
    record("coverage.exported", by=request.user, on=employer, organisation_id=employer.pk, detail=seen_on(found.day))
    table = noted(coverage.ground, headings, lines)
    content = csv_file(*table) if extension == "csv" else workbook(_("Coverage"), coverage, *table)
    return as_file(content, f"{name}-{employer.slug}-{found.day.isoformat()}.{extension}")


def _coverage(organisation: Organisation, day: dt.date, series: str) -> Table:
    """As known now, or with `series` "frozen" as the month end of that day was frozen; Http404 where it was not."""
    coverage, name = coverage_of(organisation, day), "coverage"
    if series == FROZEN:
        snapshot = Snapshot.objects.filter(organisation=organisation, month_end=day).first()
        if snapshot is None:
            raise Http404
        coverage, name = coverage_then(snapshot), "coverage-frozen"
    return name, list(COLUMNS), [list(row.values()) for row in rows(coverage)], coverage


def _trend(organisation: Organisation, day: dt.date, series: str) -> Table:
    coverage = coverage_of(organisation, day)
    trend = trend_of(organisation, coverage.ground, coverage.everybody, restate=True)
    headings, lines = list(TREND_COLUMNS), trend_rows(organisation, trend)
    return "month-ends", headings, lines, coverage
