"""How it goes: what a trainer sees of those who learn, as figures."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.modules.models import ModulePage
from learning.modules.permissions import may_edit, may_write_modules
from learning.workforce.signed_in import SignedInRequest

from ..permissions import may_read_shared
from ..trainer_view import trainer_view


@require_safe
def module_learners(request: SignedInRequest, page_id: int) -> HttpResponse:
    """For the version in the address (`2.0`), or the current one."""
    page = get_object_or_404(ModulePage.objects.exclude(module=None).select_related("module"), pk=page_id)
    if not may_write_modules(request.user) or not may_edit(request.user, page):
        raise PermissionDenied
    versions = page.module.versions.order_by("-published_at")
    numbered = {version.number: version for version in versions.defer("body", "criteria", "job_aid")}
    chosen = request.GET.get("version", "")
    wanted = numbered.get(chosen) or numbered.get(str(getattr(page.module.current_version, "number", "")))
    version = get_object_or_404(versions, pk=wanted.pk if wanted else 0)
    context = {
        "page": page,
        "view": trainer_view(version, timezone.now()),
        "numbers": list(numbered),
        "may_read_shared": may_read_shared(request.user, timezone.localdate()),
    }
    return render(request, "records/editor/module_learners.html", context)
