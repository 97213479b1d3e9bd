"""What people write in a round: screened before it is stored, and only what its stage is for."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..guided_round import Kind, Stage, may_write
from ..life_cycle import SEATED, Part
from ..models import Contribution, Recommendation, Round, Seat
from ..refusals import Changed, Unanswered
from ..words import screened_word
from .lead_round import lock_round

IN_IT = SEATED | {Part.AUTHOR}


@dataclass(frozen=True)
class Recommended:
    """The action, the role that does it, until when, and what it rests on."""

    action: str
    owner: str
    by_when: dt.date
    basis: str


def contribute(
    by: User, held: Round, kind: Kind, text: str, key: uuid.UUID, *, question: int | None = None
) -> Contribution:
    """Store it once for each `key`, for the organisation of the writer's seat.

    Raises:
        PermissionDenied: the user is not in this round.
        Changed: the round is not open, or this is not what is written now.
        Unanswered: the writer has not read yet that words are kept, or the question is not one of this round.
        BadAnswer, OpenFindings: as `screened`; nothing is stored.
    """
    words = screened_word(text)
    with transaction.atomic():
        row, seat = _to_write(by, held, kind)
        known = Contribution.objects.filter(key=key, seat=seat).first()
        if known is not None:
            return known
        if kind == Kind.ANSWER and not _is_asked(row, question):
            raise Unanswered(_("Choose the question that you answer."))
        written = Contribution.objects.create(
            key=key, seat=seat, kind=kind, question_id=question if kind == Kind.ANSWER else None, words=words
        )
        _noted(by, row, seat, kind)
    return written


def recommend(by: User, held: Round, said: Recommended, key: uuid.UUID) -> Recommendation:
    """One recommendation, once for each `key`. Raises as `contribute`, and Unanswered for a day that is past."""
    action, owner, basis = (screened_word(text) for text in (said.action, said.owner, said.basis))
    if said.by_when < timezone.localdate():
        raise Unanswered(_("The day by which it should be done is past. Choose a later one."))
    with transaction.atomic():
        row, seat = _to_write(by, held, Kind.RECOMMENDATION)
        known = Recommendation.objects.filter(key=key, round=row).first()
        if known is not None:
            return known
        written = Recommendation.objects.create(
            key=key, round=row, action=action, owner=owner, by_when=said.by_when, basis=basis
        )
        _noted(by, row, seat, Kind.RECOMMENDATION)
    return written


def say_one_has_read(by: User, held: Round) -> None:
    """The user has read that what is written is kept and may have to be disclosed. Raises as `contribute`."""
    with transaction.atomic():
        row, _parts = lock_round(by, held, IN_IT)
        Seat.objects.filter(round=row, user=by, told_at=None).update(told_at=timezone.now())


def _to_write(by: User, held: Round, kind: Kind) -> tuple[Round, Seat]:
    """The round and the writer's seat, where this may be written now."""
    row, parts = lock_round(by, held, IN_IT)
    if not may_write(kind, Stage(row.stage), parts, is_past=row.is_past(timezone.localdate())):
        raise Changed(_("This is not what is written now: the round may have moved on. What you wrote is still here."))
    seat = Seat.objects.select_related("organisation").get(round=row, user=by)
    if row.case.has_proceedings and seat.told_at is None:
        raise Unanswered(_("Read first what becomes of what you write, and say that you have."))
    return row, seat


def _is_asked(row: Round, question: int | None) -> bool:
    if question is None:
        return False
    return Contribution.objects.filter(pk=question, seat__round=row, kind=Kind.QUESTION).exists()


def _noted(by: User, row: Round, seat: Seat, kind: Kind) -> None:
    """Whoever wrote was there; what was written stands in no event."""
    Seat.objects.filter(pk=seat.pk, came_at=None).update(came_at=timezone.now())
    detail: dict[str, int | str] = {"round": row.pk, "kind": str(kind)}
    record("case.round_written", by=by, on=row.case, organisation_id=seat.organisation_id, detail=detail)
