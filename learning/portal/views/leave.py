from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def about_leaving(request: HttpRequest) -> HttpResponse:
    """What "Leave quickly" does, and the switch for its keyboard shortcut."""
    return render(request, "portal/about_leaving.html")
