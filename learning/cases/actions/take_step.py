"""One step of a case's life, for the actions that mean it: locked, allowed, written down and announced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..held import says_held
from ..life_cycle import WITHOUT_ROUND, Move, Part, State, Step, loses_something, step_of
from ..models import Case, CaseStep, Contribution, Decision, FollowedDecision, FollowUp, Recommendation, Round
from ..models.case import TEXTS
from ..notices import tell_of_step, tell_that_it_is_off
from ..permissions import parts_of
from ..refusals import Changed, Held
from .end_draft import end_draft
from .hide_learning_case import hide_what_was_learnt


def take_step(
    by: User,
    case: Case,
    move: Move,
    *,
    seen: str = "",
    word: str = "",
    minutes: int | None = None,
    change: Callable[[Case, Part], None] | None = None,
) -> Case:
    """Let the case go on; `change` writes what belongs to the step into the locked row. Returns that row.

    `seen`: the mark of the words that the user had before them; `word`: screened already.

    Raises:
        PermissionDenied: the user has no part in the case that could take this step in any state.
        Changed: somebody was quicker, or the words are others by now.
        Held: a legal hold keeps what the step would change or delete.
    """
    today = timezone.localdate()
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",)).select_related("organisation", "author").get(pk=case.pk)
        parts = parts_of(by, row, today)
        step = step_of(move, State(row.state), parts)
        if step is None:
            if any(step_of(move, state, parts) for state in State):
                raise Changed(_("Somebody took another step with this case meanwhile. Look at where it is now."))
            raise PermissionDenied
        if seen and seen != row.text_hash:
            raise Changed(_("The words of this case have changed since you read them. Read them again first."))
        if row.held_hash and loses_something(step):
            raise Held(says_held(parts))
        part = min(step.by & parts)
        if change is not None:
            change(row, part)
        _move(row, step, timezone.now())
        row.save()
        _take_along(row)
        taken = CaseStep.objects.create(
            case=row, move=move, before=case.state, after=row.state, as_part=part, by=by, at=row.state_since,
            word=word, minutes=minutes,
        )  # fmt: skip
        detail = {"before": taken.before, "after": taken.after, "as": str(part)}
        record(f"case.{move}", by=by, on=row, organisation_id=row.organisation_id, detail=detail)
        tell_of_step(row, taken, today)
    return row


def _move(row: Case, step: Step, now: dt.datetime) -> None:
    after = step.after or State(row.hidden_from)
    row.hidden_from = row.state if after == State.QUARANTINED else ""
    row.state, row.state_since = after, now
    if after == State.DRAFT:
        forget_checks(row)
    if after == State.WITHDRAWN:
        _forget_words(row)


def forget_checks(row: Case) -> None:
    """Both checks are void, and what the guardian and the case lead agreed to; the next ones read what is there."""
    row.first_by = row.first_organisation = row.second_by = row.second_organisation = None
    row.first_hash = row.second_hash = ""
    row.guardian_agreed_on = row.lead_agreed_on = None
    row.unusual = {Part.AUTHOR: row.unusual.get(Part.AUTHOR, [])}


def _forget_words(row: Case) -> None:
    """What stays is that it was there: no words, and nothing of the child but the age that every case has."""
    for name in TEXTS:
        setattr(row, name, "")
    row.gender = row.ethnicity = row.area_kind = row.stage = ""
    row.places, row.kept, row.unusual = [], {}, {}
    forget_checks(row)
    row.text_hash = row.mark()


def _take_along(row: Case) -> None:
    """What stands on the case follows it: its round, and what is or was written for others to learn from."""
    if row.state in WITHOUT_ROUND:
        _cancel_round(row)
        end_draft(row)
    if row.state == State.QUARANTINED:
        hide_what_was_learnt(row)


def _cancel_round(row: Case) -> None:
    """The round that was arranged or held stands no longer; what was written in it is gone: it spoke of the case."""
    for held in Round.objects.filter(case=row, cancelled_at=None):
        held.cancelled_at, held.link = row.state_since, held.link if row.held_hash else ""
        held.save(update_fields=["cancelled_at", "link"])
        Contribution.objects.filter(seat__round=held).update(words="")
        Recommendation.objects.filter(round=held).update(action="", owner="", basis="")
        Decision.objects.filter(recommendation__round=held).update(words="")
        FollowUp.objects.filter(round=held).update(learnt="")
        FollowedDecision.objects.filter(follow_up__round=held).update(words="")
        if held.ended_at is None:
            tell_that_it_is_off(held)
