"""What is sent from one block of a section: answers, reflections, ratings. With htmx the block alone comes back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from learning.blocks.kinds import ANSWERED
from learning.cases.actions.save_case_reflection import save_case_reflection
from learning.deidentification import screen
from learning.deidentification.resolution import rewritten
from learning.records.actions.rate_confidence import rate_confidence
from learning.records.actions.reveal_answers import reveal_answers
from learning.records.actions.save_answer import save_answer
from learning.records.actions.save_reflection import save_reflection
from learning.records.actions.share_reflection import share_reflection
from learning.records.body import find
from learning.records.models import Attempt
from learning.records.refusals import AttemptClosed, BadAnswer, KeyReused, NoSuchBlock, OpenFindings
from learning.records.written import LONGEST_NOTE

from ..attempts import attempt_meant, attempt_or_404
from ..places import address_of
from ..player import Section
from ..player_forms import AnswerForm, RatingForm, ReflectionForm, answered
from ..signed_in import LearnersRequest, signed_in
from .player import named_in, section_page, taken

answers = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@answers
def player_answer(request: LearnersRequest, module: str, block: str) -> HttpResponse:
    """Save what was chosen at a question, check or scenario."""
    attempt = _attempt_with(request, module, block)
    if request.method != "POST":  # somebody comes back here from signing in
        return redirect(address_of(attempt, block))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    handed_in = form.cleaned_data["handed_in"]
    is_scenario = "walked" in request.POST
    response = form.way() if is_scenario else form.cleaned_data["option"]
    if not (form.moves() if is_scenario else response):
        return _nothing_chosen(request, attempt, block)
    try:
        save_answer(
            request.user,
            attempt,
            block,
            response,
            form.the_key(),
            form.cleaned_data["sequence"],
            reveals=not handed_in,
        )
    except (BadAnswer, KeyReused):
        return HttpResponseBadRequest()
    except NoSuchBlock as error:
        raise Http404 from error
    except AttemptClosed:
        pass  # the page shows that the try has ended, and the reasons
    return block_response(request, attempt, block)


@signed_in
@answers
def player_reflect(request: LearnersRequest, module: str, block: str) -> HttpResponse:
    """Save what somebody wrote for themselves, once nothing in it names anybody; until then it stays in the form."""
    attempt = _attempt_with(request, module, block)
    if request.method != "POST":
        return redirect(address_of(attempt, block))
    form = ReflectionForm(request.POST)
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    elsewhere = "elsewhere" in request.POST
    if not form.is_valid() and "sequence" in form.errors:
        return HttpResponseBadRequest()
    answers_given = answered(request.POST)
    text = rewritten(typed, screen(typed), answers_given.replaced) if len(typed) <= LONGEST_NOTE else typed
    shown: dict[str, Any] = {"text": text, "elsewhere": elsewhere, "saved_at": None}
    try:
        _save_words(request, attempt, block, text, answers_given.kept, form.cleaned_data.get("sequence"))
    except OpenFindings as refusal:
        review = refusal.review
        kept = [(question.number, question.text, question.keep) for question in review.settled]
        problem = ngettext(
            "Not saved yet: something here may identify somebody.",
            "Not saved yet: %(number)d things here may identify somebody.",
            len(review.open),
        ) % {"number": len(review.open)}
        return block_response(request, attempt, block, problem=problem, asked=review.open, kept=kept, **shown)
    except BadAnswer:
        problem = _("Not saved yet: a reflection has at most 10,000 characters, and a reason at most 300.")
        return block_response(request, attempt, block, problem=problem, **shown)
    except NoSuchBlock as error:
        raise Http404 from error
    return block_response(request, attempt, block)


def _save_words(
    request: LearnersRequest, attempt: Attempt, block_id: str, text: str, kept: Mapping[str, str], sequence: int | None
) -> None:
    """A reflection and an answer in own words belong to the attempt; a thought about a case to the case."""
    elsewhere = "elsewhere" in request.POST
    found = find(attempt.version.body, block_id)
    if found is not None and found.block["type"] == "linked_case":
        case = found.block["value"]["case"]
        save_case_reflection(request.user, case, text, elsewhere=elsewhere, kept=kept, module=attempt.module)
        return
    save_reflection(request.user, attempt, block_id, text, elsewhere=elsewhere, kept=kept, sequence=sequence)


@signed_in
@answers
def player_share(request: LearnersRequest, module: str, block: str) -> HttpResponse:
    """Let the trainers read a reflection, or no longer."""
    attempt = _attempt_with(request, module, block)
    if request.method != "POST":
        return redirect(address_of(attempt, block))
    with suppress(NoSuchBlock):  # it was taken back meanwhile: the page shows that nothing is there to share
        share_reflection(request.user, attempt, block, shared=request.POST.get("share") == "on")
    return block_response(request, attempt, block)


@signed_in
@answers
def player_rate(request: LearnersRequest, module: str, block: str) -> HttpResponse:
    """Save how sure somebody feels."""
    attempt = _attempt_with(request, module, block)
    if request.method != "POST":
        return redirect(address_of(attempt, block))
    form = RatingForm(request.POST)
    if "value" not in request.POST:
        return block_response(request, attempt, block, problem=_("Choose one first, or leave it out and go on."))
    if not form.is_valid():
        return HttpResponseBadRequest()
    try:
        rate_confidence(
            request.user,
            attempt,
            block,
            form.cleaned_data["value"],
            form.cleaned_data["sequence"],
        )
    except NoSuchBlock as error:
        raise Http404 from error
    if request.POST.get("from") == "finish" and not form.cleaned_data["handed_in"]:
        return redirect("finish", module=attempt.module.slug)
    return block_response(request, attempt, block)


def _nothing_chosen(request: LearnersRequest, attempt: Attempt, block: str) -> HttpResponse:
    said = _("Choose one first. Nothing was sent yet.")
    found = find(attempt.version.body, block)
    if found is not None and found.block["type"] == "own_words":
        return block_response(request, attempt, block, status=422, compare_problem=said)
    return block_response(request, attempt, block, problem=said)


def _attempt_with(request: LearnersRequest, slug: str, block_id: str) -> Attempt:
    """The attempt that the form was about, if its version has such a block and somebody can answer it."""
    attempt = attempt_meant(request.user, slug, named_in(request))
    found = find(attempt.version.body, block_id)
    if found is None or found.block["type"] not in ANSWERED:
        raise Http404
    return attempt


def block_response(
    request: LearnersRequest, attempt: Attempt, block_id: str, problem: str = "", status: int = 200, **typed: Any
) -> HttpResponse:
    """The block as it now is: alone for htmx; else the way back to it, or the whole page when something is to mend.

    What was only handed in by a device gets a status and nothing else.
    """
    status = 422 if problem else status
    if "handed_in" in request.POST:
        return taken() if status == 200 else HttpResponse(status=status)
    now = attempt_or_404(request.user, attempt.module.slug)
    found = find(now.version.body, block_id)
    if found is None:  # the try was followed by one of another version meanwhile
        return redirect("player", module=now.module.slug)
    section = Section(now, found.number, request.user)
    if request.htmx:
        if section.is_open and block_id in section.unrevealed:
            reveal_answers(request.user, now, [block_id])
        piece = section.piece(found.block)
        _mend(piece, problem, typed)
        return render(
            request, "portal/player/block.html", {"section": section, "piece": piece, "attempt": now}, status=status
        )
    if status == 200:
        return redirect(address_of(now, block_id))
    for piece in section.pieces:
        if piece.id == block_id:
            _mend(piece, problem, typed)
    return section_page(request, section, status=status)


def _mend(piece: Any, problem: str, typed: dict[str, Any]) -> None:
    piece.problem = problem
    for name, value in typed.items():
        setattr(piece, name, value)
