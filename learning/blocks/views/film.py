"""A film of our own, in the ranges that players ask for."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.models import Document
from wagtail.documents.wagtail_hooks import check_view_restrictions

from ..file_kinds import VIDEOS, ending
from ..ranges import in_ranges


@login_required
@require_safe
def film(request: HttpRequest, document: int, name: str) -> HttpResponseBase:
    """Films go to people who are signed in; the name is for the player's eyes and has to be the film's own.

    A film in a collection that an editor made private goes to those alone for whom it is.
    """
    found = get_object_or_404(Document.objects.select_related("collection"), pk=document)
    refused = check_view_restrictions(found, request)
    if refused is not None:
        return cast(HttpResponseBase, refused)
    if name != found.filename or ending(name) not in VIDEOS:
        raise Http404
    file = found.file.storage.open(found.file.name, "rb")
    return in_ranges(request, file, found.file.size, f"video/{ending(name)}")
