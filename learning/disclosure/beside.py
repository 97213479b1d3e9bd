"""Figures that stand beside one another: none may say with the others what it may not say alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .protect import ROUND_TO, SMALL, SMALLEST_TOTAL, Protected, protect, rounded

FEWEST: Final = 3
"""A hidden number has to remain one of so many, whatever is shown around it."""
OFF: Final = ROUND_TO // 2
"""The most by which rounding moves a number."""


def protect_chain(counts: Sequence[int], total: int) -> list[Protected]:
    """Counts of the same `total` people, of whom each counts some of those before it, as they may be shown together.

    Between two of them lie people as well: where those are few, the later count is hidden.
    """
    shown: list[int] = []
    chain = []
    for count in counts:
        alone = protect(count, total)
        if alone.hidden or any(abs(count - other) in SMALL for other in shown):
            chain.append(Protected())
            continue
        shown.append(count)
        chain.append(alone)
    return chain


def may_be(count: int, total: int) -> range:
    """What a reader who knows the rule may take a hidden count for, at the narrowest."""
    if total < SMALLEST_TOTAL:
        return range(SMALLEST_TOTAL)
    if count in SMALL:
        return range(SMALL.start, SMALL.stop)
    if total - count in SMALL:
        return range(total - SMALL.stop + 1, total - SMALL.start + 1)
    return range(max(0, count - SMALL.stop + 1), count + SMALL.stop)


def sum_gives_away(whole: int, *, exact: int, shown: Sequence[int], hidden: Sequence[range]) -> bool:
    """Whether the sum `whole`, shown rounded, leaves a hidden part fewer than `FEWEST` numbers that it may be.

    `exact`: what the reader knows to the last person; `shown`: parts that are shown rounded, as they are; `hidden`: for
    each hidden part what it may be (`may_be`).
    """
    rest = rounded(whole) - exact - sum(rounded(part) for part in shown)
    slack = OFF * (1 + len(shown))
    for number, part in enumerate(hidden):
        others = [other for at, other in enumerate(hidden) if at != number]
        lowest = max(part.start, rest - slack - sum(other.stop - 1 for other in others))
        highest = min(part.stop - 1, rest + slack - sum(other.start for other in others))
        if highest - lowest + 1 < FEWEST:
            return True
    return False
