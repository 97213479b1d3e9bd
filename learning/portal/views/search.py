from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.workforce.search_engines import unlisted

from ..search import LONGEST, search_site


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Modules, learning cases that this reader may see, and pages of the network."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    groups = search_site(text, request.user, timezone.localdate())
    return unlisted(render(request, "portal/search.html", {"text": text, "groups": groups, "longest": LONGEST}))
