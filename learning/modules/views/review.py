"""One draft as its reviewer meets it: what to look for, ways to see it, and the two buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from learning.workforce.signed_in import SignedInRequest

from ..actions.decide_review import decide_review
from ..draft_reviewers import reviewers_of
from ..draft_state import name_of
from ..models import Kind, ModulePage, ReviewState
from ..permissions import may_edit
from ..review import Reviewer
from ..review_form import ApprovalForm, ChangesForm

LOOK_FOR: Final[Mapping[Reviewer, tuple[Any, ...]]] = {
    Reviewer.PEER: (
        gettext_lazy("Is it right, and does each claim name where it comes from?"),
        gettext_lazy("Does it fit between two conversations, in plain words?"),
        gettext_lazy("Does the quiz ask what was taught, and say why?"),
    ),
    Reviewer.LIVED_EXPERIENCE: (
        gettext_lazy("Is there a warning before what may weigh on somebody, and a real other way?"),
        gettext_lazy("Are people spoken of as people, without blame and without labels?"),
        gettext_lazy("What is missing that you would have wanted a worker to know?"),
    ),
    Reviewer.INFORMATION_GOVERNANCE: (
        gettext_lazy("Could anybody be recognised, alone or with what the local paper knows?"),
        gettext_lazy("May every picture, case and text be used like this?"),
        gettext_lazy("Do reflections ask about practice, and never about people?"),
    ),
}


@require_http_methods(["GET", "POST"])
def module_review(request: SignedInRequest, state_id: int) -> HttpResponse:
    """Shown to everybody who may open the draft; decided by whoever has it."""
    state = get_object_or_404(ReviewState.objects.select_related("workflow_state", "task", "revision"), pk=state_id)
    page = get_object_or_404(ModulePage, pk=state.workflow_state.object_id)
    day = timezone.localdate()
    seat, running = state.seat, state.status == ReviewState.STATUS_IN_PROGRESS
    decides = running and seat.may_act(request.user.pk, day)
    if not decides and not may_edit(request.user, page):
        raise PermissionDenied
    form = ApprovalForm(request.POST or None)
    if request.method == "POST":
        if not decides:
            raise PermissionDenied
        agrees = request.POST.get("decision") == "agree"
        form = ApprovalForm(request.POST) if agrees else ChangesForm(request.POST)
        if form.is_valid():
            decide_review(request.user, state.pk, agrees=agrees, comment=form.cleaned_data["comment"])
            messages.success(request, _("Thank you. The author hears of it."))
            return redirect("wagtailadmin_home")
    draft = state.revision.as_object()
    task = state.task.specific
    context = {
        "state": state,
        "page": page,
        "draft": draft,
        "task": task,
        "look_for": LOOK_FOR[task.kind],
        "form": form,
        "decides": decides,
        "running": running,
        "has_it": name_of(state.holder(day)),
        "sent_by": name_of(state.workflow_state.requested_by),
        "is_new": not page.has_versions,
        "is_major": page.has_versions and draft.change == Kind.MAJOR,
        "steps": _steps(state, draft),
    }
    return render(request, "modules/editor/review.html", context)


def _steps(state: ReviewState, draft: ModulePage) -> list[dict[str, Any]]:
    """The reviews of this draft in their order, those that it does not need left out."""
    needed = reviewers_of(draft)
    return [
        {"name": task.name, "state": task.status_display, "is_this": task.pk == state.task_id}
        for task in state.workflow_state.all_tasks_with_status()
        if getattr(task.specific, "kind", None) in needed
    ]
