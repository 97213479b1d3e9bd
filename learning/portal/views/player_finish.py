"""The end of a module: finished, or not yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.blocks.kinds import MARKED
from learning.cases.models import LearningCasePage
from learning.certificates.models import Certificate
from learning.modules.criteria import right_answers, right_answers_needed
from learning.records.body import every_block
from learning.records.models import Attempt, AttemptState, Completion
from learning.records.periods import renewable_from
from learning.requirements.asked import Asked, asked_of
from learning.workforce.models import User

from ..attempts import attempt_or_404
from ..pieces import Piece
from ..places import address_of
from ..player import Section
from ..signed_in import LearnersRequest, signed_in

MOST_NEXT = 3


@dataclass(frozen=True)
class ToRead:
    """One question that was not answered rightly: what was asked, and where its reasons stand."""

    question: str
    section: str
    href: str


@signed_in
@require_safe
def finish(request: LearnersRequest, module: str) -> HttpResponse:
    """What the completion counts for and what next; or, kindly, what to read again."""
    attempt = attempt_or_404(request.user, module)
    if attempt.state == AttemptState.OPEN:
        return redirect("player", module=module)
    if attempt.state == AttemptState.NOT_YET:
        return _not_yet(request, attempt)
    return _finished(request, attempt)


def _finished(request: LearnersRequest, attempt: Attempt) -> HttpResponse:
    completion = Completion.objects.select_related("correction").get(attempt=attempt)
    today = timezone.localdate()
    asked = asked_of(request.user.person, today)
    context = {
        "attempt": attempt,
        "completion": completion,
        "is_corrected": hasattr(completion, "correction"),
        "renewable_from": renewable_from(completion.valid_until),
        "certificate": Certificate.objects.of(request.user.person).live().filter(completion=completion).first(),
        "counts_for": [one for one in asked if one.module.pk == attempt.module_id],
        "to_do": _next(asked, attempt),
        "question": _last_question(attempt, request.user),
        "case": LearningCasePage.objects.visible_to(request.user, today)
        .teaching([attempt.module_id], today)
        .order_by("title")
        .first(),
        "job_aid": attempt.version.job_aid,
        "knots": [{"state": "done"} for _section in attempt.version.body],
    }
    return render(request, "portal/player/finish.html", context)


def _next(asked: list[Asked], attempt: Attempt) -> list[Asked]:
    """What else is asked and not current, each module once, what needs doing first at the top."""
    found: dict[int, Asked] = {}
    for one in asked:
        if not one.is_current and one.module.pk != attempt.module_id:
            found.setdefault(one.module.pk, one)
    return list(found.values())[:MOST_NEXT]


def _last_question(attempt: Attempt, user: User) -> Piece | None:
    """The confidence question of the end, while it has no answer."""
    section = None
    for found in every_block(attempt.version.body):
        if found.block["type"] == "confidence" and found.block["value"]["moment"] == "after":
            section = section or Section(attempt, found.number, user)
            if found.block["id"] not in section.progress.ratings:
                return section.piece(found.block)
    return None


def _not_yet(request: LearnersRequest, attempt: Attempt) -> HttpResponse:
    section = Section(attempt, 1, request.user)
    done = section.progress.done()
    to_read = [
        ToRead(
            found.block["value"].get("question") or found.block["value"]["statement"],
            attempt.version.body[found.number - 1]["value"]["title"],
            address_of(attempt, found.block["id"]),
        )
        for found in every_block(attempt.version.body)
        if found.block["type"] in MARKED and not done.answers.get(found.block["id"], True)
    ]
    context = {
        "attempt": attempt,
        "to_read": to_read,
        "right": right_answers(attempt.criteria, done),
        "asked": len(attempt.criteria["questions"]),
        "needed": right_answers_needed(attempt.criteria),
        "knots": section.steps,
    }
    return render(request, "portal/player/not_yet.html", context)
