from __future__ import annotations

from wagtail.actions.unpublish_page import UnpublishPageAction

from ..models import Case, Hiding, LearningCasePage, LearningDraft


def hide_learning_case(case: LearningCasePage) -> None:
    """From every reader at once, until the information-governance lead decides; in the caller's transaction.

    The page's history in the editor names nobody: not who reported it, and not who brought the case it came from.
    """
    page = LearningCasePage.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not page.live:
        return
    Hiding.objects.create(case=page, revision_id=page.live_revision_id)
    UnpublishPageAction(page).execute(skip_permission_checks=True)


def hide_what_was_learnt(case: Case) -> None:
    """Somebody could be recognised in the case, so perhaps also in the learning case that was written from it."""
    for draft in LearningDraft.objects.filter(case=case, page__live=True).select_related("page"):
        if draft.page is not None:
            hide_learning_case(draft.page)
