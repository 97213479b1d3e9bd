"""Write an equivalence down, sign it, accept it, and end any of these."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.actions.record_statement import end_statement, record_statement
from learning.workforce.models import Organisation, User

from ..models import Equivalence, EquivalenceAcceptance, EquivalenceSignature, Recognition
from ..permissions import may_speak_for, may_write_equivalences
from .rebuild_statuses import rebuild_statuses


def write_equivalence(by: User | None, equivalence: Equivalence) -> Equivalence:
    """Save a new one, or better one that nobody has signed.

    Raises:
        PermissionDenied: the user keeps no register.
        ValidationError: a partner has signed it; it can only be ended.
    """
    with transaction.atomic():
        _refuse_unless_keeper(by)
        if equivalence.pk is not None:
            Equivalence.objects.select_for_update().get(pk=equivalence.pk)
            if equivalence.signatures.exists():
                raise ValidationError(_("A partner has signed this. End it, and write another one."))
        else:
            equivalence.recorded_by = by
        equivalence.full_clean(exclude=["recorded_by"])
        equivalence.save()
        _record("equivalence.written", by, equivalence)
    return equivalence


def end_equivalence(by: User | None, equivalence: Equivalence, day: dt.date) -> Equivalence:
    """Nothing is recognised by it from `day` on; what was recognised before stays."""
    with transaction.atomic():
        _refuse_unless_keeper(by)
        equivalence.ended_on = day
        equivalence.full_clean(exclude=["recorded_by"])
        equivalence.save(update_fields=["ended_on"])
        _record("equivalence.ended", by, equivalence)
    return equivalence


def sign_equivalence(
    by: User | None, equivalence: Equivalence, organisation: Organisation, day: dt.date
) -> EquivalenceSignature:
    """Write down that the partner signed on `day`; signing twice leaves the first day."""
    with transaction.atomic():
        _refuse_unless_theirs(by, organisation)
        Equivalence.objects.select_for_update().get(pk=equivalence.pk)
        signature, is_new = EquivalenceSignature.objects.get_or_create(
            equivalence=equivalence, organisation=organisation, defaults={"signed_on": day, "recorded_by": by}
        )
        if is_new:
            _record("equivalence.signed", by, equivalence, organisation)
    return signature


def accept_equivalence(
    by: User | None, equivalence: Equivalence, organisation: Organisation, day: dt.date
) -> EquivalenceAcceptance:
    """Let it count for the partner's own people from `day` on; where it does already, nothing changes."""
    with transaction.atomic():
        standing = EquivalenceAcceptance.objects.standing().filter(equivalence=equivalence, organisation=organisation)
        before = standing.select_for_update().filter(ended_on=None).first()
        if before is not None and before.starts_on <= day:
            _refuse_unless_theirs(by, organisation)
            return before
        said = before or EquivalenceAcceptance(equivalence=equivalence, organisation=organisation)
        said.starts_on = day
        saved = record_statement(by, said)
        _record("equivalence.accepted", by, equivalence, organisation)
        # What another partner recognised by it before counts here from now on.
        recognised = Recognition.objects.filter(equivalence=equivalence).values_list("completion__person_id", flat=True)
        rebuild_statuses(set(recognised))
    return saved


def stop_accepting(
    by: User | None, equivalence: Equivalence, organisation: Organisation, day: dt.date
) -> EquivalenceAcceptance | None:
    """Nothing is recognised by it for the partner's people from `day` on; None where it was not accepted."""
    with transaction.atomic():
        standing = EquivalenceAcceptance.objects.standing().filter(equivalence=equivalence, organisation=organisation)
        before = standing.select_for_update().filter(ended_on=None).first()
        if before is None:
            _refuse_unless_theirs(by, organisation)
            return None
        saved = end_statement(by, before, ended_on=day)
        _record("equivalence.no_longer_accepted", by, equivalence, organisation)
    return saved


def _refuse_unless_keeper(by: User | None) -> None:
    if by is not None and not may_write_equivalences(by, timezone.localdate()):
        raise PermissionDenied


def _refuse_unless_theirs(by: User | None, organisation: Organisation) -> None:
    if by is not None and not may_speak_for(by, organisation, timezone.localdate()):
        raise PermissionDenied


def _record(action: str, by: User | None, equivalence: Equivalence, organisation: Organisation | None = None) -> None:
    organisation_id = organisation.pk if organisation else None
    record(action, by=by or ActorKind.SYSTEM, on=equivalence, organisation_id=organisation_id)
