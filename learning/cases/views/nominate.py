"""A closed case is nominated to be learnt from by others; then its author's organisation says what it thinks."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest

from ..actions.nominate_case import agree_to_share, decline_to_share, nominate_case
from ..forms.learning_draft import ShareForm
from ..forms.word import WordForm
from ..learning_draft import DraftState
from ..life_cycle import State
from ..models import LearningDraft
from ..permissions import may_nominate, read_case
from ..refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_nominate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What nominating means, and the nomination."""
    today = timezone.localdate()
    case, _parts = read_case(request.user, uuid, today)
    known = LearningDraft.objects.filter(case=case).exclude(state=DraftState.DECLINED).exists()
    if case.state != State.CLOSED or known or not may_nominate(request.user, case, today):
        raise Http404
    if request.method == "POST":
        try:
            nominate_case(request.user, case)
            messages.success(request, _("Nominated. The author’s organisation is asked next."))
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        return redirect("case_brought", case.uuid)
    return render(request, "cases/nominate.html", {"case": case})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_share(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Agree that others learn from it, or not; the words of the case are not shown again."""
    waiting = LearningDraft.objects.to_agree(request.user, timezone.localdate()).select_related("case")
    draft = waiting.filter(case__uuid=uuid).first()
    if draft is None:
        raise Http404
    declines = request.POST.get("go") == "decline"
    data = request.POST or None
    form: forms.Form = ShareForm(None if declines else data)
    back = WordForm(data if declines else None, prefix="back", label=_("Why should others not learn from it?"))
    chosen = back if declines else form
    if request.method == "POST" and chosen.is_valid():
        try:
            if declines:
                decline_to_share(request.user, draft, back.cleaned_data["word"])
                messages.success(request, _("It stays with the case desk. Its author reads why."))
            else:
                agree_to_share(request.user, draft, no_proceedings=form.cleaned_data["no_proceedings"])
                messages.success(request, _("Thank you. An editor writes it anew; others read it before it is out."))
        except Refused as refusal:
            chosen.add_error(None, refusal.sentence)
        else:
            return redirect("case_desk")
    context = {"case": draft.case, "form": form, "back": back}
    return render(request, "cases/share.html", context, status=422 if form.errors or back.errors else 200)
