"""Ask a level for a module from a day on, better that, end it, or take it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.actions.record_statement import end_statement, record_statement, withdraw_statement
from learning.workforce.models import User
from learning.workforce.signals import levels_changed

from ..models import Requirement


def set_requirement(by: User | None, requirement: Requirement) -> Requirement:
    """Save or better a requirement; statuses follow soon after. Raises as `record_statement`."""
    with transaction.atomic():
        saved = record_statement(by, requirement)
        _announce("requirement.set", by, saved)
    return saved


def end_requirement(by: User | None, requirement: Requirement, day: dt.date) -> Requirement:
    """No longer ask for it from `day` on."""
    with transaction.atomic():
        ended = end_statement(by, requirement, ended_on=day)
        _announce("requirement.ended", by, ended)
    return ended


def withdraw_requirement(by: User | None, requirement: Requirement) -> None:
    """Take back what has not begun, or was never meant: it is asked on no day."""
    with transaction.atomic():
        withdraw_statement(by, requirement)
        _announce("requirement.withdrawn", by, requirement)


def _announce(action: str, by: User | None, requirement: Requirement) -> None:
    asked: dict[str, int | str] = {
        "module": requirement.module_id,
        "level": requirement.level,
        "path": requirement.path,
    }
    who = by or ActorKind.SYSTEM
    record(action, by=who, on=requirement, organisation_id=requirement.organisation_id, detail=asked)
    levels_changed.send(sender=Requirement)
