"""When somebody can renew a module: from ninety days before its last valid day, as a new attempt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from learning.workforce.models import Person

from .models import Completion
from .periods import renewable_from


def last_valid_day(person: Person, module_id: int) -> dt.date | None:
    """The last day of what a completion of the module would renew; None where there is nothing, or it never ends."""
    ends = list(
        Completion.objects.of(person).filter(module_id=module_id).standing().values_list("valid_until", flat=True)
    )
    return last_of(ends)


def last_of(ends: Collection[dt.date | None]) -> dt.date | None:
    """The last of these last valid days; None where there is none, or one that never ends."""
    dated = [end for end in ends if end is not None]
    return max(dated) if dated and len(dated) == len(ends) else None


def runs_out_on(person: Person, module_id: int, day: dt.date) -> dt.date | None:
    """The last valid day where it is time to renew on `day`, or past it; None while that is too early."""
    last = last_valid_day(person, module_id)
    opens = renewable_from(last)
    return last if opens is not None and opens <= day else None
