"""Say that something about somebody's row is wrong, so that their employer looks at it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.modules.models import Module
from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import Organisation, Person, Role, RoleAssignment, User

from ..models import ErrorKind, ErrorReport
from ..permissions import may_report_error
from ..refusals import BadReport
from ..screened_words import screened


def report_error(
    user: User,
    organisation: Organisation,
    person: Person,
    *,
    kind: str,
    message: str,
    key: uuid.UUID,
    module: Module | None = None,
    names_nobody: bool = False,
) -> ErrorReport:
    """Store the report, once for each `key`, and tell the employer's HR leads that something waits.

    Raises:
        PermissionDenied: the user is neither the person, nor an HR lead there, nor manages a team of theirs.
        BadReport: no such kind, nothing written, or more than 1,000 characters.
        NamesSomebody: the words name somebody, and it was not said (`names_nobody`) that they do not.
    """
    if not may_report_error(user, organisation, person, timezone.localdate()):
        raise PermissionDenied
    message = screened(message, organisation, names_nobody=names_nobody)
    if kind not in ErrorKind.values:
        raise BadReport
    with transaction.atomic():
        report, is_new = ErrorReport.objects.get_or_create(
            key=key,
            defaults={
                "organisation": organisation,
                "person_id": person.lasting_id,
                "module": module,
                "kind": kind,
                "message": message,
                "reported_by": user,
            },
        )
        if is_new:
            record("error.reported", by=user, on=report, organisation_id=organisation.pk, detail={"kind": kind})
            _tell_hr_leads(organisation, user)
    return report


def _tell_hr_leads(organisation: Organisation, reporter: User) -> None:
    """At most one message a day to each; whoever reports it knows already."""
    today = timezone.localdate()
    held = RoleAssignment.objects.on(today).filter(role=Role.HR_LEAD, organisation=organisation)
    leads = User.objects.filter(is_active=True, pk__in=held.values("user_id")).exclude(pk=reporter.pk)
    address = f"{settings.PUBLIC_BASE_URL}{reverse('coverage_error_reports', args=[organisation.slug])}"
    for lead in leads:
        queue_message(
            key=f"error-reported:{organisation.pk}:{lead.pk}:{today:%Y-%m-%d}",
            to=lead.email,
            subject=_("Somebody says that something is wrong in a record"),
            text=_("Read what it is, put it right or say why it stands, and close it:") + f"\n\n{address}\n",
        )
