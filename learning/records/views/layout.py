"""How a partner's downloads look, and what it calls the modules."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.modules.models import Module
from learning.workforce.models import Organisation
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..actions.save_layout import save_codes, save_layout
from ..forms import CodesForm, LayoutForm
from ..models import CompletionOrganisation, DaysAs, DownloadLayout, FileKind, ModuleCode
from .exchange import exchange_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def download_layout(request: SignedInRequest, organisation: str) -> HttpResponse:
    employer = own_organisation(request.user, organisation, timezone.localdate())
    layout = DownloadLayout.objects.filter(organisation=employer).first() or DownloadLayout(organisation=employer)
    form = LayoutForm(request.POST or None, layout=layout)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        save_layout(request.user, employer, form.columns, DaysAs(chosen["days_as"]), FileKind(chosen["kind"]))
        messages.success(request, _("Your layout is saved. Downloads from now on look like it."))
        return redirect("learning_records", organisation)
    context = {"organisation": employer, "crumbs": exchange_crumbs(employer), "form": form}
    return render(request, "records/download_layout.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def module_codes(request: SignedInRequest, organisation: str) -> HttpResponse:
    employer = own_organisation(request.user, organisation, timezone.localdate())
    known = dict(ModuleCode.objects.filter(organisation=employer).values_list("module_id", "code"))
    modules = nameable_modules(employer, known)
    form = CodesForm(request.POST or None, modules=modules, known=known)
    if request.method == "POST" and form.is_valid():
        save_codes(request.user, employer, form.codes)
        messages.success(request, _("Your codes are saved, for files both ways."))
        return redirect("learning_records", organisation)
    context = {"organisation": employer, "crumbs": exchange_crumbs(employer), "form": form}
    return render(request, "records/module_codes.html", context, status=422 if form.errors else 200)


def nameable_modules(organisation: Organisation, known: Collection[int]) -> list[Module]:
    """Those in the public catalogue, those that the organisation's own people finished, and those with a code.

    A module that is not for everybody keeps its title from whoever has nothing to do with it.
    """
    shown = Module.objects.published().with_a_public_page().values("pk")
    counted = CompletionOrganisation.objects.filter(organisation=organisation).values("completion__module")
    return list(Module.objects.filter(Q(pk__in=shown) | Q(pk__in=counted) | Q(pk__in=known)).order_by("title", "pk"))
