"""Say yes to a return that was compared; what it says is written by a job (`write_return`)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..agreements import SHARED, agreement_on, grade_on, has_agreement, readable_fields
from ..calling import tells_more
from ..models import Absence, Employment, Grade, Organisation, ReturnKind, ReturnState, WorkforceReturn
from ..models.employment import EmploymentSource
from ..permissions import leads
from ..refusals import ReturnRefused
from ..returns.columns import Field

LEAVERS_TO_TYPE = 10
"""Above so many per cent of the people before, the number of leavers has to be typed."""


def needs_count(batch: WorkforceReturn) -> bool:
    """Whether so many leave that their number has to be typed before this return is written."""
    return 100 * batch.leavers > LEAVERS_TO_TYPE * batch.people_before


def begin_commit(by: Any, batch: WorkforceReturn, *, leavers: int | None = None) -> WorkforceReturn:
    """Say yes to a compared return; `leavers` is the number typed, where `needs_count`. The job goes on with `write`.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ReturnRefused: a sentence that says why it cannot be written now, and what to do.
    """
    with transaction.atomic():
        lock_returns_of(batch.organisation_id)
        row = WorkforceReturn.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        refuse_sender(by, row.organisation)
        if row.state in (ReturnState.WRITING, ReturnState.COMMITTED):
            return row
        _refuse_commit(row, leavers)
        row.state, row.committed_by, row.progress, row.trouble = ReturnState.WRITING, by, 0, ""
        row.whole = row.changes.count()
        row.save(update_fields=["state", "committed_by", "progress", "whole", "trouble"])
        record(
            "workforce_return.confirmed",
            by=by or ActorKind.SYSTEM,
            on=row,
            organisation_id=row.organisation_id,
            detail={"leavers": row.leavers, "differences": row.differences},
        )
    return row


def refuse_sender(by: Any, organisation: Organisation) -> None:
    """Raise where the user may not send returns of this organisation, or where no agreement holds today."""
    refuse_stranger(by, organisation)
    if not has_agreement(organisation, timezone.localdate()):
        raise ReturnRefused(
            _("No information-sharing agreement holds today, so nothing can be written. Record the agreement first.")
        )


def refuse_stranger(by: Any, organisation: Organisation) -> None:
    """Raise where the user does not lead this organisation's people today: all it takes to take something back."""
    if by is not None and not leads(by, organisation, timezone.localdate()):
        raise PermissionDenied


def _refuse_commit(batch: WorkforceReturn, leavers: int | None) -> None:
    if batch.state != ReturnState.COMPARED:
        raise ReturnRefused(_("This return is not compared yet. Wait for the differences, then look at them."))
    if batch.kind == ReturnKind.FILE:
        refuse_too_much(batch)
    newer = WorkforceReturn.objects.holding().filter(organisation=batch.organisation, as_at__gt=batch.as_at).first()
    if newer is not None and batch.kind == ReturnKind.FILE:
        raise ReturnRefused(
            _("A newer return stands, as at %(day)s. Older news never replaces it: undo that one first.")
            % {"day": newer.as_at.isoformat()}
        )
    if WorkforceReturn.objects.filter(organisation=batch.organisation, state=ReturnState.WRITING).exists():
        raise ReturnRefused(_("Another return of yours is being written. Wait until it is done, then compare again."))
    if changed_since(batch):
        raise ReturnRefused(_("Somebody changed your people since this was compared. Compare again, then look anew."))
    if batch.kind == ReturnKind.FILE and needs_count(batch) and leavers != batch.leavers:
        raise ReturnRefused(
            _("%(leavers)s of %(people)s people would leave. Write that number to show that you mean it.")
            % {"leavers": batch.leavers, "people": batch.people_before}
        )


def refuse_too_much(batch: WorkforceReturn) -> None:
    """Raise ReturnRefused where the return `says_too_much`."""
    if says_too_much(batch):
        raise ReturnRefused(
            _(
                "This file says more than may be sent today: your agreement, or how much you send, changed since it "
                "was read. Throw it away, and upload it again."
            )
        )


def says_too_much(batch: WorkforceReturn) -> bool:
    """Whether it was sent as more than the partner returns today, or a column is read that was not agreed."""
    grade = grade_on(batch.organisation, timezone.localdate())
    return tells_more(Grade(batch.grade), grade) or not {*batch.columns} <= _allowed(batch, grade)


def allowed_fields(batch: WorkforceReturn) -> frozenset[Field]:
    """What may be read of the file under the agreement and the grade of today, and no more than it was sent as."""
    return _allowed(batch, grade_on(batch.organisation, timezone.localdate()))


def _allowed(batch: WorkforceReturn, today: Grade) -> frozenset[Field]:
    agreement, grades = agreement_on(batch.organisation, timezone.localdate()), {Grade(batch.grade), today}
    if agreement is None or Grade.HEADCOUNT in grades:
        return frozenset()
    shared = frozenset.intersection(*(readable_fields(agreement, grade) for grade in grades))
    return frozenset(one for one, needs in SHARED.items() if needs in shared)


def changed_since(batch: WorkforceReturn) -> bool:
    """Whether a confirmed statement about the organisation's people came or went since the return was compared."""
    if batch.compared_at is None:
        return True
    since = batch.compared_at
    for model in (Employment, Absence):
        rows: Any = model._base_manager
        # What is staged was superseded in the moment it was recorded: it came and went for nobody.
        news = Q(recorded_at__gt=since, superseded_at=None) | Q(
            Q(superseded_at__gt=since) & Q(superseded_at__gt=F("recorded_at"))
        )
        rows = rows.filter(news, organisation=batch.organisation)
        if model is Employment:
            rows = rows.exclude(source=EmploymentSource.SELF_DECLARED)
        if rows.exists():
            return True
    return False


def lock_returns_of(organisation_id: int) -> None:
    """Returns of one organisation are confirmed and held one after the other."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
