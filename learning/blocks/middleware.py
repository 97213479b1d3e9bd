"""What is too large is refused by the length that it declares, before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string

BESIDE_THE_FILE = 2_000_000
"""Bytes that a form may have beside its file."""


class RefuseWhatIsTooLarge:
    """Answers 413 and closes: no session, no form and no file is touched, so nothing typed elsewhere is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        declared = str(request.META.get("CONTENT_LENGTH") or 0)
        is_number = declared.isascii() and declared.isdecimal()
        if not is_number or int(declared) <= settings.LARGEST_UPLOAD + BESIDE_THE_FILE:
            return self.get_response(request)
        said = render_to_string("413.html", {"largest": filesizeformat(settings.LARGEST_UPLOAD)})
        return HttpResponse(said, status=413, headers={"Connection": "close"})
