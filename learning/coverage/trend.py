"""How reach went over the last month ends: frozen at each, and beside it as the same month end is known now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from learning.workforce.ground import Ground
from learning.workforce.models import Organisation

from .measures.reach import Counts, Rate
from .models import Snapshot
from .restated import restated

MONTHS = 12
TOO_LITTLE_TO_SHOW = 0.05


@dataclass(frozen=True)
class Point:
    """One month end: its snapshot, and the counts of people as they are known now, where they were asked for.

    `is_gross`: everybody asked is the whole of its shares, as where headcounts are all there is.
    """

    snapshot: Snapshot
    now: Counts | None = None
    is_gross: bool = False

    @property
    def day(self) -> dt.date:
        return self.snapshot.month_end

    @property
    def frozen(self) -> Rate:
        return share_of(self.snapshot.everybody, is_gross=self.is_gross)

    @property
    def restated(self) -> Rate | None:
        return share_of(self.now, is_gross=self.is_gross) if self.now is not None else None

    @property
    def differs(self) -> bool:
        return self.restated is not None and self.restated != self.frozen


@dataclass(frozen=True)
class Change:
    """How the share moved from a month end to a later day."""

    since: dt.date
    before: Rate
    after: Rate

    @property
    def points(self) -> float | None:
        """In percentage points, unrounded; none where one of the two has nobody to count."""
        before, after = self.before.pct, self.after.pct
        return None if before is None or after is None else after - before

    @property
    def in_words(self) -> str:
        """The points in a sentence, to one decimal; nothing where there are none."""
        if self.points is None:
            return ""
        shown = number_format(round(abs(self.points), 1), 1)
        if abs(self.points) < TOO_LITTLE_TO_SHOW:
            return _("The share has hardly moved.") if self.points else _("The share is the same.")
        if self.points > 0:
            return _("That is %(points)s percentage points more.") % {"points": shown}
        return _("That is %(points)s percentage points less.") % {"points": shown}


@dataclass(frozen=True)
class Trend:
    """The month ends up to a day, the oldest first, and the day's own share, which is not frozen.

    All of them are gross where the day knows no other share, so that they can be compared.
    """

    points: list[Point]
    day: dt.date
    reach: Rate
    is_gross: bool = False

    @property
    def change(self) -> Change | None:
        """Since the last month end before the day."""
        earlier = [point for point in self.points if point.day < self.day]
        return Change(earlier[-1].day, earlier[-1].frozen, self.reach) if earlier else None

    @property
    def ends_frozen(self) -> bool:
        """Whether the day itself is a month end that was frozen."""
        return bool(self.points) and self.points[-1].day == self.day

    @property
    def is_restated(self) -> bool:
        """Whether the month ends were counted again as they are known now."""
        return any(point.now is not None for point in self.points)

    @property
    def differing(self) -> list[Point]:
        return [point for point in self.points if point.differs]


def share_of(counts: Counts, *, is_gross: bool) -> Rate:
    return counts.gross if is_gross else counts.reach


def trend_of(
    organisation: Organisation, ground: Ground, counts: Counts, *, restate: bool, months: int = MONTHS
) -> Trend:
    """The last month ends up to the day of `ground`, whose own people are `counts`. One query, and `restated`'s."""
    day, is_gross = ground.day, ground.is_headcount
    snapshots = list(Snapshot.objects.filter(organisation=organisation).without_cells().up_to(day)[:months])
    now: Mapping[dt.date, Counts] = restated(organisation, [s.month_end for s in snapshots]) if restate else {}
    points = [Point(one, now.get(one.month_end), is_gross) for one in reversed(snapshots)]
    return Trend(points, day, share_of(counts, is_gross=is_gross), is_gross)
