"""Agree to a draft, or send it back with what has to change."""

from __future__ import annotations

from django.db import transaction

from learning.workforce.models import User

from ..models import ReviewState


def decide_review(by: User, state_id: int, *, agrees: bool, comment: str = "") -> ReviewState:
    """Decide one review; when the last one needed agrees, the draft goes out as exactly one version.

    Raises:
        PermissionDenied: not this login's to decide on this day, or it was decided already.
        UnfinishedModule: all agree, and something in the draft is not complete; nothing was written.
    """
    with transaction.atomic():
        state = ReviewState.objects.get(pk=state_id)
        state.task.specific.on_action(state, by, "approve" if agrees else "reject", comment=comment)
    return state
