from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..permissions import may_see_design


@login_required
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every piece of the look in every state, on one page."""
    if not may_see_design(request.user):
        raise PermissionDenied
    return render(request, "portal/design.html")
