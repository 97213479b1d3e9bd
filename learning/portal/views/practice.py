"""Ninety days after: the follow-up by its signed link, the manager's one question, and no more nudges.

Nobody has to be signed in: whoever holds the link opens exactly what it was made for, and reads no answer that was
given before. A GET changes nothing, so that a mail program that looks at links in advance does no harm.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from learning.deidentification import screen
from learning.deidentification.resolution import rewritten
from learning.notices.actions.stop_nudges import address_in, allow_nudges, stop_nudges, wants_nudges
from learning.records.actions.answer_follow_up import (
    CONFIRMABLE,
    LONGEST_EXAMPLE,
    answer_as_manager,
    answer_follow_up,
    ask_manager,
    example_of,
    is_over,
    is_over_for_manager,
)
from learning.records.models import Applied, Corroboration, PracticeFollowUp, Witness
from learning.records.practice_links import corroboration_of, follow_up_of
from learning.records.refusals import AnsweredAlready, BadAnswer, LinkOver, NobodyKnown, OpenFindings

from ..answered_here import may_read_answer, remember_answer
from ..forms import BAD_ADDRESS
from ..player_forms import answered

by_link = require_http_methods(["GET", "HEAD", "POST"])


class ManagerForm(forms.Form):
    """Whom to ask, and whether they read the example."""

    address = forms.EmailField(
        label=_lazy("Your manager’s e-mail address"),
        error_messages={"required": _lazy("Write their e-mail address."), "invalid": BAD_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    shares_example = forms.BooleanField(label=_lazy("They may read my example"), required=False)


@by_link
@never_cache
def practice(request: HttpRequest, token: str) -> HttpResponse:
    """The follow-up of one completion."""
    follow_up = follow_up_of(token)
    if follow_up is None or is_over(follow_up):
        return _over(request, follow_up)
    if request.method == "POST":
        return _answer(request, follow_up, token)
    return _page(request, follow_up, token)


def _answer(request: HttpRequest, follow_up: PracticeFollowUp, token: str) -> HttpResponse:
    typed = request.POST.get("example", "").replace("\r\n", "\n")
    applied = request.POST.get("applied", "")
    given = answered(request.POST)
    example = rewritten(typed, screen(typed), given.replaced) if len(typed) <= LONGEST_EXAMPLE else typed
    shown: dict[str, Any] = {"applied": applied, "example": example, "writing": True}
    may_replace = may_read_answer(request, follow_up)
    try:
        saved = answer_follow_up(follow_up, applied, example, given.kept, may_replace=may_replace)
    except AnsweredAlready:
        problem = _("Not saved: this was answered already. Sign in to change the answer; keep a copy of your words.")
        return _page(request, follow_up, token, status=422, problem=problem, **shown)
    except OpenFindings as refusal:
        review = refusal.review
        shown["kept"] = [(question.number, question.text, question.keep) for question in review.settled]
        problem = ngettext(
            "Not saved yet: something here may identify somebody.",
            "Not saved yet: %(number)d things here may identify somebody.",
            len(review.open),
        ) % {"number": len(review.open)}
        return _page(request, follow_up, token, status=422, asked=review.open, problem=problem, **shown)
    except BadAnswer:
        problem = _("Not saved yet: choose one of the three answers. An example has at most 2,000 characters.")
        return _page(request, follow_up, token, status=422, problem=problem, **shown)
    except LinkOver:
        return _over(request, follow_up)
    remember_answer(request, saved)
    return redirect("practice", token=token)


def _page(
    request: HttpRequest, follow_up: PracticeFollowUp, token: str, status: int = 200, **more: Any
) -> HttpResponse:
    reads = may_read_answer(request, follow_up)
    corroboration = Corroboration.objects.filter(follow_up=follow_up).first()
    context = {
        "reads": reads,
        "follow_up": follow_up,
        "token": token,
        "version": follow_up.completion.version,
        "answers": Applied.choices,
        "applied": follow_up.applied if reads else "",
        "writing": follow_up.answered_at is None or (reads and "again" in request.GET),
        "can_ask": follow_up.applied in CONFIRMABLE and corroboration is None,
        "corroboration": corroboration,
        "form": ManagerForm(),
        "longest": LONGEST_EXAMPLE,
    } | more
    return render(request, "portal/practice/follow_up.html", context, status=status)


@require_POST
@never_cache
def practice_manager(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a manager to confirm it; they see the name, the module and, if allowed, the example."""
    follow_up = follow_up_of(token)
    if follow_up is None or is_over(follow_up):
        return _over(request, follow_up)
    if not may_read_answer(request, follow_up):  # whether somebody can be asked depends on the answer
        return redirect("practice", token=token)
    form = ManagerForm(request.POST)
    if form.is_valid():
        try:
            ask_manager(follow_up, form.cleaned_data["address"], shares_example=form.cleaned_data["shares_example"])
        except NobodyKnown:
            form.add_error("address", _("This is your own address. Name somebody else, or leave it out."))
        except (BadAnswer, LinkOver):
            return redirect("practice", token=token)
        else:
            return redirect("practice", token=token)
    return _page(request, follow_up, token, status=422, form=form)


@by_link
@never_cache
def practice_witness(request: HttpRequest, token: str) -> HttpResponse:
    """The manager's one question."""
    corroboration = corroboration_of(token)
    if corroboration is None or is_over_for_manager(corroboration):
        return _over(request, None, manager=True)
    problem = ""
    if request.method == "POST":
        try:
            answer_as_manager(corroboration, request.POST.get("said", ""))
            return redirect("practice_witness", token=token)
        except BadAnswer:
            problem = _("Choose one of the two answers. Nothing was saved yet.")
        except LinkOver:
            return _over(request, None, manager=True)
    context = {
        "corroboration": corroboration,
        "completion": corroboration.follow_up.completion,
        "example": _example(corroboration),
        "answers": Witness.choices,
        "problem": problem,
    }
    return render(request, "portal/practice/witness.html", context, status=422 if problem else 200)


def _example(corroboration: Corroboration) -> str:
    """The example, where the learner shares it and a key still opens it."""
    return (example_of(corroboration.follow_up) or "") if corroboration.shares_example else ""


def _over(request: HttpRequest, follow_up: PracticeFollowUp | None, *, manager: bool = False) -> HttpResponse:
    context = {"follow_up": follow_up, "manager": manager}
    return render(request, "portal/practice/over.html", context, status=410)


@by_link
@never_cache
def nudges(request: HttpRequest, token: str) -> HttpResponse:
    """No more nudges to one address, or again after all."""
    address = address_in(token)
    if address is None:
        return _over(request, None)
    if request.method == "POST":
        if request.POST.get("nudges") == "on":
            allow_nudges(address)
        else:
            stop_nudges(address)
        return redirect("nudges", token=token)
    context = {"address": address, "wanted": wants_nudges(address)}
    return render(request, "portal/practice/nudges.html", context)
