"""What is missing in the newest draft, and what is worth a second look, for the editor's first tab."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from learning.workforce.signed_in import SignedInRequest

from ..checklist import checklist
from ..models import ModulePage
from ..permissions import may_edit


@require_safe
def module_checks(request: SignedInRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(ModulePage, pk=page_id)
    if not may_edit(request.user, page):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "modules/editor/checks.html", {"checklist": checklist(draft)})
