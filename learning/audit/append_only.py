"""Rows that stay as they were written, held by the database itself.

In a migration, after the table was created::

    operations = [
        migrations.CreateModel("Completion", ...),
        append_only.ForbidChanges("records_completion", what="a completion"),
    ]

From then on UPDATE and DELETE (and on PostgreSQL TRUNCATE) are refused with `django.db.IntegrityError`,
whoever asks: a page, the shell, a raw statement. SQLite and PostgreSQL behave alike.

Two limits. SQLite rebuilds a table when a later migration alters a column, and a rebuilt table has lost its
triggers: such a migration ends with a new `ForbidChanges`, which replaces what is there (`protected_tables` lets a
test notice). A migration that must fill a new column of such a table begins with `AllowChanges` as well.
And whoever owns the database can drop a trigger; this guards against mistakes, not against its owner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import truncate_name
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

PREFIX = "append_only"
POSTGRESQL_FUNCTION = f"{PREFIX}_refuse"


class ForbidChanges(Operation):
    """Refuse changes to the rows of `table`.

    `update`, `delete`: which of the two is refused.
    `columns`: refuse only updates that alter one of these columns; the others may change.
    `set_once`: columns that may go from NULL to a value, once (a revocation, an end).
        With `set_once` and without `columns` nothing else is refused on update.
    `what`: how the message calls one row, with its article ("a completion").
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        table: str,
        *,
        update: bool = True,
        delete: bool = True,
        columns: Sequence[str] = (),
        set_once: Sequence[str] = (),
        what: str = "",
    ) -> None:
        if not (update or delete):
            raise ValueError("ForbidChanges that forbids nothing")
        if (columns or set_once) and not update:
            raise ValueError("columns and set_once say which updates are refused: update must be True")
        self.table = table
        self.update = update
        self.delete = delete
        self.columns = list(columns)
        self.set_once = list(set_once)
        self.what = what

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of a model's state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for statement in self.statements_to_forbid(schema_editor):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for statement in self.statements_to_allow(schema_editor):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Forbid {self._refused()}"

    def _refused(self) -> str:
        refused = " and ".join(word for word, on in (("update", self.update), ("delete", self.delete)) if on)
        limits = [*self.columns, *(f"{column} once set" for column in self.set_once)]
        return f"{refused} of {self.table}" + (f" ({', '.join(limits)})" if limits else "")

    @property
    def migration_name_fragment(self) -> str:
        return f"forbid_changes_{self.table}"

    def statements_to_forbid(self, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """The statements that put the triggers in place, for the database of `schema_editor`."""
        quote = schema_editor.quote_name
        table = quote(self.table)
        events = list(self._events(schema_editor))
        if schema_editor.connection.vendor == "sqlite":
            return [
                statement
                for event, condition, message in events
                for statement in (
                    f"DROP TRIGGER IF EXISTS {quote(_name(self.table, event))}",
                    " ".join(
                        (
                            f"CREATE TRIGGER {quote(_name(self.table, event))} BEFORE {event} ON {table}",
                            f"FOR EACH ROW{f' WHEN {condition}' if condition else ''}",
                            f"BEGIN SELECT RAISE(ABORT, {_literal(message)}); END",
                        )
                    ),
                )
            ]
        if schema_editor.connection.vendor == "postgresql":
            function = (
                f"CREATE OR REPLACE FUNCTION {POSTGRESQL_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = TG_ARGV[0]; "
                "END $$"
            )
            statements = [function]
            for event, condition, message in events:
                statements.append(
                    f"CREATE OR REPLACE TRIGGER {quote(_name(self.table, event))} BEFORE {event} ON {table} "
                    f"FOR EACH ROW{f' WHEN ({condition})' if condition else ''} "
                    f"EXECUTE FUNCTION {POSTGRESQL_FUNCTION}({_literal(message)})"
                )
            if self.delete:
                statements.append(
                    f"CREATE OR REPLACE TRIGGER {quote(_name(self.table, 'TRUNCATE'))} BEFORE TRUNCATE ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {POSTGRESQL_FUNCTION}({_literal(self._message('deleted'))})"
                )
            return statements
        raise NotImplementedError(f"ForbidChanges knows SQLite and PostgreSQL, not {schema_editor.connection.vendor}")

    def statements_to_allow(self, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """The statements that take the triggers away again."""
        quote = schema_editor.quote_name
        events = [event for event, _condition, _message in self._events(schema_editor)]
        if schema_editor.connection.vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {quote(_name(self.table, event))}" for event in events]
        if self.delete:
            events.append("TRUNCATE")
        drop_unused_function = (
            f"DO $$ BEGIN DROP FUNCTION {POSTGRESQL_FUNCTION}(); "
            "EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$"
        )
        triggers = [f"DROP TRIGGER {quote(_name(self.table, event))} ON {quote(self.table)}" for event in events]
        return [*triggers, drop_unused_function]

    def _events(self, schema_editor: BaseDatabaseSchemaEditor) -> Iterator[tuple[str, str, str]]:
        """(event, condition or "", message) for each trigger on rows."""
        if self.update:
            differs = "IS NOT" if schema_editor.connection.vendor == "sqlite" else "IS DISTINCT FROM"
            conditions = []
            for column in self.columns:
                name = schema_editor.quote_name(column)
                conditions.append(f"OLD.{name} {differs} NEW.{name}")
            for column in self.set_once:
                name = schema_editor.quote_name(column)
                conditions.append(f"(OLD.{name} IS NOT NULL AND OLD.{name} {differs} NEW.{name})")
            yield "UPDATE", " OR ".join(conditions), self._message("changed")
        if self.delete:
            yield "DELETE", "", self._message("deleted")

    def _message(self, verb: str) -> str:
        return f"{self.what or f'a row of {self.table}'} is never {verb}"


class AllowChanges(ForbidChanges):
    """Take the triggers of a `ForbidChanges` with the same arguments away, for the rest of a migration.

    A later `ForbidChanges` of the same migration puts them back: no migration ends between the two.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Allow {self._refused()}"

    @property
    def migration_name_fragment(self) -> str:
        return f"allow_changes_{self.table}"


def protected_tables(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """Each table with triggers of `ForbidChanges` in this database → the events refused: UPDATE, DELETE, TRUNCATE."""
    triggers = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE NOT t.tgisinternal AND n.nspname = ANY (current_schemas(false))",
    }
    tables: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(triggers[connection.vendor])
        for table, name in cursor.fetchall():
            if name.startswith(f"{PREFIX}_"):
                tables.setdefault(table, set()).add(name.removeprefix(f"{PREFIX}_").split("_", 1)[0].upper())
    return tables


def _name(table: str, event: str) -> str:
    """The trigger's name: on SQLite unique in the whole database, on PostgreSQL at most 63 bytes."""
    return truncate_name(f"{PREFIX}_{event.lower()}_{table}", 63)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
