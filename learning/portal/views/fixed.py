"""Pages that every site has at a lasting address; their words are an editor's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ..models import NoticePage, SupportPage


@require_safe
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Accessibility, privacy or complaints."""
    return get_object_or_404(NoticePage.objects.live(), slug=slug).serve(request)


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Someone to talk to, now."""
    return get_object_or_404(SupportPage.objects.live()).serve(request)
