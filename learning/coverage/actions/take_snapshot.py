from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.models import Organisation

from ..counting import coverage_of
from ..days import is_month_end, refusal
from ..frozen import figures_of
from ..measures.reach import Counts
from ..models import Snapshot


def take_snapshots(month_end: dt.date, now: dt.datetime) -> Iterator[tuple[Organisation, bool]]:
    """Freeze a month end for every partner of that day, one transaction each; yields whether it was taken just now."""
    partners = Organisation.objects.exclude(kind=Organisation.NETWORK_KIND).order_by("pk")
    for organisation in partners:
        if not refusal(organisation, month_end, timezone.localdate(now)):
            yield organisation, take_snapshot(organisation, month_end, now)


def take_snapshot(organisation: Organisation, month_end: dt.date, now: dt.datetime) -> bool:
    """Freeze the organisation's figures at `month_end` as they are known `now` (UTC); False where that was done before.

    Raises:
        ValueError: the day is no month end, has not passed, or the organisation was no partner on it.
    """
    today = timezone.localdate(now)
    if not is_month_end(month_end) or month_end >= today or refusal(organisation, month_end, today):
        raise ValueError(f"{organisation} has no figures to freeze at {month_end}")
    with transaction.atomic():
        # One writer at a time: two crons that start together take one snapshot.
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        if Snapshot.objects.filter(organisation=organisation, month_end=month_end).exists():
            return False
        coverage = coverage_of(organisation, month_end)
        snapshot = Snapshot.objects.create(
            organisation=organisation,
            month_end=month_end,
            taken_at=now,
            rule_set_version=coverage.rules.version,
            grade=coverage.ground.grade,
            return_as_at=coverage.ground.return_as_at,
            figures=figures_of(coverage),
            **{name: getattr(coverage.everybody, name) for name in Counts.__slots__},
        )
        record("coverage.frozen", by=ActorKind.SYSTEM, on=snapshot, organisation_id=organisation.pk)
    return True
