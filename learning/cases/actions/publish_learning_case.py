from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import LearningCasePage
from ..permissions import may_edit_cases
from ..signals import learning_case_published

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


def _check(draft: LearningCasePage) -> None:
    missing = []
    if draft.withdrawn_at is not None:
        missing.append(_("This case was withdrawn. Begin a new one instead."))
    if not draft.is_invented:
        missing.append(
            _("This case is not marked as invented. A case from practice is published after its two reviews.")
        )
    if not len(draft.learning_points):
        missing.append(_("Say at least one learning point."))
    if not len(draft.questions):
        missing.append(_("Ask at least one question for a team."))
    if not draft.anonymisation_basis.strip():
        missing.append(_("Say why nobody can be recognised."))
    if missing:
        raise ValidationError(missing)
