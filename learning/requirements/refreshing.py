"""How a pool of short modules renews a completion that runs out: pure rules on days.

Any `needed` modules of the pool, each done in the window of the last valid day, renew it: from the day after that, or
from the day on which the last of them was done if that is later. The window is that of a renewal, the last ninety
days, and ninety days after; later than that, the whole module is asked again. Doing one of them counts once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from learning.records.periods import LAST_DAYS, valid_until

from .facts import FOREVER, Refresher

DAY = dt.timedelta(days=1)
WINDOW = dt.timedelta(days=LAST_DAYS)


def window_of(last_valid_day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day, both inclusive, on which something done renews what is valid up to this day."""
    return last_valid_day - WINDOW, last_valid_day + WINDOW


def refreshed_until(
    last_valid_day: dt.date | None, refreshers: Sequence[Refresher], day: dt.date, after: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    """The last valid day with all renewals known on `day`, and the day of the last one; None: no end, no renewal.

    `after`: what was done on this day or before belongs to the completion itself.
    """
    until, refreshed_on = last_valid_day, None
    while until is not None:
        fulfilled = [
            (valid_until(max(on, until + DAY), refresher.months) or FOREVER, on)
            for refresher in refreshers
            if (on := _fulfilled_on(refresher, until, day, after)) is not None
        ]
        if not fulfilled:
            break
        until, refreshed_on = max(fulfilled)
        after = refreshed_on
    return until, refreshed_on


def done_in_window(refresher: Refresher, last_valid_day: dt.date, day: dt.date, after: dt.date) -> dict[int, dt.date]:
    """Module of the pool → the first day on which it was done in the window, as known on `day`."""
    first, last = window_of(last_valid_day)
    found: dict[int, dt.date] = {}
    for module_id, on in refresher.done:
        in_force = refresher.starts_on <= on and (refresher.ended_on is None or on < refresher.ended_on)
        if in_force and first <= on <= min(last, day) and on > after:
            found[module_id] = min(on, found.get(module_id, on))
    return found


def _fulfilled_on(refresher: Refresher, last_valid_day: dt.date, day: dt.date, after: dt.date) -> dt.date | None:
    days = sorted(done_in_window(refresher, last_valid_day, day, after).values())
    return days[refresher.needed - 1] if len(days) >= refresher.needed else None
