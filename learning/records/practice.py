"""When somebody is asked whether they use what they learnt, and how long they can answer: pure rules on days.

The written definition (M9): the question is due ninety days after passing, and an answer counts to day 120.
"""

from __future__ import annotations

import datetime as dt

ASK_AFTER = dt.timedelta(days=90)
# Somebody away on day 90 is asked when they are back, as long as half of the time to answer is left.
ASK_UNTIL = dt.timedelta(days=105)
CLOSES_AFTER = dt.timedelta(days=120)
REMIND_AFTER = dt.timedelta(days=14)
# Nobody is asked about two modules at once: whoever finishes five in a week is not sent five letters.
BETWEEN = dt.timedelta(days=28)
WITNESS_HAS = dt.timedelta(days=30)


def finished_between(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day, both inclusive, on which somebody finished who is asked on `day`."""
    return day - ASK_UNTIL, day - ASK_AFTER


def closes_on(completed_on: dt.date) -> dt.date:
    """The last day on which an answer counts."""
    return completed_on + CLOSES_AFTER
