"""A year of frozen month ends for each invented partner, and a few absences that became known only afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from learning.coverage.actions.take_snapshot import take_snapshots
from learning.coverage.days import month_before
from learning.requirements.actions.rebuild_statuses import rebuild_statuses
from learning.workforce.models import Absence

from .network import Member, moment_on
from .plan import Story

MONTHS = 12
LATE = 3
"""Absences of each partner that were recorded after the month end they cover; they are over by the day of the demo."""
ABOUT = dt.timedelta(days=9)
EARLY = dt.time(0, 20)


def load_month_ends(members: list[Member], day: dt.date) -> Iterator[int]:
    """Freeze the twelve month ends before `day`, each on the first of the next month; yields how many are done.

    Then the late absences come in.
    """
    ends = [month_before(day)]
    while len(ends) < MONTHS:
        ends.append(month_before(ends[-1]))
    for number, month_end in enumerate(reversed(ends), start=1):
        list(take_snapshots(month_end, moment_on(month_end + dt.timedelta(days=1), EARLY)))
        yield number
    _record_late(members, ends)


def _record_late(members: list[Member], ends: list[dt.date]) -> None:
    """Each partner hears late of a few people who were away over a month end: its restated figure differs from then."""
    by_partner: dict[int, list[Member]] = {}
    for member in members:
        if member.plan.story in (Story.EARLY, Story.DURING) and member.sign_in is None:
            by_partner.setdefault(member.organisation.pk, []).append(member)
    away = [
        Absence(
            person=member.person,
            organisation=member.organisation,
            away_from=ends[3 * turn + 2] - ABOUT,
            away_to=ends[3 * turn + 2] + ABOUT,
        )
        for theirs in by_partner.values()
        for turn, member in enumerate(theirs[:LATE])
    ]
    known = set(Absence.objects.filter(organisation__is_invented=True).values_list("person_id", "away_from"))
    new = [absence for absence in away if (absence.person_id, absence.away_from) not in known]
    with transaction.atomic():
        Absence.objects.bulk_create(new)
        rebuild_statuses([absence.person_id for absence in new])
