"""Let a role group need another level, or another path, from a day on."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.actions.record_statement import end_statement, record_statement
from learning.workforce.models import LevelMap, User

from ..levels import LevelChange


def change_level(by: User | None, change: LevelChange) -> LevelMap:
    """End the statement that holds on the day, and say the new one; statuses follow soon after.

    Raises:
        PermissionDenied: the user is no administrator today.
        ValidationError: nothing would change.
    """
    with transaction.atomic():
        standing = list(LevelMap.objects.standing().filter(role_group=change.role_group).select_for_update())
        if change.changes_nothing(standing):
            raise ValidationError(_("This is the level and the path already. Choose another one, or another day."))
        new, before = change.new(standing), change.before(standing)
        if before is not None and before.starts_on == change.day:
            before.level, before.path = change.level, change.path
            saved = record_statement(by, before)
        else:
            if before is not None:
                end_statement(by, before, ended_on=change.day)
            saved = record_statement(by, new)
        detail: dict[str, int | str] = {"role_group": change.role_group.pk, "level": change.level, "path": change.path}
        record("level.changed", by=by or ActorKind.SYSTEM, on=saved, detail=detail)
        return saved
