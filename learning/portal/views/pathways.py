"""The levels as a path, and what is asked of each role group: for anybody to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.records.querysets import person_of
from learning.workforce.crumbs import Crumb, crumb
from learning.workforce.models import LevelMap

from ..pathways import asked_of_role, pathways_on


def _levels() -> Crumb:
    return crumb(_("The four levels"), "pathways")


@require_safe
def pathways(request: HttpRequest) -> HttpResponse:
    """All four levels in short."""
    found = pathways_on(timezone.localdate(), person_of(request.user))
    return render(request, "portal/pathways.html", {"pathways": found})


@require_safe
def pathway(request: HttpRequest, level: int) -> HttpResponse:
    """One level: its modules in order, and for whom it is."""
    found = pathways_on(timezone.localdate(), person_of(request.user))
    here = next((one for one in found if one.level == level), None)
    if here is None:
        raise Http404
    context = {"pathway": here, "pathways": found, "crumbs": [crumb(_("Catalogue"), "catalogue"), _levels()]}
    return render(request, "portal/pathway.html", context)


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role group with the level that it needs."""
    maps = LevelMap.objects.on(timezone.localdate()).select_related("role_group").order_by("role_group__position")
    return render(request, "portal/roles.html", {"maps": maps})


@require_safe
def role(request: HttpRequest, role_group: str) -> HttpResponse:
    """What the network asks of one role group, level by level."""
    today = timezone.localdate()
    mapped = LevelMap.objects.on(today).select_related("role_group").filter(role_group__slug=role_group).first()
    if mapped is None:
        raise Http404
    asked = asked_of_role(mapped, pathways_on(today, person_of(request.user)))
    crumbs = [_levels(), crumb(_("What is asked of my role"), "roles")]
    return render(request, "portal/role.html", {"asked": asked, "crumbs": crumbs})
