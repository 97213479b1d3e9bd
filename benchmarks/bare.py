"""The site's addresses and one more, whose view does nothing: what middleware, session and sign-in cost alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def bare(request: HttpRequest) -> HttpResponse:
    """As little as a page for a signed-in person can do: know who asks."""
    return HttpResponse(str(request.user.is_authenticated))


urlpatterns = [path("bare/", bare), *urlpatterns]
