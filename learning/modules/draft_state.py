"""Where a module page stands between its author and its readers, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from .models import ModulePage, ReviewState

if TYPE_CHECKING:
    from learning.workforce.models import User


@dataclass(frozen=True, slots=True)
class DraftState:
    """`kind`: draft, changes, review, scheduled, published or retired; `has_it`: in a review, who decides next."""

    kind: str
    label: str
    has_it: str = ""
    due_on: dt.date | None = None
    is_late: bool = False
    comment: str = ""


def draft_state(page: ModulePage, day: dt.date) -> DraftState:
    """The state on `day`, the one that somebody has to act on first."""
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return _in_review(state, day)
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        task_state = state.current_task_state
        return DraftState("changes", _("changes asked for"), comment=task_state.comment if task_state else "")
    if page.module is not None and page.module.is_retired_on(day):
        return DraftState("retired", _("retired"))
    if page.scheduled_revision is not None:
        return DraftState("scheduled", _("goes live at a set time"))
    if not page.live:
        return DraftState("draft", _("draft"))
    if page.has_unpublished_changes:
        return DraftState("draft", _("published, with a newer draft"))
    return DraftState("published", _("published"))


def _in_review(state: WorkflowState, day: dt.date) -> DraftState:
    review = state.current_task_state.specific if state.current_task_state else None
    if not isinstance(review, ReviewState):
        return DraftState("review", _("in review"))
    holder = review.holder(day)
    is_late = review.due_on is not None and day > review.due_on
    return DraftState("review", _("in review"), name_of(holder), review.due_on, is_late)


def name_of(user: User | None) -> str:
    """As colleagues call somebody; empty for nobody."""
    if user is None:
        return ""
    return user.get_full_name() or user.email
