from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.workforce.models import Organisation, User
from learning.workforce.permissions import may_see_coverage

from ..models import Download
from ..people import Wish


def ask_for_download(
    user: User,
    organisation: Organisation,
    kind: str,
    day: dt.date,
    wish: Wish,
    *,
    total: int,
    now: dt.datetime,
) -> Download:
    """Write down that the HR lead wants this file; the caller lets the worker know once that is committed.

    `total`: how many people or parts the work has, for the bar that shows how far it is.

    Raises PermissionDenied for whoever does not lead the organisation's people today.
    """
    if not may_see_coverage(user, organisation, timezone.localdate(now)):
        raise PermissionDenied
    with transaction.atomic():
        download = Download.objects.create(
            organisation=organisation,
            asked_by=user,
            kind=kind,
            as_at=day,
            wished=_kept(wish),
            total=total,
            asked_at=now,
            moved_at=now,
        )
        detail = {"kind": kind, "as_at": day.isoformat()}
        record("coverage.download_asked", by=user, on=download, organisation_id=organisation.pk, detail=detail)
    return download


def _kept(wish: Wish) -> dict[str, Any]:
    """The wish as JSON; the words that somebody was looked for by are kept nowhere."""
    team_ids = None if wish.team_ids is None else sorted(wish.team_ids)
    return asdict(wish) | {"team_ids": team_ids, "words": ""}
