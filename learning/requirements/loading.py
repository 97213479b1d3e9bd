"""Loads what is known of many people at once: a fixed number of queries, whatever the number of people.

Everybody is read as their lasting row; what was recorded under rows merged into it is theirs as well.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch, Q
from django.utils import timezone

from learning.modules.models import Change, EarlierCompletions, Module, ModuleVersion
from learning.records.models import Completion, CompletionSource
from learning.workforce.models import Absence, CountedRoleGroup, Employment, LevelMap, Organisation, Person, RoleGroup
from learning.workforce.models.employment import EmploymentSource

from .facts import FOREVER, Days, Done, Facts, Group, MajorChange, Refresher, Rules, rules_on
from .models import Exemption, RefresherPool, Requirement, RuleSet
from .posts import Ask, Held, Piece, asked_by, decisive, joined
from .statuses import Outside

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one person (by lasting key), one organisation and one module."""

    person_id: int
    organisation_id: int
    module_id: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Replaced:
    """A module that another one stands for from a day on; `major`: the version of that other one on that day."""

    module_id: int
    title: str
    on: dt.date
    major: int


@dataclass
class Network:
    """What holds for everybody: rules, levels, requirements, memberships, retired modules and major versions."""

    book: list[Rules]
    asks: dict[int | None, list[Ask]]
    changes: dict[int, list[tuple[MajorChange, int | None]]]
    pools: dict[int, list[tuple[Refresher, tuple[int, ...]]]]
    replaced: dict[int, list[Replaced]]
    _organisations: dict[int, Organisation]
    _groups: dict[int, RoleGroup]
    _levels: dict[int, list[LevelMap]]
    _counted: dict[Key, list[CountedRoleGroup]]
    _pieces: dict[Key, list[Piece]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Network:
        """Nine queries, one more where short modules renew another, and one more where a module replaced another."""
        book = rule_book()
        retired = Module.objects.exclude(retired_on=None).in_bulk()
        levels: dict[int, list[LevelMap]] = defaultdict(list)
        for level_map in LevelMap.objects.standing():
            levels[level_map.role_group_id].append(level_map)
        counted: dict[Key, list[CountedRoleGroup]] = defaultdict(list)
        for choice in CountedRoleGroup.objects.standing():
            counted[choice.organisation_id, choice.role_group_id].append(choice)
        return cls(
            book,
            _asks(retired),
            _changes(book),
            _pools(),
            _replaced(retired),
            Organisation.objects.in_bulk(),
            RoleGroup.objects.in_bulk(),
            levels,
            counted,
        )

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


def rule_book() -> list[Rules]:
    """All rule sets; where none is recorded, the ones of the definition: 90 days and 90 days. One query."""
    rows = RuleSet.objects.order_by("starts_on")
    return [Rules(row.version, row.starts_on, row.grace_days, row.due_soon_days) for row in rows] or [Rules()]


def _asks(retired: Mapping[int, Module]) -> dict[int | None, list[Ask]]:
    """By organisation, and under None for the whole network, what is asked."""
    found: dict[int | None, list[Ask]] = defaultdict(list)
    for row in Requirement.objects.standing():
        own = row.organisation_id is not None
        ask = Ask(row.module_id, row.level, row.path, row.starts_on, row.ended_on or FOREVER, own)
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


def _replaced(retired: Mapping[int, Module]) -> dict[int, list[Replaced]]:
    """By module, those that it replaced."""
    followed = [module for module in retired.values() if module.replaced_by_id is not None]
    if not followed:
        return {}
    majors: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
    rows = ModuleVersion.objects.filter(module__in={module.replaced_by_id for module in followed})
    for module_id, published_at, major in rows.order_by().values_list("module_id", "published_at", "major"):
        majors[module_id].append((timezone.localdate(published_at), major))
    found: dict[int, list[Replaced]] = defaultdict(list)
    for module in followed:
        on, by = module.retired_on, module.replaced_by_id
        if on is not None and by is not None:
            major = max((major for day, major in majors[by] if day <= on), default=1)
            found[by].append(Replaced(module.pk, module.title, on, major))
    return found


def _changes(book: Sequence[Rules]) -> dict[int, list[tuple[MajorChange, int | None]]]:
    """By module, the major versions that touch earlier completions, each with its bridge module's key."""
    found: dict[int, dict[int, tuple[MajorChange, int | None]]] = defaultdict(dict)
    rows = ModuleVersion.objects.filter(
        change=Change.MAJOR, earlier_completions__in=[EarlierCompletions.REDO, EarlierCompletions.BRIDGE]
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


def _pools() -> dict[int, list[tuple[Refresher, tuple[int, ...]]]]:
    """By module, the pools that renew it, each with the keys of its modules."""
    found: dict[int, list[tuple[Refresher, tuple[int, ...]]]] = defaultdict(list)
    for row in RefresherPool.objects.prefetch_related(Prefetch("items", Module.objects.only("pk"))):
        refresher = Refresher(row.needed, row.counts_months, row.starts_on, row.ended_on)
        found[row.module_id].append((refresher, tuple(item.pk for item in row.items.all())))
    return found


def facts_of(people: Collection[int], network: Network, *, module_id: int | None = None) -> Iterator[Known]:
    """The facts of these people (lasting keys), for every module ever asked of them anywhere; five queries.

    With `module_id`, for that module in every organisation where they ever held a post, asked or not.
    """
    lasting = lasting_keys(people)
    absences = _absences(lasting)
    exemptions = _exemptions(lasting)
    completions = _completions(lasting)
    employments = _employments(lasting, network)
    for (person_id, organisation_id), held in employments.items():
        asks = [*network.asks[None], *network.asks[organisation_id]]
        asked = asked_by(decisive(held), [ask for ask in asks if module_id in (None, ask.module_id)])
        if module_id is not None:
            asked.setdefault(module_id, [])
        away = absences[person_id, organisation_id]
        exempt = exemptions[person_id, organisation_id]
        for asked_module_id, pieces in asked.items():
            yield Known(
                person_id,
                organisation_id,
                asked_module_id,
                Facts(
                    posts=joined(held),
                    asked=pieces,
                    done=_done(network, completions, person_id, asked_module_id),
                    absences=away,
                    exemptions=[
                        *(days for module, days in exempt if module is None),
                        *_exempt_from(network, exempt, asked_module_id),
                    ],
                    changes=_changes_for(network, completions, person_id, asked_module_id),
                    refreshers=_refreshers_for(network, completions, person_id, asked_module_id),
                ),
            )


def _done(
    network: Network, completions: dict[Key, list[Done]], person_id: int, module_id: int, after: tuple[int, ...] = ()
) -> list[Done]:
    """The person's completions of the module, and of those that it replaced."""
    found = list(completions[person_id, module_id])
    for earlier in network.replaced.get(module_id, []):
        if earlier.module_id in after:
            continue
        changes = _changes_for(network, completions, person_id, earlier.module_id)
        found += [
            replace(
                done,
                major=earlier.major,
                counts_from=max(done.counts_from or earlier.on, earlier.on),
                own_changes=(*done.own_changes, *(change for change in changes if change.major > done.major)),
                of_title=done.of_title or earlier.title,
            )
            for done in _done(network, completions, person_id, earlier.module_id, (*after, module_id))
        ]
    return found


def _exempt_from(
    network: Network, exempt: Sequence[tuple[int | None, Days]], module_id: int, after: tuple[int, ...] = ()
) -> list[Days]:
    """Days of exemptions from this module and, from the day it stands for another, of those from that other one.

    What somebody need not learn they need not learn under a new title either.
    """
    found = [days for module, days in exempt if module == module_id]
    for earlier in network.replaced.get(module_id, []):
        if earlier.module_id in after:
            continue
        found += [
            replace(days, first=max(days.first, earlier.on))
            for days in _exempt_from(network, exempt, earlier.module_id, (*after, module_id))
            if days.last is None or days.last >= earlier.on
        ]
    return found


def _changes_for(
    network: Network, completions: dict[Key, list[Done]], person_id: int, module_id: int
) -> list[MajorChange]:
    return [
        change
        if bridge_id is None
        else replace(change, bridge_done=tuple(done.completed_on for done in completions[person_id, bridge_id]))
        for change, bridge_id in network.changes.get(module_id, [])
    ]


def _refreshers_for(
    network: Network, completions: dict[Key, list[Done]], person_id: int, module_id: int
) -> list[Refresher]:
    return [
        replace(
            refresher,
            done=tuple((item, done.known_from) for item in items for done in completions.get((person_id, item), ())),
        )
        for refresher, items in network.pools.get(module_id, [])
    ]


def lasting_keys(people: Collection[int]) -> dict[int, int]:
    """Every row of these human beings, by key, with the key of their lasting row."""
    rows = Person.objects.filter(Q(pk__in=people) | Q(merged_into__in=people)).values_list("pk", "merged_into_id")
    return {pk: merged_into or pk for pk, merged_into in rows}


def _employments(lasting: dict[int, int], network: Network) -> dict[Key, list[Held]]:
    found: dict[Key, list[Held]] = defaultdict(list)
    rows = Employment.objects.standing().filter(person__in=lasting).order_by("start", "pk")
    for person_id, organisation_id, role_group_id, start, left, source in rows.values_list(
        "person_id", "organisation_id", "role_group_id", "start", "left", "source"
    ):
        pieces = network.pieces(organisation_id, role_group_id)
        declared = source == EmploymentSource.SELF_DECLARED
        found[lasting[person_id], organisation_id].append(Held(start, left, pieces, declared))
    return found


def _absences(lasting: dict[int, int]) -> dict[Key, list[Days]]:
    found: dict[Key, list[Days]] = defaultdict(list)
    rows = Absence.objects.standing().filter(person__in=lasting).order_by("away_from")
    for person_id, organisation_id, first, last in rows.values_list(
        "person_id", "organisation_id", "away_from", "away_to"
    ):
        found[lasting[person_id], organisation_id].append(Days(first, last))
    return found


def _exemptions(lasting: dict[int, int]) -> dict[Key, list[tuple[int | None, Days]]]:
    found: dict[Key, list[tuple[int | None, Days]]] = defaultdict(list)
    rows = Exemption.objects.standing().filter(person__in=lasting).order_by("starts_on")
    for person_id, organisation_id, module_id, first, last in rows.values_list(
        "person_id", "organisation_id", "module_id", "starts_on", "ends_on"
    ):
        found[lasting[person_id], organisation_id].append((module_id, Days(first, last)))
    return found


def _completions(lasting: dict[int, int]) -> dict[Key, list[Done]]:
    found: dict[Key, list[Done]] = defaultdict(list)
    rows = Completion.objects.standing().filter(person__in=lasting).order_by("completed_on", "pk")
    for person_id, module_id, on, until, major, minor, source in rows.values_list(
        "person_id", "module_id", "completed_on", "valid_until", "version__major", "version__minor", "source"
    ):
        recognised = source == CompletionSource.RECOGNISED
        found[lasting[person_id], module_id].append(Done(on, until, major, f"{major}.{minor}", recognised))
    return found
