"""The public page that answers "is this certificate real, and is it still valid?"."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.workforce.search_engines import unlisted
from learning.workforce.throttle import Throttle

from ..code import parsed
from ..forms import CodeForm
from ..models import Certificate
from ..standing import Standing

CHECKS = Throttle("certificates", per_address=60, overall=1200)
View = Callable[..., HttpResponse]


def told_to_nobody(view: View) -> View:
    """Kept out of search engines, caches and the address that the next site is told."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = unlisted(view(request, *args, **kwargs))
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def throttled(view: View) -> View:
    """Too many requests get 429 and a page that says when to come back."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if CHECKS.is_allowed(get_adapter(request).get_client_ip(request)):
            return view(request, *args, **kwargs)
        response = render(request, "certificates/too_many.html", status=429)
        response["Retry-After"] = str(CHECKS.seconds)
        return response

    return answer


@require_safe
@told_to_nobody
@throttled
def verify_form(request: HttpRequest) -> HttpResponse:
    """Where a code is typed. Sent, it leads to the code's own page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verify", code=form.cleaned_data["code"])
    return render(request, "certificates/verify_form.html", {"form": form})


@require_safe
@told_to_nobody
@throttled
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The answer first. A code that cannot be one is asked for like any other, and gets the same answer."""
    asked = Certificate.objects.with_last_change().filter(public_code=parsed(code) or "").first()
    if asked is None:
        return render(request, "certificates/not_found.html", {"form": CodeForm()}, status=404)
    today = timezone.localdate()
    standing = asked.standing_on(today)
    context = {
        "certificate": asked,
        "told": asked.snapshot,
        "standing": standing,
        "today": today,
        "stands": standing not in {Standing.SUPERSEDED, Standing.REVOKED},
        # A replaced one may carry a name that its holder no longer goes by.
        "shows_name": standing != Standing.SUPERSEDED,
    }
    return render(request, "certificates/verify.html", context)
