"""What was recorded since a moment about days up to a past day: each statement and fact, with who said it when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.modules.models import Change, ModuleVersion
from learning.records.models import Completion
from learning.workforce.models import Absence, CountedRoleGroup, Employment, LevelMap, Merge, Recorded

from .models import Exemption, RefresherPool, Requirement, RuleSet

DAY = dt.timedelta(days=1)


class Kind(models.TextChoices):
    """What an entry is about; of people first, then of everybody."""

    POST = "post", gettext_lazy("post")
    ABSENCE = "absence", gettext_lazy("days away")
    EXEMPTION = "exemption", gettext_lazy("exemption")
    COMPLETION = "completion", gettext_lazy("completion")
    MERGE = "merge", gettext_lazy("two records of one person")
    LEVEL = "level", gettext_lazy("level of a role group")
    COUNTED = "counted", gettext_lazy("role group that is counted")
    REQUIREMENT = "requirement", gettext_lazy("requirement")
    VERSION = "version", gettext_lazy("new version of a module")
    POOL = "pool", gettext_lazy("short modules that renew a module")
    RULES = "rules", gettext_lazy("numbers of days in the rules")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing recorded, or no longer believed (`is_taken_back`), since the moment asked about.

    It speaks of the days from `first` (none: all days) to `last`, both inclusive (none: no end). `row_id` is the key of
    its row; `person_id` (of the row as it was written), `module_id` and `role_group_id` are empty where it is about
    all. `recorded_by_id` is the login of who said so, where that is known.
    """

    kind: Kind
    row_id: int
    is_taken_back: bool
    recorded_at: dt.datetime
    recorded_by_id: int | None
    first: dt.date | None
    last: dt.date | None = None
    person_id: int | None = None
    module_id: int | None = None
    role_group_id: int | None = None

    def __str__(self) -> str:
        """In a few words, in the language of the moment."""
        words = {
            "what": self.kind.label,
            "first": date_format(self.first, "j F Y") if self.first else "",
            "last": date_format(self.last, "j F Y") if self.last else "",
        }
        if self.first is None:
            said = "%(what)s"
        elif self.first == self.last:
            said = _("%(what)s, on %(first)s")
        else:
            said = _("%(what)s, %(first)s to %(last)s") if self.last else _("%(what)s, from %(first)s on")
        return (_("no longer believed: %s") % said if self.is_taken_back else said) % words


@dataclass(frozen=True, slots=True)
class Since:
    """Entries recorded after `then` (UTC) about days up to `day`, of these rows of people in one organisation."""

    rows: Collection[int]
    organisation_id: int
    day: dt.date
    then: dt.datetime

    def entries(self) -> list[Entry]:
        """All of them, the newest last; eleven queries. Later days, and what was recorded and taken back, are none."""
        found = [*self._of_people(), *self._of_everybody(), *self._versions(), *self._pools(), *self._rules()]
        return sorted(found, key=lambda entry: (entry.recorded_at, entry.kind, entry.row_id))

    def _of_people(self) -> Iterator[Entry]:
        theirs = Q(person__in=self.rows)
        here = theirs & Q(organisation=self.organisation_id)
        on_the_day = Q(ends_on__gte=self.day)
        yield from self._statements(Kind.POST, Employment, here & Q(start__lte=self.day), _post)
        away = Q(away_from__lte=self.day) & (Q(away_to=None) | Q(away_to__gte=self.day))
        yield from self._statements(Kind.ABSENCE, Absence, here & away, _absence)
        excused = here & Q(starts_on__lte=self.day) & on_the_day
        yield from self._statements(Kind.EXEMPTION, Exemption, excused, _exemption)
        yield from self._statements(Kind.MERGE, Merge, theirs, _merge)
        yield from self._completions()

    def _of_everybody(self) -> Iterator[Entry]:
        begun = Q(starts_on__lte=self.day)
        here = Q(organisation=self.organisation_id)
        yield from self._statements(Kind.LEVEL, LevelMap, begun, _level)
        yield from self._statements(Kind.COUNTED, CountedRoleGroup, begun & here, _counted)
        yield from self._statements(Kind.REQUIREMENT, Requirement, begun & (here | Q(organisation=None)), _requirement)

    def _statements(
        self, kind: Kind, model: type[Recorded], about: Q, told: Callable[[Any], dict[str, Any]]
    ) -> Iterator[Entry]:
        """Statements known then or now and not both, but for those that say the same of the days up to the day."""
        changed = Q(recorded_at__gt=self.then) | Q(superseded_at__gt=self.then)
        rows = list(model._default_manager.filter(about, changed).order_by("recorded_at", "pk"))
        new = [row for row in rows if row.recorded_at > self.then and row.superseded_at is None]
        old = [row for row in rows if row.recorded_at <= self.then]
        same = Counter(map(self._said, new)) & Counter(map(self._said, old))
        for is_taken_back, several in ((True, old), (False, new)):
            left = same.copy()
            for row in several:
                if left[self._said(row)] > 0:
                    left[self._said(row)] -= 1
                    continue
                moment = cast("dt.datetime", row.superseded_at) if is_taken_back else row.recorded_at
                by = _successor(row, rows) if is_taken_back else row
                yield Entry(kind, row.pk, is_taken_back, moment, by.recorded_by_id if by else None, **told(row))

    def _said(self, row: Any) -> tuple[Any, ...]:
        """What the statement says of the days up to the day: an end after it is none."""
        said: dict[type[Any], Callable[[], tuple[Any, ...]]] = {
            Employment: lambda: (row.person_id, row.role_group_id, row.is_confirmed, row.start, self._end(row.left)),
            Absence: lambda: (row.person_id,),
            Exemption: lambda: (row.person_id, row.module_id),
            Merge: lambda: (row.person_id, row.into_id),
            LevelMap: lambda: (row.role_group_id, row.level, row.path, row.starts_on, self._end(row.ended_on)),
            CountedRoleGroup: lambda: (row.role_group_id, row.starts_on, self._end(row.ended_on)),
            Requirement: lambda: (
                row.organisation_id, row.level, row.path, row.module_id, row.refresh_months,
                row.starts_on, self._end(row.ended_on),
            ),
        }  # fmt: skip
        return said[type(row)]()

    def _end(self, first_day_no_longer: dt.date | None) -> dt.date | None:
        return first_day_no_longer if first_day_no_longer and first_day_no_longer <= self.day else None

    def _completions(self) -> Iterator[Entry]:
        """Those found since, and those that were known and corrected since."""
        theirs = Completion.objects.filter(person__in=self.rows, completed_on__lte=self.day)
        found = Q(recorded_at__gt=self.then, correction=None)
        corrected = Q(recorded_at__lte=self.then, correction__recorded_at__gt=self.then)
        for row in theirs.filter(found | corrected).select_related("correction"):
            correction = getattr(row, "correction", None)
            yield Entry(
                Kind.COMPLETION, row.pk, correction is not None, *_said_by(correction or row), row.completed_on,
                row.completed_on, person_id=row.person_id, module_id=row.module_id,
            )  # fmt: skip

    def _versions(self) -> Iterator[Entry]:
        rows = ModuleVersion.objects.filter(change=Change.MAJOR, published_at__gt=self.then).order_by("published_at")
        for row in rows.only("published_at", "published_by", "module"):
            on = timezone.localdate(row.published_at)
            if on <= self.day:
                yield Entry(
                    Kind.VERSION, row.pk, False, row.published_at, row.published_by_id, on, module_id=row.module_id
                )

    def _pools(self) -> Iterator[Entry]:
        for row in RefresherPool.objects.filter(Q(recorded_at__gt=self.then) | Q(end_recorded_at__gt=self.then)):
            is_new, end = row.recorded_at > self.then, self._end(row.ended_on)
            if row.starts_on <= self.day if is_new else end:
                moment = row.recorded_at if is_new else cast("dt.datetime", row.end_recorded_at)
                last = row.ended_on - DAY if row.ended_on else None
                yield Entry(Kind.POOL, row.pk, False, moment, None, row.starts_on, last, module_id=row.module_id)

    def _rules(self) -> Iterator[Entry]:
        """The first set holds before its day as well."""
        for place, row in enumerate(RuleSet.objects.order_by("starts_on")):
            if row.recorded_at > self.then and (row.starts_on <= self.day or place == 0):
                yield Entry(Kind.RULES, row.pk, False, row.recorded_at, None, row.starts_on)


def _said_by(row: Any) -> tuple[dt.datetime, int | None]:
    return row.recorded_at, row.recorded_by_id


def _successor(row: Recorded, rows: Collection[Recorded]) -> Recorded | None:
    """The statement that replaced this one: the one about the same that was written in the same moment."""
    about = getattr(row, "person_id", None)
    at_once = (other for other in rows if other.recorded_at == row.superseded_at)
    return next((other for other in at_once if getattr(other, "person_id", None) == about), None)


def _before(day: dt.date | None) -> dt.date | None:
    return day - DAY if day else None


def _post(row: Employment) -> dict[str, Any]:
    return {"first": row.start, "last": _before(row.left), "person_id": row.person_id}


def _absence(row: Absence) -> dict[str, Any]:
    return {"first": row.away_from, "last": row.away_to, "person_id": row.person_id}


def _exemption(row: Exemption) -> dict[str, Any]:
    return {"first": row.starts_on, "last": row.ends_on, "person_id": row.person_id, "module_id": row.module_id}


def _merge(row: Merge) -> dict[str, Any]:
    return {"first": None, "person_id": row.person_id}


def _level(row: LevelMap) -> dict[str, Any]:
    return {"first": row.starts_on, "last": _before(row.ended_on), "role_group_id": row.role_group_id}


def _counted(row: CountedRoleGroup) -> dict[str, Any]:
    return {"first": row.starts_on, "last": _before(row.ended_on), "role_group_id": row.role_group_id}


def _requirement(row: Requirement) -> dict[str, Any]:
    return {"first": row.starts_on, "last": _before(row.ended_on), "module_id": row.module_id}
