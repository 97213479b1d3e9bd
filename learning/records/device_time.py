"""When something was done, as far as the device that says so can be believed."""

from __future__ import annotations

import datetime as dt

LONGEST_WAIT = dt.timedelta(days=7)
"""What waited longer on a device counts as done when it arrived."""


def given_at(started_at: dt.datetime, tenths: int | None, received_at: dt.datetime) -> dt.datetime:
    """The moment that counts as that of the answer, for what was sent as so many tenths of a second after the start.

    The device is believed from the start of the attempt to the moment of receipt, at most seven days back. Whatever
    else it says, and whatever says nothing (a plain form), counts as given when it was received.
    """
    if tenths is None:
        return received_at
    given = started_at + dt.timedelta(milliseconds=100 * tenths)
    oldest = max(started_at, received_at - LONGEST_WAIT)
    return given if oldest <= given <= received_at else received_at


def tenths_between(started_at: dt.datetime, moment: dt.datetime) -> int:
    """Whole tenths of a second from the start to the moment; nothing before the start."""
    return max(0, (moment - started_at) // dt.timedelta(milliseconds=100))
