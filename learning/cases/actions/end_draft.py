from __future__ import annotations

from django.utils import timezone

from ..learning_draft import DraftState
from ..models import Case, LearningCasePage, LearningDraft


def end_draft(case: Case) -> None:
    """The case has no words any more, or others: what is being written from the old ones goes with them.

    In the transaction of the case's step. What was published is withdrawn by itself: it has readers and modules.
    """
    for row in LearningDraft.objects.filter(case=case, published_at=None).exclude(state=DraftState.DECLINED):
        page, row.page = row.page, None
        _end(row)
        if page is not None:
            page.delete()


def keep_draft_back(page: LearningCasePage) -> None:
    """What readers had was hidden, and is kept back: it is mended, and read anew by everybody who has to."""
    for row in LearningDraft.objects.filter(page=page).exclude(state=DraftState.DECLINED):
        row.forget_approvals()
        row.state, row.state_since = DraftState.WRITING, timezone.now()
        row.save()


def end_withdrawn(page: LearningCasePage) -> None:
    """The words of the page are gone; that it was written from a case stays written down."""
    for row in LearningDraft.objects.filter(page=page):
        _end(row)


def _end(row: LearningDraft) -> None:
    row.forget_approvals()
    row.state, row.state_since = DraftState.DECLINED, timezone.now()
    row.mark = row.published_mark = row.word = ""
    row.review_due_on = None
    row.save()
