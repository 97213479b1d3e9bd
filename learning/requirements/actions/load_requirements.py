"""Bring what each level asks for from a content file; loading twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from learning.modules.models import Module
from learning.workforce.actions.load_role_groups import load_role_groups
from learning.workforce.signals import levels_changed

from ..models import Requirement, RuleSet


def load_requirements(taxonomies: dict[str, Any], modules: Mapping[str, Module], starts_on: dt.date) -> None:
    """Role groups with their levels, the first rule set, and the modules of each level, all from `starts_on` on.

    `taxonomies` holds `role_groups` and `level_paths` (as "3_leadership": level, and its path where it has several);
    `modules` are those of the file by their id. What is here already is moved to an earlier first day, never to a
    later one. Statuses are not made again here: call `rebuild_everybody` when people are loaded as well.
    """
    with transaction.atomic():
        load_role_groups(taxonomies["role_groups"], starts_on)
        _set_rules(starts_on)
        is_new = False
        for name, ids in taxonomies["level_paths"].items():
            level, _, path = name.partition("_")
            for module_id in ids:
                is_new |= _ask(int(level), path, modules[module_id], starts_on)
        if is_new:
            levels_changed.send(sender=Requirement)


def _ask(level: int, path: str, module: Module, starts_on: dt.date) -> bool:
    same = Requirement.objects.standing().filter(level=level, path=path, module=module, organisation=None)
    first = same.order_by("starts_on").first()
    if first is None:
        Requirement.objects.create(level=level, path=path, module=module, starts_on=starts_on)
        return True
    if first.starts_on > starts_on:
        first.supersede_with(timezone.now(), starts_on=starts_on)
        return True
    return False


def _set_rules(starts_on: dt.date) -> None:
    first = RuleSet.objects.order_by("starts_on").first()
    if first is None:
        RuleSet.objects.create(version=1, starts_on=starts_on)
    elif first.starts_on > starts_on:
        first.starts_on = starts_on
        first.save(update_fields=["starts_on"])
