"""One learning draft, for those who write it and those who read it before it is published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest

from ..actions.review_learning_case import agree_to_publish, latest_of, return_to_editor, send_to_be_read
from ..forms.learning_draft import ReadForm
from ..forms.word import WordForm
from ..learning_draft import EYES, KNOW_THE_CASE, DraftMove, DraftPart, DraftState, may_step
from ..library_outlook import outlook
from ..models import LearningCasePage, LearningDraft, LoadedWording
from ..page_words import kept_of, manuscript_of, words_of_page
from ..permissions import read_draft
from ..refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def learning_draft(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read it; send it to its readers, agree to it or return it, by what one is to it."""
    draft, page, parts = read_draft(request.user, uuid, timezone.localdate())
    go, data = request.POST.get("go", ""), request.POST or None
    state = DraftState(draft.state)
    may = {move.value: may_step(move, state, parts) for move in DraftMove}
    read = (
        ReadForm(
            data if go == "approve" else None,
            initial={"seen": draft.mark},
            may_lived=DraftPart.LIVED in parts,
            may_review=DraftPart.REVIEWER in parts,
        )
        if parts & EYES
        else None
    )
    back = WordForm(data if go == "return" else None, prefix="back", label=_("What should be written otherwise?"))
    send = forms.Form(data if go == "send" else None)
    chosen = {"approve": read, "return": back, "send": send}.get(go)
    if request.method == "POST":
        if chosen is None:
            raise PermissionDenied
        if chosen.is_valid() and _done(request, draft, go, chosen):
            return redirect("case_desk")
    context = {
        "draft": draft, "parts": parts, "may": may, "read": read, "back": back, "send": send,
        "errors": chosen.errors if chosen is not None else {},
        "agreed_by_you": request.user.pk in draft.readers,
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]) if DraftPart.EDITOR in parts else "",
        "case": draft.case if parts & KNOW_THE_CASE else None,
        "is_late": draft.is_late(timezone.localdate()),
    } | _text(latest_of(draft))  # fmt: skip
    return render(request, "cases/learning_draft.html", context, status=422 if context["errors"] else 200)


def _done(request: SignedInRequest, draft: LearningDraft, go: str, form: Any) -> bool:
    """Whether it was saved; where not, the form says why."""
    try:
        if go == "send":
            send_to_be_read(request.user, draft)
            messages.success(request, _("Sent to its readers. Whatever is edited from now on, they read again."))
        elif go == "return":
            return_to_editor(request.user, draft, form.cleaned_data["word"])
            messages.success(request, _("It is with its editor again, with your word."))
        else:
            now = agree_to_publish(request.user, draft, form.agreed)
            is_out = now.state == DraftState.PUBLISHED
            messages.success(request, _("Published.") if is_out else _("Thank you. Somebody else reads it next."))
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    except ValidationError as missing:
        form.add_error(None, missing.messages)
    else:
        return True
    return False


def _text(page: LearningCasePage) -> dict[str, Any]:
    """The draft as it stands, and what is to be thought about in it."""
    words = words_of_page(page)
    named = {capfirst(str(LearningCasePage._meta.get_field(name).verbose_name)): said for name, said in words.items()}
    manuscript = manuscript_of(words, page.kept_words)
    return {
        "page": page,
        "outlook": outlook(page),
        "noticed": LoadedWording.objects.noticed_in(named),
        "hints": [question.text for question in manuscript.hints],
        "open": [question.text for question in manuscript.review.open],
        "kept": kept_of(page.kept_words),
    }
