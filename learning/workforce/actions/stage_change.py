"""Make ready what a return will write about people: rows that are there and that nobody believes yet.

A staged row was superseded in the moment it was recorded, so that it stood at no moment and no question finds it;
`let_hold` makes it stand, `unstage` removes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F, ProtectedError

from ..chunks import CHUNK, in_chunks
from ..models import (
    Absence,
    Employment,
    EmploymentSource,
    GivenAddress,
    Person,
    PersonEmail,
    ReturnChange,
    ReturnKind,
    RoleGroup,
    WorkforceReturn,
)
from ..steps import Rows, Steps, Values
from ..teams_by_name import TeamsByName

KINDS: dict[str, type[Employment] | type[Absence]] = {"employments": Employment, "absences": Absence}
_DAYS = frozenset({"start", "left", "away_from", "away_to"})


class Stage:
    """What the changes of one return are staged with: teams and role groups are looked up once."""

    def __init__(self, batch: WorkforceReturn) -> None:
        self.batch = batch
        self.teams = TeamsByName.load(batch.organisation)
        self.groups = dict(RoleGroup.objects.values_list("slug", "pk"))

    def stage(self, changes: Sequence[ReturnChange], moment: dt.datetime) -> None:
        """Make the rows of these changes, which are not staged yet, in one transaction of the caller."""
        steps = {change.pk: Steps.from_json(change.steps) for change in changes}
        self._make_people(changes, steps)
        for kind, model in KINDS.items():
            olds = model._base_manager.in_bulk(
                [pk for step in steps.values() for pk in _rows(step, kind).olds + _rows(step, kind).restored]
            )
            rows: list[tuple[ReturnChange, Any]] = [
                (change, row)
                for change in changes
                for row in self._made(kind, change, _rows(steps[change.pk], kind), olds, moment)
            ]
            table: Any = model._base_manager
            made = table.bulk_create([row for _, row in rows])
            for (change, _), row in zip(rows, made, strict=True):
                steps[change.pk].made.setdefault(kind, []).append(row.pk)
        for change in changes:
            change.steps, change.staged = steps[change.pk].as_json(), True
        ReturnChange.objects.bulk_update(changes, ["steps", "staged", "person"])

    def _make_people(self, changes: Sequence[ReturnChange], steps: dict[int, Steps]) -> None:
        new = [change for change in changes if steps[change.pk].makes_person and change.person_id is None]
        names = [steps[change.pk].name or ["", ""] for change in new]
        invented = self.batch.organisation.is_invented
        people = Person.objects.bulk_create(
            Person(given_name=first, family_name=last, is_invented=invented) for first, last in names
        )
        for change, person in zip(new, people, strict=True):
            change.person = person
        addressed = [(change.person, steps[change.pk].email) for change in new if steps[change.pk].email]
        PersonEmail.objects.bulk_create(PersonEmail(person=person, email=email) for person, email in addressed)
        GivenAddress.objects.bulk_create(
            GivenAddress(organisation_id=self.batch.organisation_id, person=person, email=email)
            for person, email in addressed
        )

    def _made(
        self, kind: str, change: ReturnChange, rows: Rows, olds: dict[int, Any], moment: dt.datetime
    ) -> Iterable[Employment | Absence]:
        said = {"batch_id": self.batch.pk} | ({"source": self.source} if kind == "employments" else {})
        for pk, values in rows.replaced:
            yield self._row(kind, _copied(olds[pk]) | said | self._read(values), moment)
        for values in rows.added:
            own = {"person_id": change.person_id, "organisation_id": self.batch.organisation_id}
            yield self._row(kind, own | said | self._read(values), moment)
        # What stood before stands again as it was, under the name of the return that said it.
        for pk in rows.restored:
            yield self._row(kind, _copied(olds[pk]), moment)

    @property
    def source(self) -> EmploymentSource:
        return EmploymentSource.FORM if self.batch.kind == ReturnKind.FORM else EmploymentSource.RETURN

    def _row(self, kind: str, values: dict[str, Any], moment: dt.datetime) -> Employment | Absence:
        staged = {"recorded_at": moment, "superseded_at": moment, "recorded_by_id": self.batch.committed_by_id}
        return KINDS[kind](**(values | staged))

    def _read(self, values: Values) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in values.items():
            if name == "team":
                found["team_id"] = self.teams.key(value)
            elif name == "role_group":
                found["role_group_id"] = self.groups[str(value)]
            elif name in _DAYS:
                found[name] = dt.date.fromisoformat(value) if value else None
            else:
                found[name] = value
        return found


def _copied(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


def _rows(steps: Steps, kind: str) -> Rows:
    rows: Rows = getattr(steps, kind)
    return rows


def let_hold(changes: Iterable[ReturnChange], moment: dt.datetime) -> bool:
    """Let everything staged stand from `moment` on, and what it replaces no longer; False where that no longer stood.

    In one transaction of the caller, which rolls back on False.
    """
    steps = [Steps.from_json(change.steps) for change in changes]
    for kind, model in KINDS.items():
        olds = [pk for step in steps for pk in _rows(step, kind).olds]
        if _update(model, olds, models.Q(superseded_at=None), superseded_at=moment) != len(olds):
            return False
        made = [pk for step in steps for pk in step.made.get(kind, [])]
        staged = models.Q(superseded_at=F("recorded_at"))
        if _update(model, made, staged, superseded_at=None, recorded_at=moment) != len(made):
            return False
    return True


def _update(model: type[models.Model], keys: Sequence[int], where: models.Q, **values: Any) -> int:
    rows: Any = model._base_manager
    return sum(rows.filter(where, pk__in=chunk).update(**values) for chunk in in_chunks(keys))


def unstage(batch: WorkforceReturn) -> None:
    """Remove what was made ready and never held, in chunks of a transaction each."""
    while changes := list(batch.changes.filter(staged=True)[:CHUNK]):
        with transaction.atomic():
            _remove(changes)


def _remove(changes: Sequence[ReturnChange]) -> None:
    steps = {change.pk: Steps.from_json(change.steps) for change in changes}
    for kind, model in KINDS.items():
        rows: Any = model._base_manager
        made = [pk for step in steps.values() for pk in step.made.get(kind, [])]
        rows.filter(pk__in=made, superseded_at=F("recorded_at")).delete()
    people = []
    for change in changes:
        if steps[change.pk].makes_person and change.person_id:
            people.append(change.person_id)
            change.person = None
        steps[change.pk].made = {}
        change.steps, change.staged = steps[change.pk].as_json(), False
    ReturnChange.objects.bulk_update(changes, ["steps", "staged", "person"])
    for pk in people:
        _forget(pk)


def _forget(person_id: int) -> None:
    """Remove a person whom nothing knows yet; somebody who signed in or learnt something meanwhile stays."""
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person_id, user=None).delete()
    except ProtectedError:
        return
