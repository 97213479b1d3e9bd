"""A closed case is nominated to be learnt from by others, and its author's organisation agrees or does not."""

from __future__ import annotations

import uuid
from html import escape

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..learning_draft import STEPS, DraftMove, DraftState, may_step
from ..life_cycle import State
from ..models import Case, CaseLibraryPage, LearningCasePage, LearningDraft
from ..notices import tell_of_draft
from ..page_words import BETWEEN, mark_of
from ..permissions import draft_parts_of, may_nominate
from ..refusals import Changed, Unanswered
from ..words import screened_word
from .grant_case_writing import grant_case_writing
from .publish_learning_case import UNNAMED

TOLD = ("happening", "background", "triggers", "keeps_going", "contexts", "tried")


def nominate_case(by: User, case: Case) -> LearningDraft:
    """Once for each closed case; a second click finds the first nomination.

    Raises:
        PermissionDenied: the user is neither its author nor a coordinator.
        Changed: the case is not closed, or no longer.
    """
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)
        known = LearningDraft.objects.filter(case=row).exclude(state=DraftState.DECLINED).first()
        if not may_nominate(by, row, timezone.localdate()):
            raise PermissionDenied
        if row.state != State.CLOSED:
            raise Changed(_("Somebody took another step with this case meanwhile. Look at where it is now."))
        if known is not None:
            return known
        draft = LearningDraft.objects.create(case=row, author=row.author, nominated_by=by)
        record("learning_draft.nominate", by=by, on=draft, organisation_id=row.organisation_id)
        tell_of_draft(draft)
    return draft


def agree_to_share(by: User, draft: LearningDraft, *, no_proceedings: bool) -> LearningDraft:
    """The author's organisation agrees: a page is made that nobody but trainers sees, with the words of the case.

    Raises:
        PermissionDenied: the user is no agency reviewer of that organisation, or its author.
        Changed: it was decided meanwhile, or the case is no longer closed.
        Unanswered: proceedings go on, or nobody said that they do not; or there is no library yet.
    """
    with transaction.atomic():
        row = lock_draft(by, draft, DraftMove.AGREE)
        if not no_proceedings:
            raise Unanswered(_("While proceedings or an investigation go on, nothing is published from this case."))
        row.page = _page_from(row.case)
        row.decided_by, row.no_proceedings_on = by, timezone.localdate()
        row.mark = mark_of(row.page.get_latest_revision_as_object())
        move_draft(row, DraftState.WRITING)
        record("learning_draft.agree", by=by, on=row, organisation_id=row.case.organisation_id)
    return row


def decline_to_share(by: User, draft: LearningDraft, word: str) -> LearningDraft:
    """It stays with the case desk, and its author reads why. Raises as `agree_to_share`, BadAnswer and OpenFindings."""
    word = screened_word(word)
    with transaction.atomic():
        row = lock_draft(by, draft, DraftMove.DECLINE)
        row.decided_by, row.word = by, word
        move_draft(row, DraftState.DECLINED)
        record("learning_draft.decline", by=by, on=row, organisation_id=row.case.organisation_id)
    return row


def lock_draft(by: User, draft: LearningDraft, move: DraftMove) -> LearningDraft:
    """The row, locked, if the user may take this step of it now. Raises PermissionDenied or Changed."""
    row = LearningDraft.objects.select_for_update(of=("self",)).select_related("case__organisation").get(pk=draft.pk)
    parts = draft_parts_of(by, row, timezone.localdate())
    if not parts & STEPS[move].by:
        raise PermissionDenied
    is_standing = LearningDraft.objects.standing().filter(pk=row.pk).exists()
    if not is_standing or not may_step(move, DraftState(row.state), parts):
        raise Changed(_("Somebody took another step with it meanwhile. Look at where it is now."))
    return row


def move_draft(row: LearningDraft, state: DraftState) -> None:
    """Save it in this state, and tell whoever is next."""
    row.state, row.state_since = state, timezone.now()
    row.save()
    tell_of_draft(row)


def _page_from(case: Case) -> LearningCasePage:
    """An unpublished page with what was checked twice, for an editor to write anew; nothing in it names the case."""
    library = CaseLibraryPage.objects.first()
    if library is None:
        raise Unanswered(_("There is no case library yet. Ask your network team to make one in the page editor."))
    told = [getattr(case, name) for name in TOLD if getattr(case, name)]
    page = LearningCasePage(
        title=_("A learning case to be written"),
        slug=f"{UNNAMED}{uuid.uuid4().hex[:8]}",
        context=case.key_question,
        what_happened="".join(f"<p>{escape(words, quote=False)}</p>" for words in told),
        what_helped=[("point", case.strengths)] if case.strengths else [],
        age_band=case.age_band,
        sector=case.organisation.sector,
        is_invented=False,
        anonymisation_basis=_("Written anew from a case whose words two people of two partners had checked."),
        kept_words="\n".join(f"{words}{BETWEEN}{why}" for words, why in case.kept.items()),
        live=False,
    )
    library.add_child(instance=page)
    grant_case_writing(library)
    page.save_revision()
    return page
