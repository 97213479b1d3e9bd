"""What holds for everybody: rules, levels, requirements, memberships, retired modules and major versions.

Read once, whatever the number of people who are judged by it; as it is known now, or as it was known at a moment.
Memberships, kinds of role group and retired modules are no dated statements, and are read as they stand in both.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch, Q
from django.utils import timezone

from learning.modules.models import Change, EarlierCompletions, Module, ModuleVersion
from learning.workforce.models import CountedRoleGroup, LevelMap, Organisation, RoleGroup

from .facts import FOREVER, Group, MajorChange, Refresher, Rules, rules_on
from .models import RefresherPool, Requirement, RuleSet
from .posts import Ask, Piece
from .statuses import Outside

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A module that another one stands for from a day on; `major`: the version of that other one on that day."""

    module_id: int
    title: str
    on: dt.date
    major: int


@dataclass
class Network:
    """What holds for everybody: rules, levels, requirements, memberships, retired modules and major versions.

    `known_at` (UTC): as it was known then; None: as it is known now. People are read as of the same moment.
    """

    book: list[Rules]
    asks: dict[int | None, list[Ask]]
    changes: dict[int, list[tuple[MajorChange, int | None]]]
    pools: dict[int, list[tuple[Refresher, tuple[int, ...]]]]
    replaced: dict[int, list[Replaced]]
    _organisations: dict[int, Organisation]
    _groups: dict[int, RoleGroup]
    _levels: dict[int, list[LevelMap]]
    _counted: dict[Key, list[CountedRoleGroup]]
    known_at: dt.datetime | None = None
    _pieces: dict[Key, list[Piece]] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        known_at: dt.datetime | None = None,
        *,
        requirements: Iterable[Requirement] | None = None,
        level_maps: Iterable[LevelMap] | None = None,
    ) -> Network:
        """Nine queries, one more where short modules renew another, and one more where a module replaced another.

        `requirements`, `level_maps`: as if these stood instead of those recorded, for a look ahead.
        """
        book = rule_book(known_at)
        retired = Module.objects.exclude(retired_on=None).in_bulk()
        levels: dict[int, list[LevelMap]] = defaultdict(list)
        for level_map in LevelMap.objects.known_at(known_at) if level_maps is None else level_maps:
            levels[level_map.role_group_id].append(level_map)
        counted: dict[Key, list[CountedRoleGroup]] = defaultdict(list)
        for choice in CountedRoleGroup.objects.known_at(known_at):
            counted[choice.organisation_id, choice.role_group_id].append(choice)
        return cls(
            book,
            _asks(retired, Requirement.objects.known_at(known_at) if requirements is None else requirements),
            _changes(book, known_at),
            _pools(known_at),
            _replaced(retired, known_at),
            Organisation.objects.in_bulk(),
            RoleGroup.objects.in_bulk(),
            levels,
            counted,
            known_at,
        )

    def asked_of_groups(self, organisation_id: int, day: dt.date) -> dict[int, set[int]]:
        """By role group that counts in this organisation on the day, the modules asked of it; those without are out."""
        asks = [*self.asks.get(None, ()), *self.asks.get(organisation_id, ())]
        now = [ask for ask in asks if ask.start <= day < ask.until]
        found: dict[int, set[int]] = {}
        for role_group_id in self._groups:
            pieces = [
                p for p in self.pieces(organisation_id, role_group_id) if p.start <= day < p.until and not p.basis
            ]
            if modules := {ask.module_id for piece in pieces for ask in now if ask.asks(piece)}:
                found[role_group_id] = modules
        return found

    def pieces(self, organisation_id: int, role_group_id: int) -> list[Piece]:
        """The days on which this role group needs a level in this organisation, and whether that counts."""
        key = organisation_id, role_group_id
        if key not in self._pieces:
            self._pieces[key] = list(self._made_pieces(*key))
        return self._pieces[key]

    def _made_pieces(self, organisation_id: int, role_group_id: int) -> Iterator[Piece]:
        organisation, role_group = self._organisations[organisation_id], self._groups[role_group_id]
        group = Group(role_group.pk, role_group.title)
        for level in self._levels[role_group_id]:
            start = max(level.starts_on, organisation.joined_on)
            until = min(level.ended_on or FOREVER, organisation.left_on or FOREVER)
            whole = Piece(start, until, group, level.level, level.path)
            if organisation.kind == Organisation.NETWORK_KIND:
                yield from _if_any(replace(whole, basis=Outside.NETWORK))
            elif role_group.counted_by_default:
                yield from _if_any(whole)
            else:
                yield from self._opted_in(whole, organisation_id)

    def _opted_in(self, whole: Piece, organisation_id: int) -> Iterator[Piece]:
        """The piece cut at the days from and to which the partner counts its role group."""
        at = whole.start
        choices = self._counted[organisation_id, whole.group.pk]
        for choice in sorted(choices, key=lambda choice: choice.starts_on):
            start, until = max(choice.starts_on, at), min(choice.ended_on or FOREVER, whole.until)
            if start < until:
                yield from _if_any(replace(whole, start=at, until=start, basis=Outside.ROLE_GROUP))
                yield replace(whole, start=start, until=until)
                at = until
        yield from _if_any(replace(whole, start=at, basis=Outside.ROLE_GROUP))


def _if_any(piece: Piece) -> Iterator[Piece]:
    if piece.start < piece.until:
        yield piece


def _by(known_at: dt.datetime | None, field: str) -> Q:
    """Rows whose `field`, a moment, had come at that moment; None: all of them."""
    return Q() if known_at is None else Q(**{f"{field}__lte": known_at})


def rule_book(known_at: dt.datetime | None = None) -> list[Rules]:
    """All rule sets; where none is recorded, the ones of the definition: 90 days and 90 days. One query."""
    rows = RuleSet.objects.filter(_by(known_at, "recorded_at")).order_by("starts_on")
    return [Rules(row.version, row.starts_on, row.grace_days, row.due_soon_days) for row in rows] or [Rules()]


def _asks(retired: Mapping[int, Module], requirements: Iterable[Requirement]) -> dict[int | None, list[Ask]]:
    """By organisation, and under None for the whole network, what is asked."""
    found: dict[int | None, list[Ask]] = defaultdict(list)
    for row in requirements:
        own = row.organisation_id is not None
        ask = Ask(row.module_id, row.level, row.path, row.starts_on, row.ended_on or FOREVER, own, row.refresh_months)
        found[row.organisation_id] += _followed(ask, retired)
    return found


def _followed(ask: Ask, retired: Mapping[int, Module]) -> Iterator[Ask]:
    """The ask up to the day on which its module is retired, and from then on for what replaces that, if anything."""
    module = retired.get(ask.module_id)
    if module is None or module.retired_on is None or ask.until <= module.retired_on:
        yield ask
        return
    if ask.start < module.retired_on:
        yield replace(ask, until=module.retired_on)
    if module.replaced_by_id is not None:
        # Retiring refuses a replacement that leads back; a module less each time ends it in any case.
        rest = {pk: other for pk, other in retired.items() if pk != module.pk}
        yield from _followed(
            replace(ask, module_id=module.replaced_by_id, start=max(ask.start, module.retired_on)), rest
        )


def _replaced(retired: Mapping[int, Module], known_at: dt.datetime | None) -> dict[int, list[Replaced]]:
    """By module, those that it replaced."""
    followed = [module for module in retired.values() if module.replaced_by_id is not None]
    if not followed:
        return {}
    majors: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
    replacing = {module.replaced_by_id for module in followed}
    rows = ModuleVersion.objects.filter(_by(known_at, "published_at"), module__in=replacing)
    for module_id, published_at, major in rows.order_by().values_list("module_id", "published_at", "major"):
        majors[module_id].append((timezone.localdate(published_at), major))
    found: dict[int, list[Replaced]] = defaultdict(list)
    for module in followed:
        on, by = module.retired_on, module.replaced_by_id
        if on is not None and by is not None:
            major = max((major for day, major in majors[by] if day <= on), default=1)
            found[by].append(Replaced(module.pk, module.title, on, major))
    return found


def _changes(book: Sequence[Rules], known_at: dt.datetime | None) -> dict[int, list[tuple[MajorChange, int | None]]]:
    """By module, the major versions that touch earlier completions, each with its bridge module's key."""
    found: dict[int, dict[int, tuple[MajorChange, int | None]]] = defaultdict(dict)
    rows = ModuleVersion.objects.filter(
        _by(known_at, "published_at"),
        change=Change.MAJOR,
        earlier_completions__in=[EarlierCompletions.REDO, EarlierCompletions.BRIDGE],
    )
    for row in rows.select_related("bridge").defer("body", "criteria", "job_aid").order_by("published_at"):
        on = timezone.localdate(row.published_at)
        # A bridge without a day gives people as long as a new requirement would.
        by = row.redo_by or on + dt.timedelta(rules_on(book, on).grace_days - 1)
        bridge = row.bridge if row.earlier_completions == EarlierCompletions.BRIDGE else None
        change = MajorChange(row.major, row.number, on, by)
        if bridge:
            change = replace(change, rule="bridge", bridge_title=bridge.title)
        found[row.module_id].setdefault(row.major, (change, bridge.pk if bridge else None))
    return {module_id: list(by_major.values()) for module_id, by_major in found.items()}


def _pools(known_at: dt.datetime | None) -> dict[int, list[tuple[Refresher, tuple[int, ...]]]]:
    """By module, the pools that renew it, each with the keys of its modules."""
    found: dict[int, list[tuple[Refresher, tuple[int, ...]]]] = defaultdict(list)
    rows = RefresherPool.objects.filter(_by(known_at, "recorded_at"))
    for row in rows.prefetch_related(Prefetch("items", Module.objects.only("pk"))):
        known_end = known_at is None or (row.end_recorded_at is not None and row.end_recorded_at <= known_at)
        refresher = Refresher(row.needed, row.counts_months, row.starts_on, row.ended_on if known_end else None)
        found[row.module_id].append((refresher, tuple(item.pk for item in row.items.all())))
    return found
