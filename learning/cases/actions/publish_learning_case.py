from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import LearningCasePage
from ..permissions import may_edit_cases
from ..signals import learning_case_published

UNNAMED: Final = "to-be-written-"
"""How the address of a page begins that nobody has given one yet."""

if TYPE_CHECKING:
    from learning.workforce.models import User


def publish_learning_case(case: LearningCasePage, day: dt.date, by: User | None = None) -> LearningCasePage:
    """Let the latest draft of an invented case out to its audience; returns the page as its readers meet it.

    A case that stands on anybody's record needs two approvals by two people first, so it is refused here: this road is
    for invented cases alone. `by` None is the site itself, loading its content.

    Raises:
        PermissionDenied: `by` may not edit cases.
        ValidationError: what is still missing, in words.
    """
    if by is not None and not may_edit_cases(by, day):
        raise PermissionDenied
    with transaction.atomic():
        draft = case.get_latest_revision_as_object()
        _check(draft)
        # What an editor may have typed as a date for going live or away does not count here.
        draft.go_live_at = draft.expire_at = None
        draft.full_clean()
        case.publish_by_action(draft.save_revision(user=by), by)
        page = LearningCasePage.objects.get(pk=case.pk)
        learning_case_published.send(LearningCasePage, case=page)
    return page


def publish_reviewed(page: LearningCasePage) -> None:
    """Let out the latest draft of a case from practice, whose readers have agreed; in the caller's transaction.

    Nobody's name stands beside it in the page's history, and the drafts before it go: they were read by nobody.
    """
    agreed = page.get_latest_revision()
    page.publish_by_action(agreed, None)
    page.revisions.exclude(pk=agreed.pk).delete()
    learning_case_published.send(LearningCasePage, case=LearningCasePage.objects.get(pk=page.pk))


def what_is_missing(draft: LearningCasePage) -> list[str]:
    """What a learning case has to say before anybody reads it, in words."""
    missing = []
    if draft.withdrawn_at is not None:
        missing.append(_("This case was withdrawn. Begin a new one instead."))
    if not len(draft.learning_points):
        missing.append(_("Say at least one learning point."))
    if not len(draft.questions):
        missing.append(_("Ask at least one question for a team."))
    if not draft.anonymisation_basis.strip():
        missing.append(_("Say why nobody can be recognised."))
    if draft.slug.startswith(UNNAMED):
        missing.append(_("Give it a title and an address of its own, under “Promote”."))
    return missing


def _check(draft: LearningCasePage) -> None:
    missing = what_is_missing(draft)
    if not draft.is_invented or draft.comes_from_practice:
        says = _("This case is not marked as invented. A case from practice is published after its two reviews.")
        missing.insert(0, says)
    if missing:
        raise ValidationError(missing)
