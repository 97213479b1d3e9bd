"""The rules in days that one can check: one person who starts, finishes once and never again, as `judge` sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from learning.records.periods import renewable_from, valid_until

from .facts import FOREVER, Done, Facts, Group, Post, Rules
from .posts import Ask, Piece, asked_by
from .spans import Span, spans
from .status import DAY
from .statuses import CURRENT, Status
from .why import why


@dataclass(frozen=True)
class Step:
    """From this day on the example stands like this, and why."""

    date: dt.date
    status: Status
    note: str

    @property
    def title(self) -> str:
        return capfirst(str(self.status.label))


@dataclass(frozen=True)
class Example:
    """One module, from the first day in post on; days are those that the statuses turn on.

    `late_from`: the first day on which nothing done would be "not yet". `due_by`: the last day on which what was done
    counts here (none: for good). `renewable_from`: the first day on which doing it again loses nothing.
    """

    starts_on: dt.date
    completed_on: dt.date | None
    has_until: dt.date | None
    late_from: dt.date | None
    due_by: dt.date | None
    renewable_from: dt.date | None
    spans: list[Span]

    @property
    def steps(self) -> list[Step]:
        return [Step(span.starts_on, span.judgement.status, why(span.judgement)) for span in self.spans]


@dataclass(frozen=True)
class Case:
    """Of whom the example is: somebody of this group, at this level by this path, and what is asked there."""

    group: Group
    level: int
    path: str
    asks: Sequence[Ask]


def worked_example(
    case: Case,
    module_id: int,
    refresh_months: int | None,
    starts_on: dt.date,
    completed_on: dt.date | None,
    book: Sequence[Rules],
) -> Example | None:
    """None where the module is never asked of such a post from `starts_on` on."""
    piece = Piece(starts_on, FOREVER, case.group, case.level, case.path)
    asked = asked_by([piece], [ask for ask in case.asks if ask.module_id == module_id]).get(module_id)
    if not asked:
        return None
    done = [Done(completed_on, valid_until(completed_on, refresh_months))] if completed_on else []
    idle = spans(Facts([Post(starts_on)], asked), book)
    seen = spans(Facts([Post(starts_on)], asked, done), book)
    in_grace = next((span for span in idle if span.judgement.status == Status.IN_GRACE), None)
    current = next((span for span in seen if span.judgement.status in CURRENT), None)
    due_by = current.judgement.reason.counts_until if current else None
    return Example(
        starts_on=asked[0].start,
        completed_on=completed_on,
        has_until=in_grace.ended_on - DAY if in_grace and in_grace.ended_on else None,
        late_from=next((span.starts_on for span in idle if span.judgement.status == Status.NEVER), None),
        due_by=due_by,
        renewable_from=renewable_from(due_by),
        spans=seen,
    )
