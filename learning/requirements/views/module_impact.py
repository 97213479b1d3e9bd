"""Whom a major version of a module would touch, for its author before publishing and for its reviewers."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.modules.models import Module, ModulePage
from learning.modules.permissions import may_edit
from learning.modules.publication import LATEST
from learning.workforce.keys import key_in
from learning.workforce.signed_in import SignedInRequest

from ..version_impact import version_impact


@require_safe
def module_impact(request: SignedInRequest, page_id: int) -> HttpResponse:
    """The table for the day and the bridge module in the address, or for those of the newest draft; `part`: alone."""
    page = get_object_or_404(ModulePage.objects.select_related("module"), pk=page_id)
    if not may_edit(request.user, page):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    day = timezone.localdate()
    is_part = "part" in request.GET
    # What the last publication said of itself is no choice for the next one.
    is_open = page.has_unpublished_changes
    redo_by = _day(request.GET.get("redo_by", "")) if is_part else (draft.redo_by if is_open else None)
    bridge = _module(request.GET.get("bridge", "")) if is_part else (draft.bridge if is_open else None)
    if redo_by is not None and not day < redo_by <= day + LATEST:
        redo_by = None
    context = {
        "page": page,
        "impact": version_impact(page.module, request.user, day, redo_by=redo_by, bridge=bridge)
        if page.module
        else None,
        "no_day": redo_by is None,
    }
    template = "requirements/partials/module_impact.html" if is_part else "requirements/module_impact.html"
    return render(request, template, context)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _module(text: str) -> Module | None:
    return Module.objects.published().filter(pk=key_in(text)).first()
