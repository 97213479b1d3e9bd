from __future__ import annotations

import datetime as dt

from learning.modules.criteria import verdict

from ..models import Attempt, AttemptState, Completion
from ..progress import progress_of
from .record_completion import record_completion


def settle_attempt(attempt: Attempt, moment: dt.datetime, place: str = "") -> Completion | None:
    """Close the locked attempt if what was just written ends it, and say that it was saved at `moment`.

    For actions only, inside their transaction. Returns the completion written now, if any.
    """
    attempt.saved_at = moment
    if place:
        attempt.place = place
    completion = None
    if attempt.state == AttemptState.OPEN:
        done = progress_of(attempt).done()
        found = verdict(attempt.criteria, done)
        if found != "open":
            attempt.state = AttemptState.PASSED if found == "passed" else AttemptState.NOT_YET
            attempt.closed_at = moment
        if found == "passed":
            completion = record_completion(attempt, done, moment)
    attempt.save(update_fields=["saved_at", "place", "state", "closed_at"])
    return completion
