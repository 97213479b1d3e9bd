"""Ask a level for a module from a day on, better that, end it, or take it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from learning.workforce.actions.record_statement import end_statement, record_statement
from learning.workforce.models import User
from learning.workforce.signals import levels_changed

from ..models import Requirement


def set_requirement(by: User | None, requirement: Requirement) -> Requirement:
    """Save or better a requirement; statuses follow soon after. Raises as `record_statement`."""
    with transaction.atomic():
        saved = record_statement(by, requirement)
        levels_changed.send(sender=Requirement)
    return saved


def end_requirement(by: User | None, requirement: Requirement, day: dt.date) -> Requirement:
    """No longer ask for it from `day` on."""
    with transaction.atomic():
        ended = end_statement(by, requirement, ended_on=day)
        levels_changed.send(sender=Requirement)
    return ended
