"""Who stands otherwise on a past day as known now than as known at a moment, and which entries made the difference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from learning.workforce.models import Employment, Organisation

from .entries import Entry, Kind, Since
from .facts import rules_on
from .loading import facts_of, lasting_keys
from .network import Network
from .status import Judgement, judge

CHUNK = 500
Standing = dict[tuple[int, int], Judgement]


@dataclass(frozen=True)
class Changed:
    """One person and one module on the day: as known then, as known now, and what was recorded in between.

    No judgement: nobody asked it of a person of that key, as where two rows turned out to be one.
    """

    person_id: int
    module_id: int
    then: Judgement | None
    now: Judgement | None
    entries: list[Entry]


def changed_since(organisation: Organisation, day: dt.date, then: dt.datetime) -> Iterator[Changed]:
    """Everybody ever employed there whose standing on `day` is another now than it was known at `then` (UTC).

    Wherever two figures of the day differ, somebody is here, and is so by the entries named; some 45 queries for each
    500 people, of whom nobody need be named twice.
    """
    rows = Employment.objects.filter(organisation=organisation).order_by("person_id").distinct()
    yield from changed_people(list(rows.values_list("person_id", flat=True)), organisation, day, then)


def changed_people(
    people: Collection[int], organisation: Organisation, day: dt.date, then: dt.datetime
) -> Iterator[Changed]:
    """The same of these people, by the keys of any of their rows."""
    before, after = Network.load(then), Network.load()
    ordered, told = sorted(people), set[tuple[int, int]]()
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        at_first, at_last = (_standing(network, chunk, organisation.pk, day) for network in (before, after))
        changed = [
            key
            for key in sorted(at_first.keys() | at_last.keys())
            if key not in told and _stands(at_first.get(key)) != _stands(at_last.get(key))
        ]
        told.update(changed)
        if changed:
            lasting = [lasting_keys(chunk, network.known_at) for network in (before, after)]
            rows = {row for keys in lasting for row in keys}
            entries = Since(rows, organisation.pk, day, then).entries()
            named = _Named(entries, lasting, _role_groups(rows, organisation.pk), (before, after))
            for person_id, module_id in changed:
                key = person_id, module_id
                yield Changed(*key, at_first.get(key), at_last.get(key), named.of(*key))


def _standing(network: Network, people: Collection[int], organisation_id: int, day: dt.date) -> Standing:
    rules = rules_on(network.book, day)
    return {
        (known.person_id, known.module_id): judgement
        for known in facts_of(people, network)
        if known.organisation_id == organisation_id
        if (judgement := judge(known.facts, rules, day)).asked is not None
    }


def _stands(judgement: Judgement | None) -> tuple[str, str, int] | None:
    if judgement is None or judgement.asked is None:
        return None
    return judgement.status, judgement.outside, judgement.asked.group.pk


def _role_groups(rows: Collection[int], organisation_id: int) -> dict[int, set[int]]:
    """By row of a person, the role groups of all posts that were ever stated there."""
    found: dict[int, set[int]] = defaultdict(set)
    held = Employment.objects.filter(organisation=organisation_id, person__in=rows).order_by()
    for person_id, role_group_id in held.values_list("person_id", "role_group_id"):
        found[person_id].add(role_group_id)
    return found


@dataclass(frozen=True)
class _Named:
    """The entries that can matter to one person and one module.

    `lasting` and `networks` are of then and of now, in this order; `groups` are by row of a person.
    """

    entries: list[Entry]
    lasting: list[dict[int, int]]
    groups: dict[int, set[int]]
    networks: tuple[Network, Network]

    def of(self, person_id: int, module_id: int) -> list[Entry]:
        rows = self._rows_of(person_id)
        groups = {group for row in rows for group in self.groups.get(row, ())}
        chain = self._chain(module_id)
        modules = {Kind.COMPLETION: chain | self._short_ones(module_id, chain), Kind.POOL: {module_id}}
        return [
            entry
            for entry in self.entries
            if entry.person_id in (None, *rows)
            and entry.role_group_id in (None, *groups)
            and entry.module_id in (None, *modules.get(entry.kind, chain))
        ]

    def _rows_of(self, person_id: int) -> set[int]:
        """Every row that was this human being then or is now."""
        return {
            row for keys in self.lasting for row, lasting in keys.items() if lasting == keys.get(person_id, person_id)
        }

    def _chain(self, module_id: int) -> set[int]:
        """The module and those that it replaced."""
        chain, todo = {module_id}, [module_id]
        while todo:
            earlier = {one.module_id for one in self.networks[1].replaced.get(todo.pop(), [])} - chain
            chain |= earlier
            todo += earlier
        return chain

    def _short_ones(self, module_id: int, chain: set[int]) -> set[int]:
        """Modules that let one of these stand, or renew this one."""
        changes = [change for network in self.networks for one in chain for change in network.changes.get(one, [])]
        pools = [pool for network in self.networks for pool in network.pools.get(module_id, [])]
        bridges = {bridge_id for _, bridge_id in changes if bridge_id is not None}
        return bridges | {item for _, items in pools for item in items}
