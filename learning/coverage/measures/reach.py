"""M1 Reach: of the people who need it, how many are current. Pure; the written definition is docs/measures.md.

Rates are compared unrounded: only what is shown is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from learning.disclosure import wilson

MARK_PCT = 85
WILSON_BELOW = 200


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people (or how many people for one module) stand where on a day.

    `excluded` are away or exempt; `current_outside` are those of `in_grace` and `excluded` whose record is current.

    Of a headcount only the number of people is known, `unlisted`: `registered` people there registered themselves, and
    those of them who are current are in `current_outside` too.
    """

    compliant: int = 0
    due_soon: int = 0
    expired: int = 0
    never: int = 0
    in_grace: int = 0
    excluded: int = 0
    current_outside: int = 0
    unlisted: int = 0
    registered: int = 0

    @property
    def current(self) -> int:
        return self.compliant + self.due_soon

    @property
    def overdue(self) -> int:
        return self.expired + self.never

    @property
    def eligible(self) -> int:
        return self.current + self.overdue

    @property
    def required(self) -> int:
        return self.eligible + self.in_grace + self.excluded + self.unlisted

    @property
    def reach(self) -> Rate:
        return Rate(self.current, self.eligible)

    @property
    def gross(self) -> Rate:
        """Everybody of whom it is asked, whether counted or not: exclusions cannot hide people.

        Without a whole where more people registered than a headcount says there are: it is too old to divide by.
        """
        return Rate(self.current + self.current_outside, 0 if self.is_outgrown else self.required)

    @property
    def is_outgrown(self) -> bool:
        """Whether more people registered than the headcount says there are, so that a newer one is needed."""
        return self.registered > self.unlisted

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole; without a whole there is no percentage, and none is invented."""

    part: int
    whole: int

    @property
    def pct(self) -> float | None:
        """In per cent, unrounded."""
        return 100 * self.part / self.whole if self.whole else None

    @property
    def shown_pct(self) -> int | None:
        """In whole per cent, halves upwards."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def tenths_pct(self) -> str:
        """In per cent with one decimal, halves upwards; empty without a whole."""
        if not self.whole:
            return ""
        tenths = (2000 * self.part + self.whole) // (2 * self.whole)
        return f"{tenths // 10}.{tenths % 10}"

    def meets(self, mark_pct: int = MARK_PCT) -> bool:
        """Whether the rate reaches the mark, unrounded: 169 of 199 does not reach 85 %."""
        return bool(self.whole) and 100 * self.part >= mark_pct * self.whole

    def needed(self, mark_pct: int = MARK_PCT) -> int:
        """How large the part has to be to reach the mark."""
        return -(-mark_pct * self.whole // 100)

    def missing(self, mark_pct: int = MARK_PCT) -> int:
        """How many more would reach the mark; 0 when it is reached."""
        return max(0, self.needed(mark_pct) - self.part)

    @property
    def wilson(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in per cent; none without a whole."""
        return wilson(self.part, self.whole) if self.whole else None

    @property
    def is_small(self) -> bool:
        """Whether chance is worth naming beside the rate."""
        return 0 < self.whole < WILSON_BELOW


def pooled(rates: Iterable[Rate]) -> Rate:
    """One rate over all people, never the mean of percentages."""
    together = list(rates)
    return Rate(sum(rate.part for rate in together), sum(rate.whole for rate in together))
