"""Whom a change touches, by partner, as one reader may know it.

One's own partner is exact. The others go through the rule for small numbers, one figure beside the other, and so does
the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from learning.disclosure import Protected, may_be, protect_chain, sum_gives_away


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many people, as this reader may know it."""

    exact: tuple[int, int] | None
    protected: Protected

    @property
    def hidden(self) -> bool:
        return self.exact is None and self.protected.hidden

    @property
    def count(self) -> int | None:
        return self.exact[0] if self.exact else self.protected.count

    @property
    def total(self) -> int | None:
        return self.exact[1] if self.exact else self.protected.total


@dataclass(frozen=True, slots=True)
class Row:
    """One partner with its share of each column.

    Of a major version these are: who holds a completion that counts today, and who would be asked again under (b), and
    under (c) where there is a bridge.
    """

    name: str
    own: bool
    shares: tuple[Share, ...]

    @property
    def current(self) -> Share:
        return self.shares[0]

    @property
    def redo(self) -> Share:
        return self.shares[1]

    @property
    def bridge(self) -> Share | None:
        return self.shares[2] if len(self.shares) > 2 else None


@dataclass(frozen=True, slots=True)
class Partner:
    """The figures of one partner, unprotected, each of `asked` people and in the order of the columns of a row."""

    name: str
    asked: int
    counts: Sequence[int]
    own_counts: Sequence[int] | None = None
    """Of the reader's own partner, for the day that the reader chose."""

    @property
    def protected(self) -> list[Protected]:
        return protect_chain(self.counts, self.asked)

    def row(self) -> Row:
        if self.own_counts is not None:
            return Row(self.name, True, tuple(Share((count, self.asked), Protected()) for count in self.own_counts))
        return Row(self.name, False, tuple(Share(None, protected) for protected in self.protected))


def everybody(partners: Sequence[Partner]) -> Row:
    """The sum, protected as a whole: rounded numbers are never added. Hidden where it would say what a row hides."""
    columns = list(zip(*(partner.counts for partner in partners), strict=True))
    protected = protect_chain([sum(column) for column in columns], sum(partner.asked for partner in partners))
    shares = (
        Share(None, Protected() if _gives_away(partners, at, sum(column)) else protected[at])
        for at, column in enumerate(columns)
    )
    return Row("", False, tuple(shares))


def _gives_away(partners: Sequence[Partner], at: int, whole: int) -> bool:
    others = [partner for partner in partners if partner.own_counts is None]
    return sum_gives_away(
        whole,
        exact=sum(partner.counts[at] for partner in partners if partner.own_counts is not None),
        shown=[partner.counts[at] for partner in others if not partner.protected[at].hidden],
        hidden=[may_be(partner.counts[at], partner.asked) for partner in others if partner.protected[at].hidden],
    )
