"""Counts the people of every partner on one day, inside the database: one query, and one row for each standing.

What comes out is exact. Whoever shows it to anybody but the partner itself asks `disclosure` first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import connection

from learning.requirements.models import StatusSpan

from .counting import counts_of
from .measures.reach import Counts
from .standings import ranked


def counts_by_partner(day: dt.date) -> dict[int, Counts]:
    """By key of the organisation, how many of its people stand where on `day`; as the sum of `Coverage.people`.

    A hundred thousand people are grouped twice, once by person and once by standing, and never leave the database.
    """
    people = ranked(StatusSpan.objects.on(day).required().order_by().values("organisation_id", "person_id"))
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
    return dict(found)
