"""Whom a change would touch before it is made: everybody judged twice, as things are and as they would be."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from .facts import MajorChange, rules_on
from .loading import facts_of
from .network import Network
from .status import judge
from .statuses import CURRENT, UNCOUNTED

CHUNK = 500


@dataclass
class Effect:
    """People of one organisation, by lasting key, whose status for any of the modules would be another on the day."""

    losing: set[int] = field(default_factory=set)
    gaining: set[int] = field(default_factory=set)
    newly_asked: set[int] = field(default_factory=set)
    no_longer_asked: set[int] = field(default_factory=set)


def impact(
    before: Network, after: Network, day: dt.date, people: Collection[int], *, module_id: int | None = None
) -> dict[int, Effect]:
    """By organisation, who of `people` (keys of any of their rows) would stand otherwise on `day`.

    `losing` were current and would not be; people outside every figure are left out. With `module_id`, for that
    module alone. Facts are those known today. Twelve queries for each 500 people, at most.
    """
    found: dict[int, Effect] = defaultdict(Effect)
    ordered = sorted(people)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        now = dict(_standing(before, chunk, day, module_id))
        then = dict(_standing(after, chunk, day, module_id))
        for key in now.keys() | then.keys():
            person_id, organisation_id, _module = key
            effect = found[organisation_id]
            if key not in then:
                effect.no_longer_asked.add(person_id)
            elif key not in now:
                effect.newly_asked.add(person_id)
            elif now[key] and not then[key]:
                effect.losing.add(person_id)
            elif then[key] and not now[key]:
                effect.gaining.add(person_id)
    return found


def _standing(
    network: Network, people: Collection[int], day: dt.date, module_id: int | None
) -> Iterator[tuple[tuple[int, int, int], bool]]:
    """Person, organisation and module, for everything asked on `day`, with whether the person is current."""
    rules = rules_on(network.book, day)
    for known in facts_of(people, network, module_id=module_id):
        judgement = judge(known.facts, rules, day)
        if judgement.asked is not None and judgement.outside not in UNCOUNTED:
            yield (known.person_id, known.organisation_id, known.module_id), judgement.status in CURRENT


def with_change(network: Network, module_id: int, change: MajorChange, bridge_id: int | None = None) -> Network:
    """The network as it would be once this major version of the module is published."""
    changes = [*network.changes.get(module_id, []), (change, bridge_id)]
    return replace(network, changes={**network.changes, module_id: changes})
