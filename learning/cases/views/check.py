"""The first and the second check of a case, for whoever reviews it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest

from ..actions.check_case import Checked, approve_first, approve_second, return_case
from ..forms.word import CheckForm, WordForm
from ..life_cycle import Move, State, may_take
from ..models import Case, LoadedWording
from ..permissions import read_case
from ..refusals import Refused
from .desk import case_context


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The first or the second check: approve it, or return it to its author."""
    today = timezone.localdate()
    case, parts = read_case(request.user, uuid, today)
    is_second = case.state == State.NETWORK_REVIEW
    if not may_take(Move.APPROVE_SECOND if is_second else Move.APPROVE_FIRST, State(case.state), parts):
        raise Http404
    returns = request.POST.get("go") == "return"
    data = request.POST or None
    form = CheckForm(
        None if returns else data,
        is_second=is_second,
        needs_guardian=case.is_from_health and not is_second,
        initial={"seen": case.text_hash},
    )
    back = WordForm(
        data if returns else None,
        prefix="back",
        label=_("What should the author change?"),
        hint=_("Name the place in the text and say what would be safer, without writing what it gives away."),
    )
    if request.method == "POST" and (back.is_valid() if returns else form.is_valid()):
        done = _checked(request, case, form, back, returns=returns, is_second=is_second)
        if done:
            return redirect("case_desk")
    context = case_context(case, parts, today) | {"form": form, "back": back, "is_second": is_second}
    context["noticed"] = LoadedWording.objects.noticed_in(dict(case.passages))
    return render(request, "cases/check.html", context, status=422 if form.errors or back.errors else 200)


def _checked(
    request: SignedInRequest, case: Case, form: CheckForm, back: WordForm, *, returns: bool, is_second: bool
) -> bool:
    """Whether it was saved; where not, the form says why."""
    try:
        if returns:
            return_case(request.user, case, back.cleaned_data["word"])
            messages.success(request, _("It is with its author again, with your word."))
            return True
        given = form.cleaned_data
        checked = Checked(
            given["seen"],
            form.unusual,
            given["word"],
            minutes=given.get("minutes"),
            guardian_agreed=given.get("guardian_agreed", False),
        )
        (approve_second if is_second else approve_first)(request.user, case, checked)
    except Refused as refusal:
        (back if returns else form).add_error(None, refusal.sentence)
        return False
    messages.success(
        request,
        _("Both checks are passed. The coordinator looks for a round.")
        if is_second
        else _("The first check is passed. Another partner reads it next."),
    )
    return True
