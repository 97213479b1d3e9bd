"""What may be shown of "count of total people" between partners and in public.

The rule is NHS Digital's for Hospital Episode Statistics (1–7 hidden, the rest rounded to 5), made stricter
because staff teams are small: the complement is protected as the count is, and no percentage undoes the rounding.
Inside its own organisation an employer sees exact figures and needs none of this.

Everything a `Protected` says follows from the rounded pair alone. So a percentage cannot tell a true total of 98
from one of 100: both are shown as 100, and both get their percentage by the rule for 100.

A protected figure never stands beside the 85 % mark. Rounding moves small proportions far (8 of 17 is 47 %, its
rounded pair 10 of 15 is 67 %), so a protected figure cannot say whether the mark is met; `Protected` has neither
order nor number for that reason. "Meets 85 %" is computed from exact counts and published only as a count of partners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from learning.disclosure.wilson import wilson

HIDDEN: Final = "[c]"
ROUND_TO: Final = 5
SMALLEST_TOTAL: Final = 10  # a row about fewer people is hidden whole
SMALL: Final = range(1, 8)  # counts, and complements, that are hidden
SMALLEST_TOTAL_FOR_ALL_OR_NONE: Final = 20  # "none of 12" says something about each of the twelve
SMALLEST_TOTAL_FOR_BAND: Final = 50
SMALLEST_TOTAL_FOR_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Protected:
    """A cell as it may be published: hidden, or a count and its total, both rounded to 5."""

    count: int | None = None
    total: int | None = None

    @property
    def hidden(self) -> bool:
        return self.count is None

    @property
    def percent(self) -> int | None:
        """Per cent of the rounded pair, halves upward; None when hidden or the total is below 100."""
        if self.count is None or not self.total or self.total < SMALLEST_TOTAL_FOR_PERCENT:
            return None
        return (200 * self.count + self.total) // (2 * self.total)

    @property
    def band(self) -> tuple[int, int] | None:
        """Ten per cent that hold the rounded pair, for totals of 50 to 95; a bound belongs to the band above it."""
        if self.count is None or not self.total:
            return None
        if not SMALLEST_TOTAL_FOR_BAND <= self.total < SMALLEST_TOTAL_FOR_PERCENT:
            return None
        lower = min(10 * self.count // self.total * 10, 90)
        return lower, lower + 10

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the rounded pair in per cent; None where no percentage or band is shown."""
        if self.count is None or not self.total or self.total < SMALLEST_TOTAL_FOR_BAND:
            return None
        return wilson(self.count, self.total)

    def as_data(self) -> str | dict[str, int | list[int]]:
        """For exports: "[c]", or n and d with pct or band where there is one."""
        if self.count is None or self.total is None:
            return HIDDEN
        data: dict[str, int | list[int]] = {"n": self.count, "d": self.total}
        if self.percent is not None:
            data["pct"] = self.percent
        if self.band is not None:
            data["band"] = list(self.band)
        return data

    def __str__(self) -> str:
        if self.count is None:
            return HIDDEN
        if self.percent is not None:
            return f"{self.count} of {self.total} ({self.percent}%)"
        if self.band is not None:
            return f"{self.count} of {self.total} ({self.band[0]}–{self.band[1]}%)"
        return f"{self.count} of {self.total}"


def protect(count: int, total: int) -> Protected:
    """What may be shown of `count` of `total` people. Raises ValueError unless 0 ≤ count ≤ total."""
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no proportion")
    complement = total - count
    if total < SMALLEST_TOTAL or count in SMALL or complement in SMALL:
        return Protected()
    if (count == 0 or complement == 0) and total < SMALLEST_TOTAL_FOR_ALL_OR_NONE:
        return Protected()
    return Protected(rounded(count), rounded(total))


def protect_count(count: int) -> int | None:
    """A count of people without a total (people trained, places attended): None when 1–7, else rounded to 5.

    Counts of organisations, cases and modules need no protection. Raises ValueError when negative.
    """
    if count < 0:
        raise ValueError(f"{count} is no count")
    return None if count in SMALL else rounded(count)


def rounded(number: int) -> int:
    """`number` to the nearest 5. Sum first, round each sum on its own: never add rounded numbers."""
    return (number + ROUND_TO // 2) // ROUND_TO * ROUND_TO
