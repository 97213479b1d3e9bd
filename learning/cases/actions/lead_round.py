"""What a facilitator does in a round: opens it, moves it on to its end, and says who is there."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..guided_round import NEEDED, Kind, Stage, next_stage
from ..life_cycle import Move, Part, State
from ..models import Case, Contribution, Round, Seat
from ..permissions import parts_of
from ..refusals import Changed, Unanswered
from .take_step import take_step


def open_round(by: User, case: Case) -> Case:
    """It begins: everybody reads the case. Raises as `take_step`."""
    return take_step(by, case, Move.OPEN)


def move_on(by: User, held: Round, seen: str) -> Round:
    """To the next stage; after the last one the round ends with its recommendations. `seen`: the stage moved on from.

    Raises:
        PermissionDenied: the user does not lead this round.
        Changed: it is at another stage by now, or not open.
        Unanswered: what has to be written at this stage is not there yet.
    """
    with transaction.atomic():
        row = lock_round(by, held, {Part.FACILITATOR})[0]
        if row.stage != seen:
            raise Changed(_("The round is at another stage by now. Look at where it is."))
        stage = Stage(row.stage)
        _refuse_to_leave_empty(row, stage)
        following = next_stage(stage)
        if following is None:
            take_step(by, row.case, Move.RECOMMEND)
            row.ended_at = timezone.now()
            row.save(update_fields=["ended_at"])
        else:
            row.stage = following
            row.save(update_fields=["stage"])
            detail: dict[str, int | str] = {"round": row.pk, "stage": row.stage}
            record("case.round_moved", by=by, on=row.case, organisation_id=row.case.organisation_id, detail=detail)
    return row


def keep_attendance(by: User, held: Round, there: Collection[int]) -> None:
    """Who is there, by keys of seats, as the facilitator sees it. Raises PermissionDenied, and Changed as `move_on`."""
    now = timezone.now()
    with transaction.atomic():
        row = lock_round(by, held, {Part.FACILITATOR})[0]
        seats = Seat.objects.filter(round=row)
        seats.filter(pk__in=there, came_at=None).update(came_at=now)
        # Who wrote was there, whatever is ticked.
        seats.exclude(pk__in=there).filter(contributions=None).update(came_at=None)
        detail = {"round": row.pk, "there": seats.exclude(came_at=None).count()}
        record("case.register_kept", by=by, on=row.case, organisation_id=row.case.organisation_id, detail=detail)


def lock_round(by: User, held: Round, needed: Collection[Part]) -> tuple[Round, frozenset[Part]]:
    """The open round as it stands, its case locked, and what the user is to it.

    Raises PermissionDenied for whoever is none of `needed`, and Changed where it is not open.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=held.case_id)
    parts = parts_of(by, case, timezone.localdate())
    if not parts & set(needed):
        raise PermissionDenied
    row = Round.objects.select_related("case").get(pk=held.pk)
    if case.state != State.IN_CONSULTATION or row.cancelled_at is not None:
        raise Changed(_("This round is not open now. Nothing was saved."))
    return row, parts


def _refuse_to_leave_empty(row: Round, stage: Stage) -> None:
    needed = NEEDED.get(stage)
    if needed == Kind.RECOMMENDATION and not row.recommendations.exists():
        raise Unanswered(_("Write at least one recommendation before you end the round."))
    if needed == Kind.SUMMARY and not Contribution.objects.filter(seat__round=row, kind=needed).exists():
        raise Unanswered(_("Write the summary before you move on."))
