"""Bring the kinds of post and the level each needs from a content file; loading twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..models import LevelMap, RoleGroup
from ..models.level_map import Path
from ..signals import levels_changed

# Level 3 is led, not practised, in these.
BY_LEADERSHIP = frozenset({"leaders"})
# Counted only where a partner chooses so.
NOT_COUNTED = frozenset({"volunteers", "bank", "agency"})


def load_role_groups(rows: Iterable[dict[str, Any]], starts_on: dt.date) -> dict[str, RoleGroup]:
    """Role groups by code, from rows `{id, title, note, required_level}`; their levels hold from `starts_on`.

    A group that is here keeps what an administrator made of it. Its level is moved to an earlier first day, never to
    a later one, and never to another level.
    """
    found: dict[str, RoleGroup] = {}
    is_new = False
    with transaction.atomic():
        for position, row in enumerate(rows):
            code = row["id"]
            group, _ = RoleGroup.objects.get_or_create(
                slug=code,
                defaults={
                    "title": row["title"],
                    "note": row.get("note", ""),
                    "position": position,
                    "counted_by_default": code not in NOT_COUNTED,
                },
            )
            found[code] = group
            is_new |= _set_level(group, row["required_level"], starts_on)
        if is_new:
            levels_changed.send(sender=LevelMap)
    return found


def _set_level(group: RoleGroup, level: int, starts_on: dt.date) -> bool:
    first = LevelMap.objects.standing().filter(role_group=group).order_by("starts_on").first()
    if first is None:
        path = Path.LEADERSHIP if group.slug in BY_LEADERSHIP else Path.PRACTICE
        LevelMap.objects.create(role_group=group, level=level, path=path, starts_on=starts_on)
        return True
    if first.starts_on > starts_on:
        first.supersede_with(timezone.now(), starts_on=starts_on)
        return True
    return False
