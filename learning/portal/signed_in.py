"""Signing in on the way to something, without losing what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from learning.workforce.signed_in import SignedInRequest

LONGEST_SHOWN = 12_000
View = Callable[..., HttpResponse]


class LearnersRequest(SignedInRequest):
    """The request as a view behind `signed_in` gets it."""

    htmx: HtmxDetails


def signed_in(view: View) -> View:
    """Only for people signed in; the others sign in first and come back to where they were.

    When a session ran out under a form, htmx gets a 401 and leaves the page as it is, and a plain form gets back what
    was typed, to copy.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if getattr(request, "htmx", False):
            return HttpResponse(status=401)
        typed = request.POST.get("text", "")[:LONGEST_SHOWN]
        if request.method == "POST" and typed.strip():
            return render(request, "portal/player/signed_out.html", {"typed": typed}, status=401)
        return redirect_to_login(request.get_full_path())

    return wrapper
