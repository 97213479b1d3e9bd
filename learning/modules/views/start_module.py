"""Begin a module: empty, from the example, or from a copy."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.workforce.keys import key_in
from learning.workforce.signed_in import SignedInRequest

from ..actions.start_module import start_from_copy, start_from_example, title_of_copy
from ..models import CataloguePage, ModulePage
from ..permissions import may_write_modules


@require_http_methods(["GET", "POST"])
def start_module(request: SignedInRequest) -> HttpResponse:
    """The three ways; posting the key of a page copies that one, and posting none takes the example."""
    catalogue = get_object_or_404(CataloguePage)
    if not may_write_modules(request.user):
        raise PermissionDenied
    if request.method == "POST":
        key = request.POST.get("page", "")
        if key:
            original = get_object_or_404(ModulePage.objects.filter(alias_of=None), pk=key_in(key))
            page = start_from_copy(request.user, original, title_of_copy(original))
        else:
            page = start_from_example(request.user, catalogue, _("A new module"))
        return redirect("wagtailadmin_pages:edit", page.pk)
    modules = ModulePage.objects.filter(alias_of=None).defer_streamfields().order_by("level", "title")
    return render(request, "modules/editor/start_module.html", {"catalogue": catalogue, "modules": modules})
