"""What belongs to blocks and is fetched by itself: the captions of a film, and sheets to print."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.records.body import find

from ..attempts import attempt_or_404
from ..signed_in import LearnersRequest, signed_in

JOB_AID = "job-aid"


@signed_in
@require_safe
def player_captions(request: LearnersRequest, module: str, block: str) -> HttpResponse:
    """The captions of one film, as the version of the attempt keeps them."""
    found = find(attempt_or_404(request.user, module).version.body, block)
    if found is None or found.block["type"] != "video" or not found.block["value"]["captions"]:
        raise Http404
    return HttpResponse(
        found.block["value"]["captions"],
        content_type="text/vtt; charset=utf-8",
        headers={"Cache-Control": "private, max-age=3600"},
    )


@signed_in
@require_safe
def player_sheet(request: LearnersRequest, module: str, sheet: str) -> HttpResponse:
    """One sheet to print and keep: the module's job aid, or a team activity by its block."""
    attempt = attempt_or_404(request.user, module)
    found = find(attempt.version.body, sheet)
    if found is not None and found.block["type"] == "team_activity":
        activity = found.block["value"]
        context = {"title": activity["title"], "minutes": activity["minutes"], "text": activity["text"]}
    elif sheet == JOB_AID and attempt.version.job_aid.get("points"):
        aid = attempt.version.job_aid
        context = {"title": aid["title"], "points": aid["points"]}
    else:
        raise Http404
    return render(request, "portal/player/sheet.html", {"attempt": attempt, **context})
