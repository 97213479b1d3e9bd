"""A past month end as it is known now: late leavers and back-dated completions are in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.cache import cache

from learning.requirements.models import StatusSpan
from learning.requirements.network import Network
from learning.workforce.agreements import grades_through
from learning.workforce.models import Grade, Organisation

from .counting import counts_of_people, fingerprint
from .headcounting import headcount_tally
from .measures.reach import Counts

KEPT_SECONDS = 24 * 60 * 60


def restated(organisation: Organisation, days: Iterable[dt.date]) -> dict[dt.date, Counts]:
    """How many people stood where on each day, by the statuses of today; counted again only after these changed.

    Two queries, and one for each day not counted yet. Days of headcounts are counted each time: a dozen queries for
    all of them, and three for each.
    """
    days = list(days)
    counted = [day for day, grade in grades_through(organisation, days).items() if grade == Grade.HEADCOUNT]
    network = Network.load() if counted else None
    found = {day: headcount_tally(organisation, day, network).everybody for day in counted}
    return found | _by_statuses(organisation, [day for day in days if day not in found])


def _by_statuses(organisation: Organisation, days: Iterable[dt.date]) -> dict[dt.date, Counts]:
    mark = fingerprint(organisation)
    keys = {day: f"restated:{organisation.pk}:{mark}:{day}" for day in days}
    kept = cache.get_many(keys.values())
    found = {day: kept[key] if key in kept else _counted(organisation, day) for day, key in keys.items()}
    cache.set_many({keys[day]: counts for day, counts in found.items() if keys[day] not in kept}, KEPT_SECONDS)
    return found


def _counted(organisation: Organisation, day: dt.date) -> Counts:
    asked = StatusSpan.objects.filter(organisation=organisation).on(day).required()
    return sum(counts_of_people(asked).values(), Counts())
