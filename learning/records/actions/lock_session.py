from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from learning.workforce.models import User

from ..models import LiveSession
from ..permissions import may_keep_register


def lock_session(session: LiveSession) -> LiveSession:
    """The session as it is now, held until the transaction ends: whoever asks for a place queues here.

    A row lock on PostgreSQL; SQLite's transactions begin IMMEDIATE, so writers queue anyway. For actions only.
    """
    return LiveSession.objects.select_for_update(of=("self",)).select_related("version__module").get(pk=session.pk)


def lock_register(user: User, session: LiveSession, now: dt.datetime) -> LiveSession:
    """As `lock_session`, for somebody who keeps its register today; raises PermissionDenied for anybody else."""
    locked = lock_session(session)
    if not may_keep_register(user, locked, timezone.localdate(now)):
        raise PermissionDenied
    return locked
