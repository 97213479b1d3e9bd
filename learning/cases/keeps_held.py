"""While a case is held, the database itself refuses to empty or delete what was written about it.

The triggers ask other tables whose case it is, so that SQLite could rebuild none of these tables while they are there;
and a rebuilt table has lost its own. So no migration holds them: they go before every `migrate`, and come back after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from django.db import connections, transaction

_ROUND: Final = "SELECT case_id FROM cases_round WHERE id = {}"
_SEAT: Final = "SELECT r.case_id FROM cases_seat s JOIN cases_round r ON r.id = s.round_id WHERE s.id = {}"
_DECISION: Final = (
    "SELECT r.case_id FROM cases_recommendation c JOIN cases_round r ON r.id = c.round_id WHERE c.id = {}"
)
_FOLLOWED: Final = "SELECT r.case_id FROM cases_followup f JOIN cases_round r ON r.id = f.round_id WHERE f.id = {}"
CASE_OF: Final[Mapping[str, str]] = {
    "cases_casestep": "OLD.case_id",
    "cases_round": "OLD.case_id",
    "cases_seat": _ROUND.format("OLD.round_id"),
    "cases_contribution": _SEAT.format("OLD.seat_id"),
    "cases_recommendation": _ROUND.format("OLD.round_id"),
    "cases_decision": _DECISION.format("OLD.recommendation_id"),
    "cases_followup": _ROUND.format("OLD.round_id"),
    "cases_followeddecision": _FOLLOWED.format("OLD.follow_up_id"),
    "cases_riskalert": "OLD.case_id",
    "cases_case": "OLD.id",
}
"""For each table that holds something of a case: SQL for the key of the case that its row belongs to."""
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "cases_casestep": ("word", "move", "at"),
    "cases_contribution": ("words",),
    "cases_recommendation": ("action", "owner", "basis", "by_when"),
    "cases_decision": ("choice", "words"),
    "cases_followup": ("outcome", "learnt"),
    "cases_followeddecision": ("extent", "words"),
}
"""The columns that must not change meanwhile. The words of the case itself are held by a constraint of its table."""
PREFIX: Final = "kept_by_a_hold"
MESSAGE: Final = "This belongs to a case that is kept as it is, by a legal hold"


def keep_held(sender: Any, using: str, **kwargs: Any) -> None:
    """After migrations: the triggers are put in place, where all the tables are there."""
    tables = set(connections[using].introspection.table_names())
    if tables.issuperset({*CASE_OF, "cases_legalhold"}):
        _run(using, is_forwards=True)


def let_go(sender: Any, using: str, **kwargs: Any) -> None:
    """Before migrations: SQLite cannot rebuild a table that a trigger of another one asks."""
    tables = set(connections[using].introspection.table_names())
    _run(using, is_forwards=False, tables=tables)


def _run(using: str, *, is_forwards: bool, tables: Collection[str] = CASE_OF) -> None:
    connection = connections[using]
    statements = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements([table for table in CASE_OF if table in tables], is_forwards=is_forwards):
            cursor.execute(statement)


def names_of(table: str) -> list[str]:
    """The names of the triggers of a table."""
    return [f"{PREFIX}_{table}_{event}" for event, _condition in _events(table, "IS NOT")]


def _events(table: str, differs: str) -> Iterator[tuple[str, str]]:
    """(event, condition on its columns or "") for each trigger of the table."""
    yield "delete", ""
    if table in WORDS:
        yield "update", " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in WORDS[table])


def _is_held(table: str) -> str:
    held = "SELECT 1 FROM cases_legalhold h WHERE h.lifted_at IS NULL AND h.case_id IN"
    return f"EXISTS ({held} ({CASE_OF[table]}))"


def _on_sqlite(tables: Iterable[str], *, is_forwards: bool) -> Iterator[str]:
    for table in tables:
        for event, changed in _events(table, "IS NOT"):
            name = f"{PREFIX}_{table}_{event}"
            yield f'DROP TRIGGER IF EXISTS "{name}"'
            if is_forwards:
                when = f"({changed}) AND {_is_held(table)}" if changed else _is_held(table)
                yield (
                    f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" FOR EACH ROW WHEN {when} '
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )


def _on_postgresql(tables: Iterable[str], *, is_forwards: bool) -> Iterator[str]:
    for table in tables:
        for event, changed in _events(table, "IS DISTINCT FROM"):
            name = f"{PREFIX}_{table}_{event}"
            if not is_forwards:
                yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
                yield f'DROP FUNCTION IF EXISTS "{name}"()'
                continue
            when = f"({changed}) AND {_is_held(table)}" if changed else _is_held(table)
            stays = "OLD" if event == "delete" else "NEW"
            yield (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
                f"IF {when} THEN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
                f"MESSAGE = '{MESSAGE}'; END IF; RETURN {stays}; END $$"
            )
            yield (
                f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" '
                f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
            )
