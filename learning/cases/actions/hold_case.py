"""A legal hold: an information-governance lead has a case kept as it is, and lifts that again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..life_cycle import Part, State
from ..models import Case, LegalHold
from ..permissions import parts_of
from ..refusals import Changed
from ..words import screened_word


def place_hold(by: User, case: Case, reason: str) -> LegalHold:
    """Keep the case as it is from now on; one that is held already stays held by the hold that stands.

    Raises:
        PermissionDenied: the user is no IG lead of this case.
        Changed: the case was withdrawn, so that there is nothing left to keep.
        BadAnswer, OpenFindings: as `screened`, for the reason; nothing is stored.
    """
    words = screened_word(reason)
    with transaction.atomic():
        row = _lock(by, case)
        standing = row.holds.filter(lifted_at=None).first()
        if standing is not None:
            return standing
        if row.state == State.WITHDRAWN:
            raise Changed(_("This case was withdrawn: its words are gone, and there is nothing left to keep."))
        hold = LegalHold.objects.create(case=row, reason=words, placed_by=by, placed_at=timezone.now())
        row.held_hash = row.text_hash
        row.save(update_fields=["held_hash"])
        record("case.held", by=by, on=row, organisation_id=row.organisation_id, detail={"hold": hold.pk})
    return hold


def lift_hold(by: User, case: Case, reason: str) -> LegalHold:
    """The case need no longer be kept as it is. Raises as `place_hold`; Changed where no hold stands."""
    words = screened_word(reason)
    with transaction.atomic():
        row = _lock(by, case)
        hold = row.holds.filter(lifted_at=None).first()
        if hold is None:
            raise Changed(_("No legal hold stands on this case: somebody lifted it already."))
        hold.why_lifted, hold.lifted_by, hold.lifted_at = words, by, timezone.now()
        hold.save(update_fields=["why_lifted", "lifted_by", "lifted_at"])
        row.held_hash = ""
        row.save(update_fields=["held_hash"])
        record("case.hold_lifted", by=by, on=row, organisation_id=row.organisation_id, detail={"hold": hold.pk})
    return hold


def _lock(by: User, case: Case) -> Case:
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if Part.IG_LEAD not in parts_of(by, row, timezone.localdate()):
        raise PermissionDenied
    return row
