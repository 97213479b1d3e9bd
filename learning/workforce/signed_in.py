"""Signing in on the way to something, without losing what was typed; and a request as views get it behind that."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import User

LONGEST_SHOWN = 12_000
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """For types alone: `user` is somebody, and no query finds out who."""

    user: User


def signed_in_or_given_back(*boxes: str) -> Callable[[View], View]:
    """Only for people signed in; the others sign in first and come back to where they were.

    When a session ran out under a form, htmx gets a 401 and leaves the page as it is, and a plain form gets back what
    was typed into these boxes, to copy: shown once, and stored nowhere. A star at the end of a name stands for whatever
    follows.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            if getattr(request, "htmx", False):
                return HttpResponse(status=401)
            names = [name for box in boxes for name in request.POST if fnmatchcase(name, box)]
            typed = [words for name in names if (words := request.POST[name][:LONGEST_SHOWN]).strip()]
            if typed:
                return render(request, "signed_out.html", {"typed": typed}, status=401)
            return redirect_to_login(request.get_full_path())

        return wrapper

    return decorated
