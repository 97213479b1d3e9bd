"""Choose how much a partner says of its people from today on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from learning.audit.actions.record_event import record

from ..agreements import grade_on
from ..models import Grade, Organisation, ReturnGrade, User
from .discard_return import discard_too_much
from .record_statement import record_statement


def choose_grade(by: User, organisation: Organisation, grade: Grade, day: dt.date) -> int:
    """Returns of this partner are of this grade from `day` on; nothing is written where they are already.

    What was returned before stays as it is. Files that wait and say more are thrown away; how many is given back.
    Raises PermissionDenied as `record_statement`.
    """
    with transaction.atomic():
        before = grade_on(organisation, day)
        chosen = ReturnGrade.objects.standing().filter(organisation=organisation, starts_on=day).first()
        statement = chosen or ReturnGrade(organisation=organisation, starts_on=day)
        statement.grade = grade
        if before == grade and chosen is None:
            return 0
        saved = record_statement(by, statement)
        if before != grade:
            detail = {"before": before.value, "after": grade.value}
            record("return_grade.chosen", by=by, on=saved, organisation_id=organisation.pk, detail=detail)
        return discard_too_much(by, organisation)
