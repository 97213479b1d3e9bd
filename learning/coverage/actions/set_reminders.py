"""Say whether and when an employer's people are reminded, from today on."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from learning.audit.actions.record_event import Plain, record
from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import Organisation, User

from ..models import ReminderSetting


def set_reminders(
    by: User, organisation: Organisation, today: dt.date, *, learners: bool, weekday: int, leaders: str
) -> ReminderSetting:
    """Hold from `today` on; a second change of one day betters the first. What changes nothing writes nothing.

    Raises:
        PermissionDenied: the user is neither an HR lead of this organisation nor an administrator.
        ValidationError: no such weekday, or no such rhythm.
    """
    with transaction.atomic():
        before = ReminderSetting.objects.of(organisation, today)
        setting = before if before is not None and before.starts_on == today else ReminderSetting(starts_on=today)
        said: dict[str, Plain] = {"learners": learners, "weekday": int(weekday), "leaders": leaders}
        if before is not None and all(getattr(before, name) == value for name, value in said.items()):
            return before
        setting.organisation = organisation
        for name, value in said.items():
            setattr(setting, name, value)
        saved = record_statement(by, setting)
        record("reminders.set", by=by, on=saved, organisation_id=organisation.pk, detail=said)
        return saved
