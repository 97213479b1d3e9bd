"""“Something wrong or upsetting here?”: a reader says so, a trainer answers, and the reader finds the answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from learning.cases.models import LearningCasePage
from learning.deidentification import screen
from learning.deidentification.resolution import Question, rewritten
from learning.records.querysets import person_of
from learning.records.refusals import BadAnswer, OpenFindings
from learning.workforce.querysets import of_person

from ..actions.answer_concern import answer_concern
from ..actions.raise_concern import LONGEST_MESSAGE, raise_concern
from ..attempts import attempt_or_404
from ..concern_forms import ConcernForm
from ..models import Concern, ConcernKind
from ..own_distress import speaks_of_own_distress
from ..permissions import may_answer_concerns
from ..player import Section
from ..player_forms import answered
from ..signed_in import LearnersRequest, signed_in

MOST_ANSWERED = 50


@dataclass
class Words:
    """The message box as its template reads it."""

    anchor: str = "concern"
    text: str = ""
    asked: Sequence[Question] = ()
    kept: Sequence[tuple[int, str, str]] = ()
    problem: str = ""
    is_unreadable: bool = False
    elsewhere: bool = False

    @property
    def offers_support(self) -> bool:
        return speaks_of_own_distress(self.text)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def concern_section(request: LearnersRequest, module: str, section: int) -> HttpResponse:
    """About one section of what the reader is learning."""
    shown = Section(attempt_or_404(request.user, module), section, request.user)
    return _about(request, f"{shown.attempt.version.title}: {shown.title}", shown.address)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def concern_case(request: LearnersRequest, slug: str) -> HttpResponse:
    """About one learning case that the reader may read."""
    case = LearningCasePage.objects.visible_to(request.user, timezone.localdate()).filter(slug=slug).first()
    if case is None:
        raise Http404
    return _about(request, case.title, reverse("case", args=[slug]))


def _about(request: LearnersRequest, title: str, address: str) -> HttpResponse:
    piece = Words(text=request.POST.get("text", "").replace("\r\n", "\n"))
    if request.method == "POST":
        form = ConcernForm(request.POST)
        form.full_clean()
        if "kind" in form.errors or "key" in form.errors:
            piece.problem = _("Choose what it is about. Nothing was sent yet.")
        elif (stored := _stored(request, form, piece, title, address)) is not None:
            # What was sent twice is stored once, as it was sent first: say what is so, not what was ticked last.
            context = {"piece": piece, "address": address, "anonymous": stored.person_id is None}
            return render(request, "portal/concern/sent.html", context)
    context = {
        "piece": piece,
        "title": title,
        "address": address,
        "kinds": ConcernKind.choices,
        "kind": request.POST.get("kind", ""),
        "key": request.POST.get("key") or uuid.uuid4(),
        "anonymous": "anonymous" in request.POST,
    }
    return render(request, "portal/concern/form.html", context, status=422 if piece.problem else 200)


def _stored(request: LearnersRequest, form: ConcernForm, piece: Words, title: str, address: str) -> Concern | None:
    """What is stored; else what is to mend stands in `piece`."""
    given = answered(request.POST)
    if len(piece.text) <= LONGEST_MESSAGE:
        piece.text = rewritten(piece.text, screen(piece.text), given.replaced)
    try:
        return raise_concern(
            request.user,
            title=title,
            address=address,
            kind=form.cleaned_data["kind"],
            message=piece.text,
            key=form.cleaned_data["key"],
            anonymous=form.cleaned_data["anonymous"],
            kept=given.kept,
        )
    except OpenFindings as refusal:
        review = refusal.review
        piece.asked = review.open
        piece.kept = [(question.number, question.text, question.keep) for question in review.settled]
        piece.problem = ngettext(
            "Not sent yet: something here may identify somebody.",
            "Not sent yet: %(number)d things here may identify somebody.",
            len(review.open),
        ) % {"number": len(review.open)}
        return None
    except BadAnswer:
        piece.problem = _("Write a few words, at most 2,000 characters. Nothing was sent yet.")
        return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def concerns(request: LearnersRequest) -> HttpResponse:
    """What readers said, and what is answered already; POST answers one."""
    if not may_answer_concerns(request.user):
        raise PermissionDenied
    refused = ""
    if request.method == "POST":
        found = get_object_or_404(Concern, uuid=_uuid_or_404(request.POST.get("concern", "")))
        try:
            answer_concern(request.user, found, request.POST.get("answer", ""))
            return redirect("concerns")
        except ValueError:
            refused = str(found.uuid)
    context = {
        "open": Concern.objects.filter(answered_at=None),
        "answered": Concern.objects.exclude(answered_at=None).order_by("-answered_at")[:MOST_ANSWERED],
        "refused": refused,
        "typed": request.POST.get("answer", ""),
    }
    return render(request, "portal/concern/list.html", context, status=422 if refused else 200)


def _uuid_or_404(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@signed_in
@require_safe
def my_concerns(request: LearnersRequest) -> HttpResponse:
    """What the reader wrote with their name to it, and the answers."""
    person = person_of(request.user)
    mine = Concern.objects.filter(of_person(person)) if person else Concern.objects.none()
    return render(request, "portal/concern/mine.html", {"concerns": mine.order_by("-pk")})
