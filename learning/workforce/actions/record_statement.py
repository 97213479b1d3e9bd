"""Write down, better or end a statement about some days, so that what was believed before stays readable."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ..models import Absence, CountedRoleGroup, Employment, LevelMap, Recorded, RoleAssignment, User
from ..permissions import may_state
from ..signals import levels_changed, people_changed, roles_changed

Statement = TypeVar("Statement", bound=Recorded)


def record_statement(by: User | None, statement: Statement) -> Statement:
    """Save a new statement or, if it already has a row, supersede that row by it; returns the standing row.

    `by` is somebody who may say it (`may_state`), or None for the system itself. Raises PermissionDenied for anybody
    else, also where the row to be superseded is not theirs to better; ValidationError when the statement contradicts
    itself or another that stands; and the model's DoesNotExist when somebody superseded the row meanwhile.
    A statement without a change is left alone: saving a form twice writes one row.
    """
    _refuse_unless_theirs(by, statement)
    with transaction.atomic():
        before = _standing_row(statement) if statement.pk else None
        if before is not None:
            _refuse_unless_theirs(by, before)
        statement.full_clean(exclude=["recorded_by"])
        if before is None:
            statement.recorded_by = by
            statement.save(force_insert=True)
            _announce(statement)
            return statement
        said = {field.attname: getattr(statement, field.attname) for field in _said_fields(statement)}
        if all(getattr(before, name) == value for name, value in said.items()):
            return before
        after = before.supersede_with(timezone.now(), recorded_by_id=by.pk if by else None, **said)
        _announce(before, after)
        return after


def end_statement(by: User | None, statement: Statement, **ends: dt.date) -> Statement:
    """Supersede a standing statement by one that ends: `end_statement(by, employment, left=day)`."""
    for name, day in ends.items():
        setattr(statement, name, day)
    return record_statement(by, statement)


def withdraw_statement(by: User | None, statement: Recorded) -> None:
    """Stop believing a statement that was never true; its row stays, superseded by none."""
    with transaction.atomic():
        before = _standing_row(statement)
        _refuse_unless_theirs(by, before)
        before.superseded_at = timezone.now()
        before.save(update_fields=["superseded_at"])
        _announce(before)


def _refuse_unless_theirs(by: User | None, statement: Recorded) -> None:
    if by is not None and not may_state(by, statement, timezone.localdate()):
        raise PermissionDenied


def _standing_row(statement: Statement) -> Statement:
    """The row as the database holds it now, locked; somebody else may have superseded it since it was read."""
    rows: Any = type(statement)._default_manager
    return rows.select_for_update(of=("self",)).get(pk=statement.pk, superseded_at=None)


def _said_fields(statement: Recorded) -> list[Any]:
    """What a statement says, without its key and without who recorded it when."""
    apart = {"recorded_at", "recorded_by", "superseded_at", "batch"}
    return [f for f in statement._meta.concrete_fields if not f.primary_key and f.name not in apart]


def _announce(*statements: Recorded) -> None:
    person_ids: set[int] = set()
    for statement in statements:
        match statement:
            case Employment() | Absence():
                person_ids.add(statement.person_id)
            case RoleAssignment():
                roles_changed.send(sender=RoleAssignment, user=statement.user)
            case LevelMap() | CountedRoleGroup():
                levels_changed.send(sender=type(statement))
    if person_ids:
        people_changed.send(sender=type(statements[0]), person_ids=person_ids)
