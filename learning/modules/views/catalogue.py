from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.views import serve


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue's page, under a name that every app can link to."""
    return serve(request, "catalogue/")


@require_safe
def overview(request: HttpRequest, module: str) -> HttpResponse:
    """A module's page, under a name that every app can link to without asking for the page."""
    return serve(request, f"catalogue/{module}/")
