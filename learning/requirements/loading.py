"""Loads what is known of many people at once: a fixed number of queries, whatever the number of people.

Everybody is read as their lasting row; what was recorded under rows merged into it is theirs as well. People are read
as of the moment of the network (`Network.known_at`): what was recorded later is not known then.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from learning.records.models import Completion, CompletionSource
from learning.workforce.models import Absence, Employment, Merge, Person
from learning.workforce.models.employment import EmploymentSource
from learning.workforce.would_stand import WouldStand

from .facts import Days, Done, Facts, MajorChange, Refresher
from .models import EquivalenceAcceptance, Exemption
from .network import Key, Network
from .posts import Held, asked_by, decisive, joined


@dataclass(frozen=True, slots=True)
class AsIf:
    """What one organisation is about to say of these people, each by lasting key: in place of what it says now."""

    organisation_id: int
    people: Mapping[int, WouldStand]


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one person (by lasting key), one organisation and one module."""

    person_id: int
    organisation_id: int
    module_id: int
    facts: Facts


def facts_of(
    people: Collection[int], network: Network, *, module_id: int | None = None, as_if: AsIf | None = None
) -> Iterator[Known]:
    """The facts of these people (keys of any of their rows), for every module ever asked of them anywhere.

    With `module_id`, for that module in every organisation where they ever held a post, asked or not. With `as_if`, in
    that organisation alone, for a look ahead. Five queries, one more for what was known at a moment, and
    one where learning from elsewhere was recognised.
    """
    lasting = lasting_keys(people, network.known_at)
    absences = _absences(lasting, network)
    exemptions = _exemptions(lasting, network)
    completions = _completions(lasting, network)
    employments = _employments(lasting, network) if as_if is None else _posts_as_if(as_if, network)
    if as_if is not None:
        absences |= _absences_as_if(as_if)
    some_count_in_some = {key[0] for key, done in completions.items() if any(one.only_in is not None for one in done)}
    everywhere = completions
    for (person_id, organisation_id), held in employments.items():
        completions = everywhere
        if person_id in some_count_in_some:
            completions = _counting_in(organisation_id, person_id, everywhere)
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


def _counting_in(organisation_id: int, person_id: int, completions: dict[Key, list[Done]]) -> dict[Key, list[Done]]:
    """The person's completions, without learning from elsewhere that this organisation does not let count."""
    found: dict[Key, list[Done]] = defaultdict(list)
    for key, done in completions.items():
        if key[0] == person_id:
            counting = (one for one in done if one.only_in is None or organisation_id in one.only_in)
            found[key] = [_as_read_in(organisation_id, one) for one in counting]
    return found


def _as_read_in(organisation_id: int, done: Done) -> Done:
    """Another employer is not told that one of its people has a second one, which recognised something."""
    is_of_another = done.recognised_by is not None and done.recognised_by != organisation_id
    return replace(done, recognised=False) if is_of_another else done


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


def lasting_keys(people: Collection[int], known_at: dt.datetime | None = None) -> dict[int, int]:
    """Every row of the human beings of whom one row is named, by key, with the key of their lasting row.

    `known_at` (UTC): by the merges that were believed then; None: by those believed now.
    """
    if known_at is not None:
        return _lasting_keys_then(people, known_at)
    rows = Person.objects.whole(people).order_by().values_list("pk", "merged_into_id")
    return {pk: merged_into or pk for pk, merged_into in rows}


def _lasting_keys_then(people: Collection[int], known_at: dt.datetime) -> dict[int, int]:
    merges = Merge.objects.known_at(known_at).order_by().values_list("person_id", "into_id")
    above = dict(merges.filter(person__in=people))
    lasting = {above.get(pk, pk) for pk in people}
    return {pk: pk for pk in lasting} | dict(merges.filter(into__in=lasting))


def _employments(lasting: dict[int, int], network: Network) -> dict[Key, list[Held]]:
    found: dict[Key, list[Held]] = defaultdict(list)
    rows = Employment.objects.known_at(network.known_at).filter(person__in=lasting).order_by("start", "pk")
    for person_id, organisation_id, role_group_id, start, left, source in rows.values_list(
        "person_id", "organisation_id", "role_group_id", "start", "left", "source"
    ):
        pieces = network.pieces(organisation_id, role_group_id)
        declared = source == EmploymentSource.SELF_DECLARED
        found[lasting[person_id], organisation_id].append(Held(start, left, pieces, declared))
    return found


def _posts_as_if(as_if: AsIf, network: Network) -> dict[Key, list[Held]]:
    here = as_if.organisation_id
    return {
        (key, here): [
            Held(post.start, post.left, network.pieces(here, post.role_group_id), post.is_declared)
            for post in one.posts
        ]
        for key, one in as_if.people.items()
        if one.posts
    }


def _absences_as_if(as_if: AsIf) -> dict[Key, list[Days]]:
    return {
        (key, as_if.organisation_id): [Days(first, last) for first, last in one.absences]
        for key, one in as_if.people.items()
    }


def _absences(lasting: dict[int, int], network: Network) -> dict[Key, list[Days]]:
    found: dict[Key, list[Days]] = defaultdict(list)
    rows = Absence.objects.known_at(network.known_at).filter(person__in=lasting).order_by("away_from")
    for person_id, organisation_id, first, last in rows.values_list(
        "person_id", "organisation_id", "away_from", "away_to"
    ):
        found[lasting[person_id], organisation_id].append(Days(first, last))
    return found


def _exemptions(lasting: dict[int, int], network: Network) -> dict[Key, list[tuple[int | None, Days]]]:
    found: dict[Key, list[tuple[int | None, Days]]] = defaultdict(list)
    rows = Exemption.objects.known_at(network.known_at).filter(person__in=lasting).order_by("starts_on")
    for person_id, organisation_id, module_id, first, last in rows.values_list(
        "person_id", "organisation_id", "module_id", "starts_on", "ends_on"
    ):
        found[lasting[person_id], organisation_id].append((module_id, Days(first, last)))
    return found


def _completions(lasting: dict[int, int], network: Network) -> dict[Key, list[Done]]:
    found: dict[Key, list[Done]] = defaultdict(list)
    rows = Completion.objects.known_at(network.known_at).filter(person__in=lasting).order_by("completed_on", "pk")
    columns = ("person_id", "module_id", "completed_on", "valid_until", "version__major", "version__minor", "source")
    by_equivalence = list(rows.values_list(*columns, "recognition__equivalence_id", "recognition__organisation_id"))
    accepting = _accepting({row[-2] for row in by_equivalence if row[-2] is not None}, network)
    for person_id, module_id, on, until, major, minor, source, equivalence_id, by in by_equivalence:
        recognised = source == CompletionSource.RECOGNISED
        only_in = None if equivalence_id is None else frozenset({by, *accepting[equivalence_id]})
        done = Done(on, until, major, f"{major}.{minor}", recognised, only_in=only_in, recognised_by=by)
        found[lasting[person_id], module_id].append(done)
    return found


def _accepting(equivalences: Collection[int], network: Network) -> dict[int, set[int]]:
    """By equivalence, the organisations that ever accepted it; one query where there are any."""
    found: dict[int, set[int]] = defaultdict(set)
    if equivalences:
        rows = EquivalenceAcceptance.objects.known_at(network.known_at).filter(equivalence__in=equivalences)
        for equivalence_id, organisation_id in rows.values_list("equivalence_id", "organisation_id"):
            found[equivalence_id].add(organisation_id)
    return found
