"""Excuse a person from what is asked of them in one organisation, or end that."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from learning.workforce.actions.record_statement import end_statement, record_statement
from learning.workforce.models import User

from ..models import Exemption
from .rebuild_statuses import rebuild_statuses


def grant_exemption(by: User | None, exemption: Exemption) -> Exemption:
    """Save or better an exemption; the person's statuses are made again with it. Raises as `record_statement`."""
    with transaction.atomic():
        saved = record_statement(by, exemption)
        rebuild_statuses({saved.person_id})
    return saved


def end_exemption(by: User | None, exemption: Exemption, last_day: dt.date) -> Exemption:
    with transaction.atomic():
        ended = end_statement(by, exemption, ends_on=last_day)
        rebuild_statuses({ended.person_id})
    return ended
