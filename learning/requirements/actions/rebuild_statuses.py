"""Make the table of statuses again from the ledger, for some people or for everybody, or compare it with the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from learning.workforce.models import Person
from learning.workforce.resting import let_others_write

from ..loading import facts_of
from ..models import StatusSpan
from ..network import Network
from ..spans import spans

# No transaction on SQLite may hold the one writer for much longer than a second.
CHUNK = 250
# No two spans share these.
KEY = ("person_id", "organisation_id", "module_id", "starts_on")
COLUMNS = (*KEY, "role_group_id", "status", "outside", "ended_on", "reason")
# SQLite takes so many keys in one statement, and more only where it was built for it.
DELETED_AT_ONCE = 10_000


def rebuild_statuses(person_ids: Collection[int]) -> int:
    """Rebuild the spans of these human beings, whichever of their rows is named; returns how many spans they have.

    What is stored already stays as it is, so that the one writer of SQLite is held for what changed alone. The network
    is read each time, under the lock: that is a hundredth of a chunk's cost, and one read earlier may be out of date.
    """
    with transaction.atomic():
        keys = _whole_people_locked(person_ids)
        made = {row[: len(KEY)]: row for row in _made(set(keys.values()), Network.load())}
        count, gone = len(made), []
        for pk, *row in StatusSpan.objects.filter(person__in=keys).order_by().values_list("pk", *COLUMNS):
            if made.get(key := tuple(row[: len(KEY)])) == tuple(row):
                del made[key]
            else:
                gone.append(pk)
        for start in range(0, len(gone), DELETED_AT_ONCE):
            StatusSpan.objects.filter(pk__in=gone[start : start + DELETED_AT_ONCE]).delete()
        _insert(made.values())
    return count


def rebuild_everybody(progress: Callable[[int, int], None] | None = None) -> int:
    """Rebuild the whole table, `CHUNK` people a transaction; returns the number of spans."""
    people = list(Person.objects.lasting().order_by("pk").values_list("pk", flat=True))
    count = 0
    for start in range(0, len(people), CHUNK):
        count += rebuild_statuses(people[start : start + CHUNK])
        if progress:
            progress(min(start + CHUNK, len(people)), len(people))
        if start + CHUNK < len(people):
            let_others_write()
    return count


def differences() -> Iterator[str]:
    """What the table says and the ledger does not, or the other way round; nothing when they agree."""
    network = Network.load()
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(people), CHUNK):
        chunk = people[start : start + CHUNK]
        lasting = set(Person.objects.lasting().filter(pk__in=chunk).values_list("pk", flat=True))
        stored = {_compared(row) for row in StatusSpan.objects.filter(person__in=chunk).values_list(*COLUMNS)}
        due = {_compared(row) for row in _made(lasting, network)}
        for said in sorted(stored ^ due):
            yield f"{'only stored' if said in stored else 'missing'}: {said}"


def _whole_people_locked(person_ids: Collection[int]) -> dict[int, int]:
    """Every row of the human beings of whom one row is named, and of those it is merged into, with its lasting one.

    Two writers on one person queue here, so that the second one reads what the first has written.
    """
    locked = Person.objects.select_for_update(of=("self",)).whole(person_ids).order_by("pk")
    return {pk: merged_into or pk for pk, merged_into in locked.values_list("pk", "merged_into_id")}


def _made(lasting: Collection[int], network: Network) -> Iterator[tuple[Any, ...]]:
    """The spans of these people (lasting keys) as rows of `COLUMNS`."""
    for known in facts_of(lasting, network):
        for span in spans(known.facts, network.book):
            judgement = span.judgement
            if judgement.asked is not None:
                yield (
                    known.person_id,
                    known.organisation_id,
                    known.module_id,
                    span.starts_on,
                    judgement.asked.group.pk,
                    str(judgement.status),
                    str(judgement.outside),
                    span.ended_on,
                    judgement.reason.as_json(),
                )


def _insert(rows: Iterable[tuple[Any, ...]]) -> None:
    """Plain statements: a table of ninety thousand model instances takes three times as long."""
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column) for column in COLUMNS)
    places = ", ".join(["%s"] * len(COLUMNS))
    statement = f"INSERT INTO {quoted(StatusSpan._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  no input
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(*row[:-1], json.dumps(row[-1])) for row in rows])


def _compared(row: tuple[Any, ...]) -> str:
    """The row as one comparable line."""
    *parts, reason = row
    named = [f"{name}={value}" for name, value in zip(COLUMNS, parts, strict=False)]
    return " ".join([*named, json.dumps(reason, sort_keys=True)])
