from __future__ import annotations

from django.db import transaction
from wagtail.models import Revision

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..learning_draft import DraftState
from ..models import LearningDraft
from ..page_words import mark_of
from .nominate_case import move_draft


def note_edit(revision: Revision) -> None:
    """A draft of a learning case was saved: whoever did wrote in it, and other words void what was agreed to.

    What its readers have meanwhile stays as it was published.
    """
    with transaction.atomic():
        row = LearningDraft.objects.select_for_update().filter(page=revision.object_id).first()
        if row is None:
            return
        if revision.user_id is not None:
            row.editors.add(revision.user_id)
        mark = mark_of(revision.as_object())
        if mark == row.mark:
            return
        row.mark, was = mark, row.state
        row.forget_approvals()
        record("learning_draft.edit", by=revision.user or ActorKind.SYSTEM, on=row, detail={"before": was})
        if was in (DraftState.REVIEW, DraftState.PUBLISHED):
            move_draft(row, DraftState.WRITING)
        else:
            row.save()
