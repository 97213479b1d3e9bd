"""What pages of people answer where an employer returns headcounts alone: why nobody is listed, and what changes it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from learning.workforce.ground import Ground
from learning.workforce.permissions import may_see_coverage
from learning.workforce.signed_in import SignedInRequest

from ..scope import Scope
from .as_at import AsAt


def nobody_listed(
    request: SignedInRequest, scope: Scope, found: AsAt, ground: Ground, here: str = "", status: int = 200
) -> HttpResponse | None:
    """The page that says so, or None where people are listed. `here`: the URL name of the page that was asked for."""
    if scope.lists_people_on(ground):
        return None
    is_led = may_see_coverage(request.user, scope.organisation, found.today)
    context = {
        "organisation": scope.organisation,
        "grade": scope.grade,
        "as_at": found,
        "ground": ground,
        "led": scope.organisation if is_led else None,
        "here": here,
    }
    return render(request, "coverage/nobody_listed.html", context, status=status)
