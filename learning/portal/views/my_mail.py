"""A mail that was sent to the person who asks, read again: its text, and as it looked."""

from __future__ import annotations

import base64
import hashlib
import re

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.notices.models import Message
from learning.records.querysets import person_of
from learning.workforce.signed_in import SignedInRequest

from ..own_mail import own_mail

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@require_safe
@login_required
@never_cache
def my_mail(request: SignedInRequest, message: int) -> HttpResponse:
    return render(request, "portal/my_mail.html", {"mail": _own_or_404(request, message)})


@require_safe
@login_required
@never_cache
def my_mail_as_sent(request: SignedInRequest, message: int) -> HttpResponse:
    """The HTML that went out. The content policy lets in its own style, by its hash, and nothing else inline."""
    mail = _own_or_404(request, message)
    if not mail.html:
        raise Http404
    hashes = [_hash(style) for style in STYLE.findall(mail.html)]

    def as_sent(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(mail.html)

    answer: HttpResponse = csp_update({"style-src": hashes})(as_sent)(request)
    return answer


def _own_or_404(request: SignedInRequest, pk: int) -> Message:
    found = own_mail(person_of(request.user), pk)
    if found is None:
        raise Http404
    return found


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
