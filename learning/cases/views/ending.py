"""Steps that end a case's way or hide it, each with a page that says what it means before it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.models import User
from learning.workforce.signed_in import SignedInRequest

from ..actions.close_case import decide_hidden, decline_case, hide_case, take_case_back
from ..actions.follow_case_up import finish_case, let_case_go
from ..actions.schedule_round import call_round_off
from ..forms.word import WordForm
from ..life_cycle import Move
from ..models import Case
from ..permissions import is_kept_from, may_move
from ..refusals import Refused


@dataclass(frozen=True)
class Ending:
    """One step with a word: its sentences, what it does, and where it leads."""

    title: Any
    says: Any
    label: Any
    button: Any
    done: Any
    act: Callable[[User, Case, str], object]
    is_needed: bool = True


ENDINGS = {
    Move.DECLINE: Ending(
        _("Close it without a round"),
        _("Its author reads why, and keeps the case. Nobody else reads it any more."),
        _("Why is there no round?"),
        _("Close it"),
        _("Closed. Its author is told."),
        decline_case,
    ),
    Move.CALL_OFF: Ending(
        _("Call the round off"),
        _("Everybody invited is told. The case waits for another round."),
        _("Why is it called off?"),
        _("Call it off"),
        _("Called off. Everybody invited is told."),
        call_round_off,
    ),
    Move.FINISH: Ending(
        _("Close your case now"),
        _("Then nobody asks you again how it went. What was said stays readable for you and for those in the round."),
        _("Why do you close it now?"),
        _("Close it"),
        _("Closed. Thank you for bringing it."),
        finish_case,
    ),
    Move.LET_GO: Ending(
        _("Close it without its last follow-up"),
        _("Its author did not say how it went, four weeks after they were asked last. What was said stays readable."),
        _("What do you know of why?"),
        _("Close it"),
        _("Closed. Its author is told."),
        let_case_go,
    ),
    Move.TAKE_BACK: Ending(
        _("Take your case back"),
        _("Its words are deleted at once and cannot be brought back. That there was a case stays written down."),
        "",
        _("Take it back, and delete the words"),
        _("Taken back. The words are gone."),
        lambda user, case, word: take_case_back(user, case),
        is_needed=False,
    ),
    Move.HIDE: Ending(
        _("Somebody could be recognised"),
        _(
            "The case is hidden from everybody at once. The information-governance lead looks at it within two working "
            "days, and then shows it again, returns it or withdraws it."
        ),
        _("Where, and by whom? Do not repeat what gives it away"),
        _("Hide it now"),
        _("Hidden. Thank you for saying so."),
        hide_case,
        is_needed=False,
    ),
    Move.SHOW_AGAIN: Ending(
        _("Show it again"),
        _("It goes on where it was, and is read by those who read it there."),
        _("Why is nobody recognised?"),
        _("Show it again"),
        _("It is where it was."),
        lambda user, case, word: decide_hidden(user, case, Move.SHOW_AGAIN, word),
    ),
    Move.SEND_BACK: Ending(
        _("Return it to its author"),
        _("Its author mends it. Both checks start again."),
        _("What should the author change?"),
        _("Return it"),
        _("It is with its author again."),
        lambda user, case, word: decide_hidden(user, case, Move.SEND_BACK, word),
    ),
    Move.WITHDRAW: Ending(
        _("Withdraw it"),
        _("Its words are deleted at once and cannot be brought back. That there was a case stays written down."),
        _("Why is it withdrawn?"),
        _("Withdraw it, and delete the words"),
        _("Withdrawn. The words are gone."),
        lambda user, case, word: decide_hidden(user, case, Move.WITHDRAW, word),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_step(request: SignedInRequest, uuid: UUID, move: str) -> HttpResponse:
    """A step that ends or hides a case, with a page that says what it means before it is done."""
    today = timezone.localdate()
    ending = ENDINGS.get(Move(move)) if move in Move.values else None
    case = _to_move(request.user, uuid, move, today) if ending else None
    if ending is None or case is None:
        raise Http404
    form: forms.Form = WordForm(request.POST or None, label=ending.label, is_needed=ending.is_needed)
    if not ending.label:
        form = forms.Form(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            ending.act(request.user, case, form.cleaned_data.get("word", ""))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, str(ending.done))
            return redirect("case_desk")
    context = {
        "case": case,
        "ending": ending,
        "form": form,
        "has_word": bool(ending.label),
        "held": is_kept_from(request.user, case, Move(move), today),
    }
    return render(request, "cases/step.html", context, status=422 if form.errors else 200)


def _to_move(user: User, uuid: UUID, move: str, today: dt.date) -> Case | None:
    """The case at this address if the user may take this step of it; the IG lead hides also what they do not read."""
    case = Case.objects.select_related("organisation", "author").filter(uuid=uuid).first()
    return case if case is not None and may_move(user, case, Move(move), today) else None
