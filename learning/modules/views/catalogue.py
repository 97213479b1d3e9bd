"""The public pages of the catalogue, under names that every app can link to.

They are fetched by their address in one query; walking down the page tree, as Wagtail does for an address that it
knows nothing of, costs five.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.views import serve_chain

from ..models import CataloguePage
from ..stored_overview import stored_overview


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All modules, narrowed by what stands in the address."""
    page = get_object_or_404(CataloguePage.objects.live(), url_path__endswith="/catalogue/")
    return _served(page, request)


@require_safe
def overview(request: HttpRequest, module: str) -> HttpResponse:
    """What one module is about and what finishing it takes; anybody may read it."""
    page = stored_overview(module, timezone.localdate())
    if page is None:
        raise Http404
    return _served(page, request)


def _served(page: Any, request: HttpRequest) -> HttpResponse:
    """The page as Wagtail would serve it, through its hooks: they ask who may see it (signed in, in a group)."""
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    response: HttpResponse = chain(page, request, [], {})
    return response
