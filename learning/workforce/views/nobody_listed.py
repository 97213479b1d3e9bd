"""What the desk's lists of people answer where headcounts alone are returned."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from ..models import Organisation
from ..signed_in import SignedInRequest
from .desk import desk_crumb


def nobody_listed(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Why nobody is listed, and what changes it."""
    context = {"organisation": organisation, "crumbs": [desk_crumb(organisation)]}
    return render(request, "workforce/nobody_listed.html", context)
