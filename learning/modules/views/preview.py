"""The newest draft in one of the page's ways of being seen, full screen and on any device."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from learning.workforce.signed_in import SignedInRequest

from ..models import ModulePage
from ..permissions import may_edit


@require_safe
def module_preview(request: SignedInRequest, page_id: int, mode: str) -> HttpResponse:
    page = get_object_or_404(ModulePage, pk=page_id)
    if not may_edit(request.user, page):
        raise PermissionDenied
    if mode not in dict(ModulePage.preview_modes):
        raise Http404
    draft = page.get_latest_revision_as_object()
    response: HttpResponse = draft.make_preview_request(request, mode)
    return response
