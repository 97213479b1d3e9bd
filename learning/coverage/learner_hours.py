"""How much was learnt: completions of twelve months, and the computed minutes of their modules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Sum

from learning.records.models import Completion, CompletionSource
from learning.workforce.models import Organisation


@dataclass(frozen=True, slots=True)
class Learnt:
    """Completions from `first` to `last` (both inclusive), and the minutes that their versions take together."""

    first: dt.date
    last: dt.date
    completions: int
    minutes: int

    @property
    def hours(self) -> int:
        """Whole hours, halves upwards."""
        return (self.minutes + 30) // 60


def first_day_of_year(day: dt.date) -> dt.date:
    """The first of the twelve months that end on `day`, both inclusive."""
    after = day + dt.timedelta(days=1)
    if (after.month, after.day) == (2, 29):
        return dt.date(after.year - 1, 3, 1)
    return after.replace(year=after.year - 1)


def learnt_by(organisation: Organisation, day: dt.date) -> Learnt:
    """In the twelve months that end on `day`, for this employer of that time; recognised learning took no time here."""
    rows = (
        Completion.objects.standing()
        .filter(organisations__organisation=organisation, completed_on__range=(first_day_of_year(day), day))
        .exclude(source=CompletionSource.RECOGNISED)
    )
    found = rows.aggregate(completions=Count("pk"), minutes=Sum("version__minutes"))
    return Learnt(first_day_of_year(day), day, found["completions"], found["minutes"] or 0)
