"""Whether something learnt elsewhere counts: pure rules on days.

It counts from its own day, for as long as the module does and never for more than the equivalence's months; it is
taken in only while it still counts.
"""

from __future__ import annotations

import datetime as dt

from learning.records.periods import valid_until


def last_day(done_on: dt.date, counts_months: int, refresh_months: int | None) -> dt.date:
    """The last day, inclusive, on which it counts."""
    ends = (valid_until(done_on, months) for months in (counts_months, refresh_months))
    return min(end for end in ends if end is not None)


def is_young_enough(done_on: dt.date, counts_months: int, refresh_months: int | None, day: dt.date) -> bool:
    """Whether it may be taken in on `day`."""
    return done_on <= day <= last_day(done_on, counts_months, refresh_months)
