"""Files of 10,000 people with ten modules each, and the report for their board."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from django.utils import timezone

from benchmarks.figure import Figure
from benchmarks.many import load_many
from learning.coverage.making import made
from learning.coverage.models import DownloadKind
from learning.coverage.people import Wish
from learning.requirements.models import StatusSpan
from learning.workforce.models import Organisation

MANY = 10_000
ROUNDS = 5
# Seconds. Moodle's completion report as CSV takes 15 for as many people and activities.
TARGETS = {DownloadKind.PEOPLE_CSV: 0.7, DownloadKind.PEOPLE_XLSX: 5, DownloadKind.BOARD_REPORT: 5}


def measure() -> Iterator[Figure]:
    """Each by turns with the least that could be done: reading the same hundred thousand statuses, and nothing more."""
    organisation, _lead = load_many(MANY)
    day = timezone.localdate()
    for kind, target in TARGETS.items():
        make = partial(made, kind, organisation, day, Wish("all"), lambda done, total: None)
        seconds(make)
        rounds = [(seconds(make), seconds(lambda: read(organisation, day))) for _ in range(ROUNDS)]
        value, floor = (median(part) for part in zip(*rounds, strict=True))
        yield Figure(f"{kind} of {MANY:,} people", value, "s of processor time", target, floor)


def read(organisation: Organisation, day: dt.date) -> int:
    spans = StatusSpan.objects.filter(organisation=organisation).on(day).order_by()
    return len(spans.values_list("person_id", "module_id", "status", "outside"))


def seconds(act: Callable[[], object]) -> float:
    """Processor time of one go."""
    begun = time.process_time()
    act()
    return time.process_time() - begun
