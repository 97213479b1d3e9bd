"""What the library check would say once a draft is published: before its readers agree to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .library_check import Entry, shown, smallest_recoding

if TYPE_CHECKING:
    from .models import LearningCasePage


@dataclass(frozen=True)
class Outlook:
    """Whether its age would be shown; which ages as one would be, where not; how many others would change."""

    shows_age: bool
    recoding: tuple[str, ...]
    others: int


def outlook(draft: LearningCasePage) -> Outlook | None:
    """None for an invented case: it is not counted. One query."""
    from .models import AgeBand, LearningCasePage

    if draft.is_invented:
        return None
    known = LearningCasePage.objects.live().filter(is_invented=False).exclude(pk=draft.pk)
    rows = list(known.values_list("pk", "age_band", "sector", "shown"))
    entries = [Entry(pk, {"age_band": age}, sector) for pk, age, sector, _shown in rows]
    entries.append(Entry(draft.pk, {"age_band": draft.age_band}, draft.sector))
    may = shown(entries, ["age_band"])
    spans = smallest_recoding(entries, "age_band", draft.age_band, AgeBand.values)
    return Outlook(
        shows_age=bool(may[draft.pk]),
        recoding=() if may[draft.pk] else tuple(str(AgeBand(age).label) for age in spans),
        others=sum(sorted(may[pk]) != was for pk, _age, _sector, was in rows),
    )
