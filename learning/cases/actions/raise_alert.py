"""Somebody believes that a person in a case is at risk now: those who know who it is are asked to act, in turn."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import Role, RoleAssignment, User
from learning.workforce.one_by_one import Resumed, one_by_one

from ..models import Case, RiskAlert
from ..permissions import first_reviewers

TOLD_AT_ONCE = 2
ANSWERS_WITHIN = dt.timedelta(hours=1)


def raise_alert(by: User, case: Case) -> RiskAlert:
    """Ask the author's agency reviewer and the deputy to act; an alert that is open already stays the one.

    Neither learns of the other: the reader not who wrote, the author not who raised it. Raises PermissionDenied for
    whoever does not read the case.
    """
    now, today = timezone.now(), timezone.localdate()
    if not Case.objects.visible_to(by, today).filter(pk=case.pk).exists():
        raise PermissionDenied
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)
        alert, is_new = RiskAlert.objects.get_or_create(
            case=row, acknowledged_at=None, defaults={"raised_by": by, "raised_at": now}
        )
        if is_new:
            record("case.risk_raised", by=by, on=row, organisation_id=row.organisation_id)
            _tell_next(alert, row, now, TOLD_AT_ONCE)
    return alert


def acknowledge_alert(by: User, alert: RiskAlert) -> RiskAlert:
    """One of those told says: I act. The first of them counts. Raises PermissionDenied for anybody else."""
    with transaction.atomic():
        row = RiskAlert.objects.select_for_update(of=("self",)).select_related("case").get(pk=alert.pk)
        if not RiskAlert.objects.visible_to(by).filter(pk=row.pk).exists():
            raise PermissionDenied
        if row.acknowledged_at is None:
            row.acknowledged_by, row.acknowledged_at = by, timezone.now()
            row.save(update_fields=["acknowledged_by", "acknowledged_at"])
            record("case.risk_acknowledged", by=by, on=row.case, organisation_id=row.case.organisation_id)
    return row


def pass_alerts_on(now: dt.datetime) -> Resumed:
    """Ask the next one about every alert that nobody acknowledged within an hour, each for itself.

    When everybody was asked, all of them are asked again, an hour later and until somebody acts.
    """
    waiting = RiskAlert.objects.open().filter(told_at__lte=now - ANSWERS_WITHIN)
    return one_by_one(
        (f"Alert {alert.uuid}", partial(_pass_on, alert.pk, now)) for alert in waiting.order_by("told_at", "pk")
    )


def _pass_on(pk: int, now: dt.datetime) -> None:
    with transaction.atomic():
        alert = RiskAlert.objects.select_for_update(of=("self",)).get(pk=pk)
        if alert.acknowledged_at is None and alert.told_at <= now - ANSWERS_WITHIN:
            case = Case.objects.select_related("organisation").get(pk=alert.case_id)
            _tell_next(alert, case, now, 1)
            record("case.risk_passed_on", by=ActorKind.SYSTEM, on=case, organisation_id=case.organisation_id)


def contacts(case: Case, today: dt.date) -> list[int]:
    """Keys of the logins to ask, in turn: the author's agency reviewers, then IG leads, then coordinators."""
    roles = RoleAssignment.objects.on(today).filter(user__is_active=True).order_by("starts_on", "pk")
    found = list(first_reviewers(case.organisation, today).values_list("user_id", flat=True))
    for role in (Role.IG_LEAD, Role.COORDINATOR):
        found += roles.filter(role=role).values_list("user_id", flat=True)
    return [key for key in dict.fromkeys(found) if key != case.author_id]


def _tell_next(alert: RiskAlert, case: Case, now: dt.datetime, number: int) -> None:
    told = set(alert.told.values_list("pk", flat=True))
    in_turn = [key for key in contacts(case, timezone.localdate(now)) if key not in told][:number]
    alert.told.add(*in_turn)
    alert.told_at = now
    alert.save(update_fields=["told_at"])
    for user in User.objects.filter(pk__in=in_turn or told, is_active=True):
        queue_message(
            key=f"case-risk:{alert.pk}:{user.pk}:{now:%Y%m%d%H%M}",
            to=user.email,
            subject=_("Somebody may be at risk now: please act"),
            text=_("A colleague read a case and believes that somebody is at risk now. Sign in, and act:")
            + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('case_alert', args=[alert.uuid])}\n",
        )
