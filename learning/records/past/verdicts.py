"""What the ledger has to say to a past completion: new, known, or older than what is there. Pure.

A newer completion of the same module is never touched by an older one: the older one is left out, so that it cannot
change until when the newer one counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..models.past_completion import RowState


@dataclass(frozen=True, slots=True)
class Known:
    """One completion of the same person and module; `until` is its last valid day, None: it never ends.

    `stands` is False for one that was corrected: it counts no more, and a file does not bring it back.
    """

    on: dt.date
    until: dt.date | None
    stands: bool = True


def verdict(day: dt.date, known: Sequence[Known]) -> RowState:
    if any(one.on == day for one in known):
        return RowState.DUPLICATE
    if any(one.stands and one.on > day for one in known):
        return RowState.OLDER
    return RowState.NEW
