"""What the editor answers where Wagtail itself has no answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .models import UnfinishedModule


class SayWhatIsUnfinished:
    """Leads a trainer to the page that cannot go live yet, instead of to an error page.

    Publishing in bulk and approving in a workflow pass no form that could say it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, UnfinishedModule):
            return None
        messages.error(request, exception.messages[0])
        return redirect("wagtailadmin_pages:edit", exception.page_id)
