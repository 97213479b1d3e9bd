"""Answer a reported error, and close it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import Person, User

from ..models import ErrorReport, Outcome
from ..permissions import may_close_report
from ..refusals import BadReport
from ..screened_words import screened


def close_error_report(
    user: User, report: ErrorReport, *, outcome: str, answer: str, names_nobody: bool = False
) -> ErrorReport:
    """Close it with an outcome and an answer, and tell whoever reported it. One that is closed stays as it is.

    Raises:
        PermissionDenied: the user does not lead the people of that organisation today.
        BadReport: no such outcome, no answer, or more than 1,000 characters.
        NamesSomebody: the answer names somebody.
    """
    now = timezone.now()
    if not may_close_report(user, report, timezone.localdate(now)):
        raise PermissionDenied
    if outcome not in Outcome.values:
        raise BadReport
    answer = screened(answer, report.organisation, names_nobody=names_nobody)
    with transaction.atomic():
        locked = ErrorReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if not locked.is_open:
            return locked
        locked.outcome, locked.answer, locked.closed_by, locked.closed_at = outcome, answer, user, now
        locked.save(update_fields=["outcome", "answer", "closed_by", "closed_at"])
        detail = {"outcome": outcome}
        record("error.closed", by=user, on=locked, organisation_id=locked.organisation_id, detail=detail)
        if locked.reported_by_id != user.pk:
            _tell_the_reporter(locked)
        return locked


def _tell_the_reporter(report: ErrorReport) -> None:
    reporter = report.reported_by
    if not reporter.is_active:
        return
    is_own = Person.objects.same_as(report.person).filter(user_id=reporter.pk).exists()
    page = reverse("my_record") if is_own else reverse("coverage_error_reports", args=[report.organisation.slug])
    queue_message(
        key=f"error-closed:{report.uuid}",
        to=reporter.email,
        subject=_("An answer to what you reported"),
        text=_("You said that something in a record was wrong. Here is the answer:")
        + f"\n\n{settings.PUBLIC_BASE_URL}{page}\n",
    )
