"""Excuse a person from what is asked of them in one organisation, or end that."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.actions.record_statement import end_statement, record_statement, withdraw_statement
from learning.workforce.models import User

from ..models import Exemption
from ..permissions import may_approve, may_take_back
from .rebuild_statuses import rebuild_statuses


def grant_exemption(by: User | None, exemption: Exemption) -> Exemption:
    """Save or better an exemption; the person's statuses are made again with it.

    Raises as `record_statement`, and PermissionDenied for oneself and for somebody who holds no confirmed post with
    this employer, today or to come.
    """
    if by is not None and not may_approve(by, exemption.person, exemption.organisation, timezone.localdate()):
        raise PermissionDenied
    with transaction.atomic():
        saved = record_statement(by, exemption)
        _follow("exemption.granted", by, saved)
    return saved


def end_exemption(by: User | None, exemption: Exemption, last_day: dt.date) -> Exemption:
    """Let it end on `last_day` instead."""
    with transaction.atomic():
        _refuse_unless_theirs(by, exemption)
        ended = end_statement(by, exemption, ends_on=last_day)
        _follow("exemption.ended", by, ended)
    return ended


def withdraw_exemption(by: User | None, exemption: Exemption) -> None:
    """Take back what should never have been granted: it holds on no day."""
    with transaction.atomic():
        _refuse_unless_theirs(by, exemption)
        withdraw_statement(by, exemption)
        _follow("exemption.withdrawn", by, exemption)


def _refuse_unless_theirs(by: User | None, exemption: Exemption) -> None:
    if by is not None and not may_take_back(by, exemption, timezone.localdate()):
        raise PermissionDenied


def _follow(action: str, by: User | None, exemption: Exemption) -> None:
    rebuild_statuses({exemption.person_id})
    detail = {"person": exemption.person_id, "module": exemption.module_id, "category": exemption.category}
    record(action, by=by or ActorKind.SYSTEM, on=exemption, organisation_id=exemption.organisation_id, detail=detail)
