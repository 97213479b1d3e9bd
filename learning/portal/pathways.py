"""The way through the levels: what each asks for, in order, and for whom. Public facts of the network alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from learning.modules.models import HeadingList, Module, ModuleVersion, SubjectHeading
from learning.modules.order import Order
from learning.records.models import Attempt, Completion
from learning.requirements.models import Requirement
from learning.workforce.models import LevelMap
from learning.workforce.models.level_map import Level, Path

if TYPE_CHECKING:
    from learning.workforce.models import Person, RoleGroup

# How a way through a level is called; most levels have only the one.
WAYS: Mapping[str, str | Promise] = {
    "": _lazy("For everybody at this level"),
    Path.PRACTICE: _lazy("For those who practise"),
    Path.LEADERSHIP: _lazy("For those who lead"),
}


@dataclass(frozen=True)
class Stop:
    """One module on the way; `state` is empty for a visitor whose learning nobody knows."""

    module: Module
    needed: list[Module]
    helps: list[Module]
    state: Literal["", "done", "now", "todo"] = ""

    @property
    def version(self) -> ModuleVersion | None:
        return self.module.current_version


@dataclass(frozen=True)
class Way:
    """The modules that a level asks for on one path, in order."""

    path: str
    stops: list[Stop]

    @property
    def title(self) -> str | Promise:
        return WAYS[self.path]

    def is_for(self, path: str) -> bool:
        return self.path in ("", path)


@dataclass(frozen=True)
class LevelPathway:
    """One level: its words, its ways, what else there is at this level, and who is asked for it."""

    level: int
    name: str
    who: str
    introduction: str
    ways: list[Way]
    also: list[Stop]
    asked_of: list[LevelMap] = field(default_factory=list)

    @property
    def title(self) -> str:
        return _("Level %(level)s · %(name)s") % {"level": self.level, "name": self.name}

    @property
    def modules(self) -> int:
        return len({stop.module.pk for way in self.ways for stop in way.stops})


def pathways_on(day: dt.date, person: Person | None = None) -> list[LevelPathway]:
    """The four levels as the network asks for them on `day`, with where `person` is; at most seven queries."""
    versions = ModuleVersion.objects.defer("body", "criteria", "job_aid", "outcomes", "sources")
    offered = Module.objects.offered_on(day).prefetch_related(Prefetch("current_version", versions))
    offered = offered.with_a_page() if person else offered.with_a_public_page()
    modules = {module.pk: module for module in offered}
    order = Order.on(day)
    stops = _stops(modules, order, _standing(person, day))
    asked: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for level, path, module_id in (
        Requirement.objects.on(day)
        .filter(organisation=None, module__in=modules)
        .order_by("level", "path", "module_id")
        .values_list("level", "path", "module_id")
    ):
        asked[level][path].append(module_id)
    maps = list(LevelMap.objects.on(day).select_related("role_group").order_by("role_group__position"))
    described = {heading.position: heading for heading in SubjectHeading.objects.filter(list=HeadingList.LEVEL)}
    return [_pathway(level, asked[level], described.get(level), stops, order, maps) for level in Level]


def _pathway(
    level: Level,
    asked: Mapping[str, list[int]],
    heading: SubjectHeading | None,
    stops: Mapping[int, Stop],
    order: Order,
    maps: Iterable[LevelMap],
) -> LevelPathway:
    def on_the_way(keys: Iterable[int]) -> list[Stop]:
        return [stops[module.pk] for module in order.sort(stops[key].module for key in keys)]

    ways = [Way(path, on_the_way(asked[path])) for path in WAYS if asked.get(path)]
    named = {key for keys in asked.values() for key in keys}
    also = [key for key, stop in stops.items() if stop.version and stop.version.level == level and key not in named]
    reached = [one for one in maps if one.level >= level and any(way.is_for(one.path) for way in ways)]
    return LevelPathway(
        level=level.value,
        name=heading.title if heading else str(level.label),
        who=heading.description if heading else "",
        introduction=heading.introduction if heading else "",
        ways=ways,
        also=on_the_way(also),
        asked_of=reached,
    )


def _standing(person: Person | None, day: dt.date) -> tuple[set[int], set[int]] | None:
    """What the person has finished and is valid, and what they have begun, by module; None for a visitor."""
    if person is None:
        return None
    done = set(Completion.objects.of(person).valid_on(day).values_list("module_id", flat=True))
    return done, set(Attempt.objects.of(person).open().values_list("module_id", flat=True))


def _stops(modules: Mapping[int, Module], order: Order, standing: tuple[set[int], set[int]] | None) -> dict[int, Stop]:
    def named(keys: Iterable[int]) -> list[Module]:
        return order.sort(modules[key] for key in keys if key in modules)

    stops = {}
    for pk, module in modules.items():
        needed = order.required.get(pk, ())
        helps = [key for key in order.before.get(pk, ()) if key not in needed]
        stops[pk] = Stop(module, named(needed), named(helps), _state(pk, standing))
    return stops


def _state(module: int, standing: tuple[set[int], set[int]] | None) -> Literal["", "done", "now", "todo"]:
    if standing is None:
        return ""
    done, begun = standing
    return "now" if module in begun else "done" if module in done else "todo"


@dataclass(frozen=True)
class AskedOfRole:
    """What one role group is asked to learn: the level that it needs, by which path, and what each level asks for."""

    role_group: RoleGroup
    level: int
    path: str
    levels: list[tuple[LevelPathway, list[Way]]]

    @property
    def minutes(self) -> int:
        return sum(
            stop.version.minutes
            for _level, ways in self.levels
            for way in ways
            for stop in way.stops
            if stop.version is not None
        )

    @property
    def modules(self) -> int:
        return sum(len(way.stops) for _level, ways in self.levels for way in ways)


def asked_of_role(mapped: LevelMap, pathways: Iterable[LevelPathway]) -> AskedOfRole:
    """What the network asks of this role group by this level map."""
    levels = [
        (pathway, ways)
        for pathway in pathways
        if pathway.level <= mapped.level and (ways := [way for way in pathway.ways if way.is_for(mapped.path)])
    ]
    return AskedOfRole(mapped.role_group, mapped.level, mapped.path, levels)
