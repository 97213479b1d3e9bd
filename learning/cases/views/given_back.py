"""For forms in which much is written: somebody whose session ran out gets back what they typed, to copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models.case import TEXTS

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for people signed in. What was typed is shown once, screened by nobody and stored nowhere."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        typed = [words for name in TEXTS if (words := request.POST.get(name, "").strip())]
        if typed:
            context = {"typed": typed, "again": request.path}
            return render(request, "cases/bring/signed_out.html", context, status=401)
        return redirect_to_login(request.get_full_path())

    return wrapper
