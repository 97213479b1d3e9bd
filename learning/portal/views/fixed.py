"""Pages that every site has at a lasting address; their words are an editor's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from ..models import NoticePage, ProgrammePage, SupportPage


@require_safe
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Accessibility, privacy or complaints."""
    return get_object_or_404(NoticePage.objects.live(), slug=slug).serve(request)


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Someone to talk to, now."""
    return get_object_or_404(SupportPage.objects.live()).serve(request)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The way to the network's own pages, whatever an editor calls the first of them."""
    first = ProgrammePage.objects.live().filter(depth=3).order_by("path").first()
    if first is None:
        raise Http404
    return redirect(first.get_url(request))
