"""What the figures of an organisation stand on: the grade of its returns, and how old the newest one is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from learning.workforce.agreements import grade_on
from learning.workforce.models import Grade, Organisation, WorkforceReturn

from .models import Snapshot


@dataclass(frozen=True, slots=True)
class Ground:
    """The grade of return on a day, and the as-at day of the newest return by then; none where there was none."""

    grade: Grade
    return_as_at: dt.date | None

    @classmethod
    def of(cls, snapshot: Snapshot) -> Ground:
        """What a frozen month end stood on."""
        return cls(Grade(snapshot.grade), snapshot.return_as_at)

    def age_on(self, day: dt.date) -> int | None:
        """How many days older than the figures the newest return is."""
        return (day - self.return_as_at).days if self.return_as_at else None


def ground_of(organisation: Organisation, day: dt.date) -> Ground:
    """Two queries."""
    newest = WorkforceReturn.objects.holding().filter(organisation=organisation, as_at__lte=day)
    return Ground(grade_on(organisation, day), newest.values_list("as_at", flat=True).first())
