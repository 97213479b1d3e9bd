"""Agree to a draft, or send it back with what has to change."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
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
        state = ReviewState.objects.select_for_update(of=("self",)).get(pk=state_id)
        if state.status != ReviewState.STATUS_IN_PROGRESS:
            raise PermissionDenied
        state.task.specific.on_action(state, by, "approve" if agrees else "reject", comment=comment)
    return state
