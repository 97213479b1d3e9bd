"""How people would stand in one organisation once a return is written: read from its steps, and nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .models import Absence, Employment, EmploymentSource, Person, ReturnChange, RoleGroup, WorkforceReturn
from .steps import Rows, Steps, Values


@dataclass(frozen=True, slots=True)
class PostThen:
    """One post as it would stand; `left` is the first day no longer."""

    role_group_id: int
    start: dt.date
    left: dt.date | None
    is_declared: bool = False


@dataclass(frozen=True, slots=True)
class WouldStand:
    """All posts and absences of one person in the organisation, in place of those that stand now.

    `key` is that of the lasting row; a number below nought for somebody who gets a row only when the return is written.
    `kind` is the one of the change. Days away are inclusive.
    """

    key: int
    kind: str
    posts: tuple[PostThen, ...]
    absences: tuple[tuple[dt.date, dt.date | None], ...]


def would_stand(batch: WorkforceReturn, changes: Sequence[ReturnChange]) -> list[WouldStand]:
    """The people of these changes, in their order; four queries, so give it some hundreds at a time."""
    keys = [change.person_id for change in changes if change.person_id is not None]
    whole = Person.objects.whole(keys).order_by().values_list("pk", "merged_into_id")
    lasting = {pk: merged_into or pk for pk, merged_into in whole}
    here = Q(organisation=batch.organisation_id, person__in=lasting, superseded_at=None)
    posts, absences = Employment.objects.filter(here).order_by("start", "pk"), Absence.objects.filter(here)
    posts_of, absences_of = _by_person(posts, lasting), _by_person(absences, lasting)
    groups = dict(RoleGroup.objects.values_list("slug", "pk"))
    found: list[WouldStand] = []
    for change in changes:
        steps = Steps.from_json(change.steps)
        key = lasting[change.person_id] if change.person_id is not None else -1 - change.position
        found.append(
            WouldStand(
                key,
                change.kind,
                tuple(_posts(posts_of.get(key, []), steps.employments, groups)),
                tuple(_absences(absences_of.get(key, []), steps.absences)),
            )
        )
    return found


def _by_person(rows: Iterable[Any], lasting: dict[int, int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(lasting[row.person_id], []).append(row)
    return found


def _posts(standing: Sequence[Employment], steps: Rows, groups: dict[str, int]) -> Iterable[PostThen]:
    replaced, gone = dict(steps.replaced), set(steps.withdrawn)
    for row in standing:
        if row.pk in gone:
            continue
        said = replaced.get(row.pk)
        declared = row.source == EmploymentSource.SELF_DECLARED and said is None
        kept: Values = {"role_group": None, "start": row.start.isoformat(), "left": _text(row.left)}
        yield _post(kept | (said or {}), groups, row.role_group_id, declared)
    for values in steps.added:
        yield _post(values, groups)


def _post(values: Values, groups: dict[str, int], role_group_id: int = 0, is_declared: bool = False) -> PostThen:
    slug = values["role_group"]
    start, left = _day(values["start"]), _day(values["left"])
    if start is None:
        raise ValueError("A post begins on a day.")
    return PostThen(groups[slug] if slug else role_group_id, start, left, is_declared)


def _absences(standing: Sequence[Absence], steps: Rows) -> Iterable[tuple[dt.date, dt.date | None]]:
    replaced, gone = dict(steps.replaced), set(steps.withdrawn)
    for row in standing:
        if row.pk not in gone:
            kept: Values = {"away_from": row.away_from.isoformat(), "away_to": _text(row.away_to)}
            yield _days(kept | replaced.get(row.pk, {}))
    for values in steps.added:
        yield _days(values)


def _days(values: Values) -> tuple[dt.date, dt.date | None]:
    first = _day(values["away_from"])
    if first is None:
        raise ValueError("An absence begins on a day.")
    return first, _day(values["away_to"])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
