"""Let any few of several short modules renew one that runs out, from a day on; or no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.modules.models import Module
from learning.workforce.models import User
from learning.workforce.permissions import may_administer
from learning.workforce.signals import levels_changed

from ..models import RefresherPool


def set_refresher_pool(
    by: User | None, module: Module, items: Collection[Module], *, needed: int, months: int, starts_on: dt.date
) -> RefresherPool:
    """Begin a pool; statuses follow soon after. `by` None: the product itself, a command.

    Raises:
        PermissionDenied: the user is no administrator today.
        ValidationError: it asks for more than it holds, for nothing, or for the module itself.
    """
    keys = {item.pk for item in items}
    with transaction.atomic():
        _refuse(by)
        if module.pk in keys:
            raise ValidationError(_("A module is no refresher of itself."))
        if not 1 <= needed <= len(keys):
            raise ValidationError(_("Ask for at least one of the modules, and for no more than there are."))
        if months < 1:
            raise ValidationError(_("Say for how many months it renews."))
        pool = RefresherPool.objects.create(module=module, needed=needed, counts_months=months, starts_on=starts_on)
        pool.items.set(keys)
        record("refresher_pool.set", by=by or ActorKind.SYSTEM, on=pool, detail={"modules": sorted(keys)})
        levels_changed.send(sender=RefresherPool)
        return pool


def end_refresher_pool(by: User | None, pool: RefresherPool, day: dt.date) -> RefresherPool:
    """Nothing done from `day` on counts for it; what counted before stays.

    Raises:
        PermissionDenied: the user is no administrator today.
        ValidationError: it would end before it begins, or has an end already, which is never rewritten.
    """
    with transaction.atomic():
        _refuse(by)
        pool = RefresherPool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
        if pool.ended_on is not None:
            raise ValidationError(_("This has an end already, and it stays. Begin another one instead."))
        pool.ended_on, pool.end_recorded_at = day, timezone.now()
        pool.full_clean()
        pool.save(update_fields=["ended_on", "end_recorded_at"])
        record("refresher_pool.ended", by=by or ActorKind.SYSTEM, on=pool)
        levels_changed.send(sender=RefresherPool)
        return pool


def _refuse(by: User | None) -> None:
    if by is not None and not may_administer(by, timezone.localdate()):
        raise PermissionDenied
