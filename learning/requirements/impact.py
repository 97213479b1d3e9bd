"""Whom a change would touch before it is made: everybody judged twice, as things are and as they would be."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from learning.workforce.models import Employment, User

from .facts import MajorChange, rules_on
from .loading import facts_of
from .network import Network
from .status import judge
from .statuses import CURRENT, UNCOUNTED

CHUNK = 500


@dataclass
class Effect:
    """People of one organisation, by lasting key, whose status for any of the modules would be another on the day.

    `to_learn`: those of the newly asked who do not hold something that they are newly asked for.
    """

    losing: set[int] = field(default_factory=set)
    gaining: set[int] = field(default_factory=set)
    newly_asked: set[int] = field(default_factory=set)
    to_learn: set[int] = field(default_factory=set)
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
                if not then[key]:
                    effect.to_learn.add(person_id)
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


def first_of_next_month(day: dt.date) -> dt.date:
    """The one day for which figures of other partners are shown, whichever day somebody tries."""
    return (day.replace(day=1) + dt.timedelta(32)).replace(day=1)


def own_partners(user: User, day: dt.date) -> set[int]:
    """Where the user works, as their employer confirms: exact figures of other people are not theirs to know."""
    person = getattr(user, "person", None)
    if person is None:
        return set()
    posts = Employment.objects.in_post(day).confirmed().of(person)
    return set(posts.values_list("organisation_id", flat=True))
