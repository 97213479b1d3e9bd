"""What a team manager reads of an absence: that somebody is away, and not from when to when."""

from __future__ import annotations

from dataclasses import replace

from learning.requirements.models import StatusSpan
from learning.requirements.status import Reason
from learning.requirements.statuses import Outside, Status


def without_days_away(span: StatusSpan) -> StatusSpan:
    """The same span, in memory alone, without the days of an absence; it is never to be saved."""
    if span.outside == Outside.AWAY or span.status == Status.EXCLUDED:
        reason = replace(Reason.from_json(span.reason), outside_from=None, outside_until=None)
        span.reason = reason.as_json()
    return span
