"""A network of a hundred thousand people on PostgreSQL, written by the server itself in a minute or two.

Posts, completions and absences first; then their statuses, by the rules of docs/measures.md in one SQL statement. That
these are the ones the product writes is not believed but tried: `agrees` makes a sample of people again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from learning.modules.models import Module, ModuleVersion
from learning.requirements.actions.rebuild_statuses import rebuild_statuses
from learning.requirements.models import Requirement, RuleSet, StatusSpan
from learning.workforce.models import LevelMap, Organisation, RoleGroup

PEOPLE, PARTNERS, MODULES, DONE = 100_000, 100, 12, 10
DAY = dt.date(2026, 2, 28)
LONG_AGO, STARTED = dt.date(2020, 1, 6), dt.date(2022, 1, 1)
AWAY = dt.date(2025, 12, 1)
SAMPLE = 199
"""Every so many people one is made again; 199 is prime, so that all kinds come up."""

STATEMENTS = (
    """
    INSERT INTO workforce_person (id, uuid, given_name, family_name, merge_reason, is_invented)
    SELECT p, gen_random_uuid(), 'Given' || p, 'Family' || p, '', true FROM generate_series(1, %(people)s) p
    """,
    """
    INSERT INTO workforce_employment
        (recorded_at, staff_id, post, start, source, organisation_id, person_id, role_group_id)
    SELECT %(started)s, 100000 + p, '', %(started)s, 'return', 1 + p %% %(partners)s, p, 1 + p %% 6
    FROM generate_series(1, %(people)s) p
    """,
    """
    INSERT INTO workforce_absence (recorded_at, away_from, organisation_id, person_id)
    SELECT %(away)s, %(away)s, 1 + p %% %(partners)s, p FROM generate_series(1, %(people)s) p WHERE p %% 25 = 0
    """,
    """
    INSERT INTO records_completion (uuid, source, completed_at, completed_on, recorded_at, valid_from, valid_until,
        criteria, module_id, person_id, version_id, confidence, evidence, origin, version_is_assumed)
    SELECT gen_random_uuid(), 'recognised', done_on + time '12:00', done_on, done_on + time '12:00', done_on,
        (done_on + interval '24 months')::date - 1, '{}', m, p, m, '', '', '', false
    FROM generate_series(1, %(people)s) p, generate_series(1, %(modules)s) m,
        LATERAL (SELECT date '2022-06-01' + ((p * 7919 + m * 104729) %% 1300)::int AS done_on) day
    WHERE (p + m) %% %(modules)s < %(done)s
    ORDER BY p, m
    """,
    """
    INSERT INTO requirements_statusspan
        (person_id, organisation_id, role_group_id, module_id, status, outside, starts_on, ended_on, reason)
    SELECT p, 1 + p %% %(partners)s, 1 + p %% 6, m, part.status, part.outside, part.starts_on, part.ended_on,
        jsonb_strip_nulls(jsonb_build_object(
            'rule_set', 1, 'level', 1, 'required_from', %(started)s::date,
            'grace_until', CASE WHEN NOT span.is_current THEN %(started)s::date + 89 END,
            'version', CASE WHEN span.is_done THEN '1.0' END, 'recognised', CASE WHEN span.is_done THEN true END,
            'completed_on', CASE WHEN span.is_done THEN completed_on END,
            'counts_until', CASE WHEN span.is_done THEN valid_until END,
            'outside_from', part.outside_from, 'outside_until', part.outside_until))
    FROM generate_series(1, %(people)s) p
    CROSS JOIN generate_series(1, %(modules)s) m
    LEFT JOIN records_completion ON person_id = p AND module_id = m
    CROSS JOIN LATERAL (VALUES
        ('in_grace', false, false, %(started)s::date, %(started)s::date + 90),
        ('never', false, false, %(started)s::date + 90, completed_on),
        ('compliant', true, true, completed_on, valid_until - 90),
        ('due_soon', true, true, valid_until - 90, valid_until + 1),
        ('expired', true, false, valid_until + 1, NULL)
    ) span (status, is_done, is_current, starts_on, ended_on)
    CROSS JOIN LATERAL (SELECT CASE WHEN p %% 25 = 0 THEN %(away)s::date END AS away_from) absence
    CROSS JOIN LATERAL (
        SELECT span.status, CASE WHEN span.status = 'in_grace' THEN 'in_grace' ELSE '' END AS outside,
            span.starts_on, LEAST(span.ended_on, away_from) AS ended_on,
            CASE WHEN span.status = 'in_grace' THEN span.starts_on END AS outside_from,
            CASE WHEN span.status = 'in_grace' THEN span.ended_on - 1 END AS outside_until
        WHERE away_from IS NULL OR span.starts_on < away_from
        UNION ALL
        SELECT CASE WHEN span.is_current THEN span.status ELSE 'excluded' END, 'away',
            GREATEST(span.starts_on, away_from), span.ended_on, away_from, NULL
        WHERE away_from IS NOT NULL AND (span.ended_on IS NULL OR span.ended_on > away_from)
    ) part
    WHERE span.starts_on IS NOT NULL
    """,
)  # fmt: skip


def load_crowd() -> None:
    """Write the whole network into an empty, migrated database; ends with the planner knowing what is there."""
    _what_holds_for_everybody()
    values = {
        "people": PEOPLE, "partners": PARTNERS, "modules": MODULES, "done": DONE, "started": STARTED, "away": AWAY,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # keys are right; a look-up for each costs an hour
        for statement in STATEMENTS:
            with without_indexes("requirements_statusspan" if "INTO requirements" in statement else ""):
                cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def agrees() -> bool:
    """Whether the product, making a sample of people again, finds nothing to change in what the server wrote."""
    people = range(1, PEOPLE + 1, SAMPLE)
    spans = StatusSpan.objects.filter(person__in=people).order_by("pk")
    before = list(spans.values_list("pk", flat=True))
    return rebuild_statuses(people) == len(before) and list(spans.values_list("pk", flat=True)) == before


def _what_holds_for_everybody() -> None:
    Organisation.objects.bulk_create(
        Organisation(pk=n, name=f"Partner {n}", slug=f"partner-{n}", sector="health", kind="trust", joined_on=LONG_AGO)
        for n in range(1, PARTNERS + 1)
    )
    RoleGroup.objects.bulk_create(RoleGroup(pk=n, slug=f"group-{n}", title=f"Group {n}") for n in range(1, 7))
    LevelMap.objects.bulk_create(LevelMap(role_group_id=n, level=1 + n % 4, starts_on=LONG_AGO) for n in range(1, 7))
    RuleSet.objects.create(version=1, starts_on=LONG_AGO)
    numbers = range(1, MODULES + 1)
    Module.objects.bulk_create(Module(pk=n, slug=f"module-{n}", title=f"Module {n}") for n in numbers)
    ModuleVersion.objects.bulk_create(
        ModuleVersion(
            pk=n, module_id=n, major=1, minor=0, level=1, pass_mark_pct=80, minutes=20, change="major", content_hash="0"
        )
        for n in numbers
    )
    Requirement.objects.bulk_create(Requirement(level=1, module_id=n, starts_on=LONG_AGO) for n in numbers)


@contextmanager
def without_indexes(table: str) -> Iterator[None]:
    """Drop what the table is found by and make it again at the end: millions of rows go in in a third of the time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), conname, pg_get_constraintdef(c.oid)"
            " FROM pg_index LEFT JOIN pg_constraint c ON conindid = indexrelid AND contype = 'u'"
            " WHERE indrelid::regclass::text = %s AND NOT indisprimary",
            [table],
        )
        known = cursor.fetchall()
        for index, _, constraint, _ in known:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}" if constraint else f"DROP INDEX {index}")
        yield
        for _, index, constraint, definition in known:
            cursor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {definition}" if constraint else index,
            )
