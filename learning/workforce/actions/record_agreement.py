"""Write down what a partner and the network agreed in writing about its people's data, or better that."""

from __future__ import annotations

from django.db import transaction

from learning.audit.actions.record_event import record

from ..models import SharingAgreement, User
from .record_statement import record_statement


def record_agreement(by: User, agreement: SharingAgreement) -> SharingAgreement:
    """Save a new agreement, or supersede the standing one that it was read from. Raises as `record_statement`."""
    before = agreement.pk
    with transaction.atomic():
        saved = record_statement(by, agreement)
        if saved.pk != before:
            detail: dict[str, str | list[str] | int | None] = {
                "fields": sorted(saved.fields),
                "review_on": saved.review_on.isoformat(),
                "ended_on": saved.ended_on.isoformat() if saved.ended_on else None,
                "before": before,
            }
            record("agreement.recorded", by=by, on=saved, organisation_id=saved.organisation_id, detail=detail)
    return saved
