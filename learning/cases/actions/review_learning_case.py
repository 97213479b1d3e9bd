"""From the editor's hands to its readers: sent to be read, agreed to by different people, and then published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..learning_draft import DraftMove, DraftPart, DraftState
from ..models import Audience, LearningCasePage, LearningDraft
from ..page_words import manuscript_of, mark_of, words_of_page
from ..permissions import draft_parts_of
from ..refusals import Changed, Unanswered
from ..words import screened_word
from .nominate_case import lock_draft, move_draft
from .publish_learning_case import publish_reviewed, what_is_missing

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Agreed:
    """What a reader says: the mark of the text read, and in which way they read it."""

    seen: str
    knows_the_place: bool = False
    from_experience: bool = False


def send_to_be_read(by: User, draft: LearningDraft) -> LearningDraft:
    """The editor's text goes to its readers; approvals that there were are void. For the yearly review as well.

    Raises:
        PermissionDenied: the user is no trainer, or brought the case.
        Changed: it is with its readers already, or its case is no longer closed.
        ValidationError: what is still missing, in words.
    """
    with transaction.atomic():
        row = lock_draft(by, draft, DraftMove.SEND)
        page = latest_of(row)
        missing = what_is_missing(page) + _still_open(page)
        if missing:
            raise ValidationError(missing)
        page.full_clean()
        row.forget_approvals()
        row.mark, row.sent_by, row.word = mark_of(page), by, ""
        row.is_public = page.audience == Audience.PUBLIC
        row.editors.add(by)
        move_draft(row, DraftState.REVIEW)
        record("learning_draft.send", by=by, on=row)
    return row


def agree_to_publish(by: User, draft: LearningDraft, agreed: Agreed) -> LearningDraft:
    """One more pair of eyes agrees to this very text; the last one that is needed publishes it, in one transaction.

    Raises:
        PermissionDenied: the user has no eyes to lend: brought the case, wrote in it, or holds no such role.
        Changed: it is not with its readers, or the text is another one by now.
        Unanswered: who is needed is somebody else.
    """
    with transaction.atomic():
        row = lock_draft(by, draft, DraftMove.APPROVE)
        if agreed.seen != row.mark or mark_of(latest_of(row)) != row.mark:
            raise Changed(_("The text has changed since you read it. Read it again first."))
        if by.pk in row.readers:
            raise Unanswered(_("You have agreed to this text already. Somebody else is needed now."))
        seat = _seat(row, agreed, draft_parts_of(by, row, timezone.localdate()))
        setattr(row, f"{seat}_by", by)
        setattr(row, f"{seat}_mark", row.mark)
        record("learning_draft.approve", by=by, on=row, detail={"as": seat})
        if set(row.agreed) == set(row.needed):
            _publish(row)
        else:
            row.save()
    return row


def return_to_editor(by: User, draft: LearningDraft, word: str) -> LearningDraft:
    """Back to be rewritten, with what to change. Raises as `agree_to_publish`, BadAnswer and OpenFindings."""
    word = screened_word(word)
    with transaction.atomic():
        row = lock_draft(by, draft, DraftMove.RETURN)
        row.forget_approvals()
        row.word = word
        move_draft(row, DraftState.WRITING)
        record("learning_draft.return", by=by, on=row)
    return row


def latest_of(draft: LearningDraft) -> LearningCasePage:
    """The page as its editor left it last."""
    if draft.page is None:
        raise PermissionDenied
    page: LearningCasePage = draft.page.get_latest_revision_as_object()
    return page


def _publish(row: LearningDraft) -> None:
    now = timezone.now()
    if row.page is None:
        raise PermissionDenied
    publish_reviewed(row.page)
    row.published_at, row.published_mark = now, row.mark
    row.review_due_on = timezone.localdate(now) + YEAR
    move_draft(row, DraftState.PUBLISHED)


def _seat(row: LearningDraft, agreed: Agreed, parts: frozenset[DraftPart]) -> str:
    """Which of the needed seats this reader takes."""
    if agreed.from_experience:
        if DraftPart.LIVED not in parts:
            raise PermissionDenied
        open_seats = [name for name in row.needed if name == "lived"]
    else:
        if DraftPart.REVIEWER not in parts:
            raise PermissionDenied
        open_seats = ["local", "other"] if agreed.knows_the_place else ["other"]
    seat = next((name for name in open_seats if name not in row.agreed), None)
    if seat is None:
        raise Unanswered(_("Whoever reads it next has to know the place, or read it from lived experience."))
    return seat


def _still_open(page: LearningCasePage) -> list[str]:
    review = manuscript_of(words_of_page(page), page.kept_words).review
    if review.complete:
        return []
    words = ", ".join(f"“{question.text}”" for question in review.open)
    return [_("This looks as if it says who somebody is: %(words)s.") % {"words": words}]
