"""The reach of a hundred partners with a hundred thousand people and a million completions, on PostgreSQL."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, connections

from benchmarks.crowd import DAY, PARTNERS, agrees, load_crowd
from benchmarks.figure import Figure
from learning.coverage.partners import counts_by_partner
from learning.requirements.models import StatusSpan
from tests import postgres
from tests.conftest import connected_to

ROUNDS = 15
LIMIT = 1.5
PLAIN = """
SELECT organisation_id, module_id, status, outside, COUNT(*) FROM requirements_statusspan
WHERE starts_on <= %(day)s AND (ended_on IS NULL OR ended_on > %(day)s)
GROUP BY organisation_id, module_id, status, outside
"""


def measure() -> Iterator[Figure]:
    """By turns with one plain GROUP BY over the same statuses of the same day: who counts statuses and no people."""
    if postgres.programs() is None:
        print("PostgreSQL is not installed: the figure of a large network is left out.", file=sys.stderr)
        return
    with large_network():
        assert agrees(), "The server wrote other statuses than the product would."
        assert len(counts_by_partner(DAY)) == PARTNERS
        rounds = [(seconds(lambda: counts_by_partner(DAY)), seconds(plain)) for _ in range(ROUNDS)]
        # The server works in processes of its own, so only the clock can be asked; other work can but add to it.
        value, floor = (min(part) for part in zip(*rounds, strict=True))
        spans = StatusSpan.objects.count()
        yield Figure(f"reach of {PARTNERS} partners over {spans:,} spans", value, "s", LIMIT * floor, floor)


@contextmanager
def large_network() -> Iterator[None]:
    """Django's connection on a throw-away PostgreSQL with the large network in it."""
    with postgres.cluster() as url, postgres.migrated_copy(url) as copy, connected_to(copy):
        load_crowd()
        yield
        connections.close_all()


def plain() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"day": DAY})
        return cursor.fetchall()


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
