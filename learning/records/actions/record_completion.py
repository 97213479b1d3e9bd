from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from learning.modules.criteria import Done, right_answers
from learning.modules.models import ModuleVersion
from learning.workforce.models import Organisation, Person, User

from .. import signals
from ..attribution import employers_on
from ..models import Attempt, Completion, CompletionOrganisation, CompletionSource
from ..periods import valid_from, valid_until
from ..renewal import last_valid_day


def record_completion(attempt: Attempt, done: Done, moment: dt.datetime) -> Completion:
    """Write that the person of the locked attempt finished and passed at `moment` (UTC), and announce it.

    For `settle_attempt` alone, inside its transaction: if a receiver fails, nothing of it is kept.
    """
    return _write(
        attempt.person,
        attempt.version,
        moment,
        valid=_period(attempt.person, attempt.version, moment, attempt.started_at, attempt.refresh_months),
        attempt=attempt,
        right_answers=right_answers(attempt.criteria, done),
        questions=len(attempt.criteria["questions"]),
        criteria=attempt.criteria,
    )


def complete_by_attendance(
    person: Person, version: ModuleVersion, moment: dt.datetime, recorded_by: User | None
) -> Completion:
    """Write that the person finished a version by being at its live session, which ended at `moment` (UTC).

    For `record_attendance` alone, inside its transaction. The bar is the version's own: nobody starts it before.
    """
    return _write(
        person,
        version,
        moment,
        valid=_period(person, version, moment, moment, version.refresh_months),
        recorded_by=recorded_by,
        source=CompletionSource.SESSION,
        criteria=version.criteria,
    )


def complete_by_recognition(
    person: Person,
    version: ModuleVersion,
    organisation: Organisation,
    done_on: dt.date,
    last_day: dt.date,
    *,
    evidence: str,
    origin: str,
    approver: User,
) -> Completion:
    """Write that something the person finished elsewhere on `done_on` counts for this version up to `last_day`.

    It is kept for `organisation` alone: to another employer of that day it would tell of a post elsewhere.

    For `requirements`' `recognise_learning` alone, inside its transaction, which has asked whether it does.
    """
    return _write(
        person,
        version,
        timezone.make_aware(dt.datetime.combine(done_on, dt.time())),
        valid=(done_on, last_day),
        source=CompletionSource.RECOGNISED,
        evidence=evidence,
        origin=origin,
        recorded_by=approver,
        kept_for=organisation,
    )


def _write(
    person: Person,
    version: ModuleVersion,
    moment: dt.datetime,
    *,
    valid: tuple[dt.date, dt.date | None],
    kept_for: Organisation | None = None,
    **facts: Any,
) -> Completion:
    """`valid`: the first and the last valid day; `kept_for`: the one employer of that day it is kept for, else all."""
    day = timezone.localdate(moment)
    completion = Completion.objects.create(
        person_id=person.pk,
        module_id=version.module_id,
        version_id=version.pk,
        completed_at=moment,
        completed_on=day,
        valid_from=valid[0],
        valid_until=valid[1],
        **facts,
    )
    CompletionOrganisation.objects.bulk_create(
        CompletionOrganisation(completion=completion, organisation_id=organisation, role_group_id=role_group)
        for organisation, role_group in employers_on(person, day).items()
        if kept_for is None or organisation == kept_for.pk
    )
    signals.completion_recorded.send(sender=Completion, completion=completion)
    return completion


def _period(
    person: Person, version: ModuleVersion, moment: dt.datetime, begun_at: dt.datetime, refresh_months: int | None
) -> tuple[dt.date, dt.date | None]:
    """First and last valid day of what is finished now; renewing early loses nothing."""
    day, begun_on = timezone.localdate(moment), timezone.localdate(begun_at)
    first_day = valid_from(day, begun_on, last_valid_day(person, version.module_id))
    return first_day, valid_until(first_day, refresh_months)
