"""Several posts with one employer are one person there: the rule that says which of them decides. Pure."""

from __future__ import annotations

import datetime as dt

Weight = tuple[bool, int, dt.date, int]


def weight(*, counts: bool, level: int, start: dt.date, role_group_id: int) -> Weight:
    """The key by which posts held on one day are compared: the smallest decides.

    What counts goes before what does not, then the higher level, then the post begun first; of two begun on one day
    the role group that was recorded first, so that every reader decides alike.
    """
    return (not counts, -level, start, role_group_id)
