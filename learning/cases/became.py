"""What is asked for today of a case that is followed up, as its pages and its desk show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .follow_up import is_silent, may_close_early, next_due, to_write
from .life_cycle import State
from .models import Case, Round


@dataclass(frozen=True)
class Became:
    """`asked`: the follow-up that can be written today, in weeks; `due`: the day of this or of the next one."""

    asked: int | None = None
    due: dt.date | None = None
    may_close: bool = False
    is_silent: bool = False
    is_late: bool = False


def became_of(case: Case, held: Round | None, day: dt.date) -> Became:
    """Of a case whose standing round is `held`; nothing is asked for unless it is followed up. At most two queries."""
    if case.state != State.FOLLOW_UP or held is None or held.answered_on is None:
        return Became()
    told = held.told
    due = next_due(held.answered_on, told, day)
    return Became(
        asked=to_write(held.answered_on, told, day),
        due=due,
        may_close=may_close_early(told, len(held.taken_up)),
        is_silent=is_silent(held.answered_on, day),
        is_late=due is not None and due < day,
    )
