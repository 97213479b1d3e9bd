"""What may be shown of the children behind published learning cases, so that none of them stands out.

Pure. k-anonymity over the fields about the child (Sweeney 2002) with cells left out case by case, and l-diversity over
the sector that a case comes from (Machanavajjhala et al. 2007). It says nothing of free text: that is for people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

K: Final = 5
"""So many cases at least look alike in what is shown of the child."""
SECTORS: Final = 2
"""And come from so many sectors at least."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published case: its key, the field about the child by name (empty where not said), and where it is from."""

    key: int
    about: Mapping[str, str]
    sector: str


def shown(entries: Iterable[Entry], fields: Sequence[str]) -> dict[int, frozenset[str]]:
    """Which of `fields` may be shown, and be filtered by, of each case; a field that is not said counts as a value.

    Whoever filters by any of what is shown together finds `K` cases of `SECTORS` sectors, or none. As many fields as
    possible are shown, of several the earlier ones; each case is given the first combination that holds for it.
    """
    left, found = list(entries), dict[int, frozenset[str]]()
    for size in range(len(fields), 0, -1):
        for together in combinations(fields, size):
            alike: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
            for entry in left:
                alike[tuple(entry.about.get(field, "") for field in together)].append(entry)
            for group in alike.values():
                if is_enough(group):
                    found |= {entry.key: frozenset(together) for entry in group}
            left = [entry for entry in left if entry.key not in found]
    return found | {entry.key: frozenset() for entry in left}


def is_enough(group: Sequence[Entry]) -> bool:
    return len(group) >= K and len({entry.sector for entry in group}) >= SECTORS


def smallest_recoding(entries: Iterable[Entry], field: str, value: str, order: Sequence[str]) -> tuple[str, ...]:
    """Neighbours in `order` that would have to be one value, so that `value` could be shown; empty where none would do.

    The fewest values; of several the span with the fewest cases, then the earliest. A proposal: nothing is recoded.
    """
    everybody, at = list(entries), order.index(value)
    spans = [order[first:last] for first in range(at + 1) for last in range(at + 1, len(order) + 1)]
    fitting = []
    for span in spans:
        group = [entry for entry in everybody if entry.about.get(field, "") in span]
        if is_enough(group):
            fitting.append((len(span), len(group), tuple(span)))
    return min(fitting, key=lambda one: one[:2])[2] if fitting else ()
