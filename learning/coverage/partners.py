"""Counts the people of every partner on one day, inside the database: one row for each partner and standing.

What comes out is exact. Whoever shows it to anybody but the partner itself asks `disclosure` first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import connection

from learning.requirements.models import StatusSpan
from learning.requirements.network import Network
from learning.workforce.agreements import grades_on
from learning.workforce.models import Grade, Organisation

from .counting import counts_of
from .headcounting import headcount_tally
from .measures.reach import Counts
from .standings import ranked


def counts_by_partner(day: dt.date) -> dict[int, Counts]:
    """By key of the organisation, how many of its people stand where on `day`; as the sum of `Coverage.people`.

    A hundred thousand people are grouped twice, once by person and once by standing, and never leave the database.
    Partners of headcounts are counted by their numbers: returned, with nobody who is counted, so that they never count
    as meeting a mark. Three queries; with such partners a dozen more, and three for each.
    """
    by_headcount = _partners_of_headcounts(day)
    spans = StatusSpan.objects.on(day).required().exclude(organisation__in=[one.pk for one in by_headcount])
    people = ranked(spans.order_by().values("organisation_id", "person_id"))
    sql, parameters = people.query.get_compiler(connection=connection).as_sql()
    found: dict[int, Counts] = defaultdict(Counts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT organisation_id, rank, behind, COUNT(*) FROM ({sql}) AS people"  # noqa: S608  built by Django
            " GROUP BY organisation_id, rank, behind",
            parameters,
        )
        for organisation_id, rank, behind, number in cursor.fetchall():
            found[organisation_id] += counts_of(rank, number, is_current=not behind)
    network = Network.load() if by_headcount else None
    return found | {one.pk: headcount_tally(one, day, network).everybody for one in by_headcount}


def _partners_of_headcounts(day: dt.date) -> list[Organisation]:
    grades = grades_on(list(Organisation.objects.members_on(day).values_list("pk", flat=True)), day)
    counted = [pk for pk, grade in grades.items() if grade == Grade.HEADCOUNT]
    return list(Organisation.objects.filter(pk__in=counted)) if counted else []
