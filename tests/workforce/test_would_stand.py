"""People as they would stand: what is replaced, withdrawn and added, under whichever of their rows they stand now."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from learning.workforce.models import Person, ReturnChange, WorkforceReturn
from learning.workforce.steps import Rows, Steps
from learning.workforce.would_stand import PostThen, WouldStand, would_stand
from tests.workforce.factories import (
    AbsenceFactory,
    EmploymentFactory,
    PersonFactory,
    RoleGroupFactory,
    WorkforceReturnFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
START, MOVE, END = dt.date(2021, 3, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)


def change(batch: WorkforceReturn, position: int, person: Person | None, steps: Steps) -> ReturnChange:
    return ReturnChange(batch=batch, position=position, kind="mover", person=person, steps=steps.as_json())


def test_what_is_replaced_withdrawn_and_added() -> None:
    desk, ward = RoleGroupFactory(slug="desk"), RoleGroupFactory(slug="ward")
    batch: Any = WorkforceReturnFactory()
    moved = EmploymentFactory(organisation=batch.organisation, role_group=desk, start=START)
    person = moved.person
    declared = EmploymentFactory(
        person=person, organisation=batch.organisation, role_group=ward, start=START, self_declared=True, post="2"
    )
    elsewhere = EmploymentFactory(person=person, role_group=ward, start=START)
    away = AbsenceFactory(person=person, organisation=batch.organisation, away_from=START)
    gone = AbsenceFactory(person=person, organisation=batch.organisation, away_from=MOVE)
    values: Any = {"post": "", "team": "New", "role_group": "ward", "start": MOVE.isoformat(), "left": None}
    steps = Steps(
        Rows([(moved.pk, {"left": MOVE.isoformat()})], [declared.pk], [values | {"staff_id": ""}]),
        Rows([(away.pk, {"away_to": END.isoformat()})], [gone.pk], [{"away_from": END.isoformat(), "away_to": None}]),
    )
    assert would_stand(batch, [change(batch, 0, person, steps)]) == [
        WouldStand(
            person.pk,
            "mover",
            (PostThen(desk.pk, START, MOVE), PostThen(ward.pk, MOVE, None)),
            ((START, END), (END, None)),
        )
    ]
    assert not batch.organisation.teams.exists()
    elsewhere.refresh_from_db()
    assert elsewhere.superseded_at is None


def test_somebody_new_has_a_key_below_nought_and_a_merged_row_the_lasting_one() -> None:
    group = RoleGroupFactory(slug="desk")
    batch: Any = WorkforceReturnFactory()
    lasting = PersonFactory()
    row = PersonFactory(merged_into=lasting, merge_reason="One card")
    EmploymentFactory(
        person=lasting, organisation=batch.organisation, role_group=group, start=START, self_declared=True
    )
    superseded = EmploymentFactory(person=row, organisation=batch.organisation, role_group=group, start=START)
    type(superseded).objects.filter(pk=superseded.pk).update(superseded_at=timezone.now())
    values: Any = {"post": "", "team": "", "role_group": "desk", "start": MOVE.isoformat(), "left": END.isoformat()}
    added = Steps(Rows(added=[values]))
    known, new = would_stand(batch, [change(batch, 0, row, added), change(batch, 7, None, added)])
    then = PostThen(group.pk, MOVE, END)
    assert (known.key, known.posts) == (lasting.pk, (PostThen(group.pk, START, None, is_declared=True), then))
    assert (new.key, new.posts, new.absences) == (-8, (then,), ())
