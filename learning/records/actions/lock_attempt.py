from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import F

from learning.modules.kept_versions import kept_version
from learning.workforce.models import User

from ..device_time import given_at, tenths_between
from ..models import Attempt
from ..permissions import may_write_in
from ..refusals import BadAnswer

LARGEST_SEQUENCE = 2_147_483_647


def lock_attempt(user: User, attempt: Attempt) -> Attempt:
    """The attempt as it is now, held until the transaction ends; for actions only.

    Raises PermissionDenied where it is not the user's own.
    """
    own_and_hash = Attempt.objects.select_related("person").annotate(version_hash=F("version__content_hash"))
    locked = own_and_hash.select_for_update(of=("self",)).get(pk=attempt.pk)
    if not may_write_in(user, locked):
        raise PermissionDenied
    locked.version = kept_version(locked.version_id, locked.version_hash)  # type: ignore[attr-defined]  # annotated above
    return locked


def sequence_in(attempt: Attempt, sent: int | None, moment: dt.datetime) -> int:
    """The client sequence to store: tenths of a second from the attempt's start to the answer.

    A device says when the answer was given, so that what waited offline keeps its place; `device_time` says how far it
    is believed. A plain form cannot: there it is the moment of receipt, never that of the form, or a forgotten tab
    would undo an answer given since.
    """
    if sent is not None and not 0 <= sent <= LARGEST_SEQUENCE:
        raise BadAnswer("client sequence out of range")
    given = given_at(attempt.started_at, sent, moment)
    return min(tenths_between(attempt.started_at, given), LARGEST_SEQUENCE)
