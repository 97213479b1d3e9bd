"""What the figures of an organisation stand on: the grade of its returns, how old the newest is, what is worked in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from .agreements import grades_on
from .models import Grade, Headcount, Organisation, ReturnState, WorkforceReturn

OLD_AFTER_DAYS = 35
"""A return of last month is fresh until the next is due: a month, and some days to send it."""
Days = tuple[dt.date, dt.date]
"""The day that something is as at, and the day on which it was written."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The grade of return on `day`, and the newest return by then: the day it is as at, and the day it was written.

    Of a partner of headcounts it is the newest of its numbers. None where nothing was returned by then: the people came
    by form. `following`: a committed return whose people's statuses are still being worked out, so that figures of
    before and after stand side by side.
    """

    grade: Grade
    day: dt.date
    return_as_at: dt.date | None = None
    written_on: dt.date | None = None
    following: UUID | None = None

    @property
    def age(self) -> int | None:
        """How many days older than the figures the newest return is."""
        return (self.day - self.return_as_at).days if self.return_as_at else None

    @property
    def is_old(self) -> bool:
        """Whether a newer return should have come by the day of the figures."""
        return self.age is not None and self.age > OLD_AFTER_DAYS

    @property
    def is_headcount(self) -> bool:
        """Whether only numbers of people are known, and so nobody is listed and no share but the gross one given."""
        return self.grade == Grade.HEADCOUNT


def ground_of(organisation: Organisation, day: dt.date) -> Ground:
    """As `grounds_of`, of one organisation."""
    return grounds_of([organisation.pk], day)[organisation.pk]


def grounds_of(organisations: Collection[int], day: dt.date) -> dict[int, Ground]:
    """By key of the organisation; three queries, and one more where some of them send headcounts and others do not."""
    grades = grades_on(organisations, day)
    counted = [pk for pk, grade in grades.items() if grade == Grade.HEADCOUNT]
    newest = _newest_returns([pk for pk in organisations if pk not in counted], day)
    newest |= _newest_headcounts(counted, day) if counted else {}
    written = WorkforceReturn.objects.filter(organisation__in=organisations, state=ReturnState.COMMITTED)
    open_now = written.filter(followed_at=None).order_by("-committed_at")
    following = dict(open_now.values_list("organisation_id", "uuid"))
    found = {}
    for pk in organisations:
        as_at, written_on = newest.get(pk, (None, None))
        found[pk] = Ground(grades[pk], day, as_at, written_on, following.get(pk))
    return found


def _newest_returns(organisations: Collection[int], day: dt.date) -> dict[int, Days]:
    """Of each, the day that its newest return by file is as at, and the day on which it was written."""
    rows = WorkforceReturn.objects.holding().filter(organisation__in=organisations, as_at__lte=day).reverse()
    said = rows.values_list("organisation_id", "as_at", "committed_at")
    return {pk: (as_at, timezone.localdate(at)) for pk, as_at, at in said}


def _newest_headcounts(organisations: Collection[int], day: dt.date) -> dict[int, Days]:
    rows = Headcount.objects.on(day).filter(organisation__in=organisations).order_by("starts_on", "recorded_at")
    said = rows.values_list("organisation_id", "starts_on", "recorded_at")
    return {pk: (as_at, timezone.localdate(at)) for pk, as_at, at in said}
