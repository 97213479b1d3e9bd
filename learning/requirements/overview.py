"""What is asked of each kind of post, as one reads it: role group, level and path, and the modules these ask for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from learning.modules.models import Module
from learning.workforce.models import Employment, LevelMap, Organisation, RoleGroup
from learning.workforce.models.level_map import Level, Path
from learning.workforce.querysets import holds_on

from .asked import NOT_READ
from .models import Requirement


@dataclass(frozen=True)
class GroupAsked:
    """One role group: its level on the day (none where none is set), what comes later, and what is asked of it."""

    role_group: RoleGroup
    mapped: LevelMap | None
    later: list[LevelMap]
    requirements: list[Requirement]
    people: int

    @property
    def path(self) -> str:
        """The path in words, where the level has several."""
        return str(Path(self.mapped.path).label) if self.mapped and self.mapped.level >= Level.ENHANCED else ""


@dataclass(frozen=True)
class ModuleAsked:
    """One row of the table: a module at the lowest level that asks for it, and of which role groups it is asked.

    `own`: the organisation alone asks for it at that level.
    """

    module: Module
    own: bool
    refresh_months: int | None
    cells: list[tuple[GroupAsked, bool]]


@dataclass(frozen=True)
class LevelAsked:
    """One level with the modules that it brings."""

    number: int
    title: str
    rows: list[ModuleAsked]


def requirements_shown(organisation: Organisation | None, day: dt.date) -> list[Requirement]:
    """What stands and has not ended by `day`, to come as well; of the network and, with one, of the organisation."""
    standing = Requirement.objects.standing().filter(Q(ended_on=None) | Q(ended_on__gt=day))
    asked = standing.filter(organisation=None) if organisation is None else standing.asked_in(organisation)
    return list(
        asked.select_related("module__current_version")
        .defer(*(f"module__current_version__{name}" for name in NOT_READ))
        .order_by("level", "path", F("organisation").asc(nulls_first=True), "module__title", "starts_on")
    )


def groups_asked(
    organisation: Organisation | None, requirements: Sequence[Requirement], day: dt.date
) -> list[GroupAsked]:
    """Every role group in its order; with an organisation, with the number of its people in post. Three queries."""
    maps = list(LevelMap.objects.standing().order_by("starts_on"))
    people = _people(organisation, day) if organisation is not None else Counter()
    now = [one for one in requirements if holds_on(day, one.starts_on, one.ended_on)]
    found: list[GroupAsked] = []
    for role_group in RoleGroup.objects.all():
        own = [one for one in maps if one.role_group_id == role_group.pk]
        mapped = next((one for one in own if holds_on(day, one.starts_on, one.ended_on)), None)
        later = [one for one in own if one.starts_on > day]
        asked = [one for one in now if mapped and one.level <= mapped.level and one.path in ("", mapped.path)]
        found.append(GroupAsked(role_group, mapped, later, asked, people[role_group.pk]))
    return found


def levels_asked(groups: Sequence[GroupAsked], requirements: Sequence[Requirement], day: dt.date) -> list[LevelAsked]:
    """What is asked on the day, module by module: each at the lowest level that asks for it."""
    now = [one for one in requirements if holds_on(day, one.starts_on, one.ended_on)]
    several = [LevelAsked(level.value, str(level.label), list(_rows(level, groups, now))) for level in Level]
    return [level for level in several if level.rows]


def _rows(level: int, groups: Sequence[GroupAsked], now: Sequence[Requirement]) -> Iterator[ModuleAsked]:
    lower = {one.module_id for one in now if one.level < level}
    modules = {one.module_id: one.module for one in now if one.level == level and one.module_id not in lower}
    for pk, module in modules.items():
        asks = [one for one in now if one.module_id == pk]
        months = [one.refresh_months for one in asks if one.refresh_months]
        if not months and module.current_version is not None and module.current_version.refresh_months:
            months = [module.current_version.refresh_months]
        cells = [(group, any(one.module_id == pk for one in group.requirements)) for group in groups]
        own = all(one.organisation_id is not None for one in asks if one.level == level)
        yield ModuleAsked(module, own, min(months, default=None), cells)


def _people(organisation: Organisation, day: dt.date) -> Counter[int]:
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=organisation).order_by()
    rows = posts.values_list("role_group_id", "person_id", "person__merged_into_id")
    return Counter(group for group, _person in {(group, merged or person) for group, person, merged in rows})
