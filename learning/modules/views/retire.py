"""End a module on a day, or keep it after all."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest

from ..actions.retire_module import keep_module, retire_module
from ..forms import RetireForm
from ..models import ModulePage
from ..permissions import may_retire


@require_http_methods(["GET", "POST"])
def retire(request: SignedInRequest, page_id: int) -> HttpResponse:
    pages = ModulePage.objects.exclude(module=None).select_related("module__replaced_by")
    page = get_object_or_404(pages, pk=page_id)
    if not may_retire(request.user, page):
        raise PermissionDenied
    if request.method == "POST" and "keep" in request.POST:
        keep_module(request.user, page)
        messages.success(request, _("It stays in the catalogue."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    form = RetireForm(page.module, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        retire_module(request.user, page, said["day"], replaced_by=said["replaced_by"], note=said["note"])
        messages.success(request, _("Its last day is set. The catalogue and My learning say so."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "modules/editor/retire.html", {"page": page, "module": page.module, "form": form})
