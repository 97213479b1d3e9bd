"""Sources whose day has come: somebody checks that they still say so."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.workforce.signed_in import SignedInRequest

from ..permissions import may_write_modules
from ..source_reviews import all_sources_due, sources_due


@require_safe
def sources_to_review(request: SignedInRequest) -> HttpResponse:
    """One's own, or with `all` in the address everybody's."""
    if not may_write_modules(request.user):
        raise PermissionDenied
    today, everybody = timezone.localdate(), "all" in request.GET
    due = all_sources_due(today) if everybody else sources_due(request.user, today)
    return render(request, "modules/editor/sources_due.html", {"due": due, "everybody": everybody, "today": today})
