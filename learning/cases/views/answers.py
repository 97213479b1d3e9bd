"""The author of a case answers what was recommended, and says later what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest, signed_in_or_given_back

from ..actions.answer_recommendations import answer_recommendations
from ..actions.follow_case_up import follow_case_up
from ..follow_up import WEEKS, due_on, to_write
from ..forms.answers import AnswersForm, FollowUpForm
from ..life_cycle import Move, State, may_take
from ..permissions import read_round
from ..refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_given_back("words_*")
@never_cache
def case_answers(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Accept, adapt or decline each recommendation."""
    held, parts = read_round(request.user, uuid, timezone.localdate())
    if not may_take(Move.ANSWER, State(held.case.state), parts):
        raise Http404
    form = AnswersForm(request.POST or None, asked=held.recommendations.order_by("pk"))
    if request.method == "POST" and form.is_valid():
        try:
            answer_recommendations(request.user, held.case, form.decided)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved. Those who were in the round read it. We ask you in six weeks."))
            return redirect("case_brought", uuid)
    context = {"case": held.case, "held": held, "form": form}
    return render(request, "cases/answers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_given_back("words_*", "learnt")
@never_cache
def case_follow_up(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say how it went, six or twelve weeks after the answers."""
    today = timezone.localdate()
    held, parts = read_round(request.user, uuid, today)
    if not may_take(Move.FINISH, State(held.case.state), parts) or held.answered_on is None:
        raise Http404
    weeks = to_write(held.answered_on, held.told, today)
    if weeks is None:
        messages.info(request, _("There is nothing to say yet. We write to you when it is time."))
        return redirect("case_brought", uuid)
    form = FollowUpForm(request.POST or None, asked=held.taken_up)
    if request.method == "POST" and form.is_valid():
        try:
            follow_case_up(request.user, held.case, form.looked_back(weeks))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _thanks(weeks))
            return redirect("case_brought", uuid)
    context = {"case": held.case, "held": held, "form": form, "weeks": weeks, "due": due_on(held.answered_on, weeks)}
    return render(request, "cases/follow_up.html", context, status=422 if form.errors else 200)


def _thanks(weeks: int) -> str:
    if weeks == WEEKS[-1]:
        return _("Saved, and the case is closed. Thank you: those who thought with you read how it went.")
    return _("Saved. Those who thought with you read how it went. We ask you once more.")
