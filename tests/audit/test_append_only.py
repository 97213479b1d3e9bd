"""What `ForbidChanges` refuses, on SQLite and on PostgreSQL."""

import pytest
from django.db import IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.state import ProjectState

from learning.audit import append_only

STATE = ProjectState()
ROWS = "SELECT id, title, ended FROM ledger_entry ORDER BY id"


def apply(connection: BaseDatabaseWrapper, *operations: append_only.ForbidChanges) -> None:
    with connection.cursor() as cursor:
        cursor.execute('CREATE TABLE "ledger_entry" (id integer PRIMARY KEY, title text, ended text)')
        cursor.execute("INSERT INTO ledger_entry VALUES (1, 'first', NULL), (2, 'second', 'May')")
    with connection.schema_editor() as editor:
        for operation in operations:
            operation.database_forwards("audit", editor, STATE, STATE)


def run(connection: BaseDatabaseWrapper, sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


def refused(connection: BaseDatabaseWrapper, sql: str) -> str:
    before = run(connection, ROWS)
    with pytest.raises(IntegrityError) as caught:
        run(connection, sql)
    assert run(connection, ROWS) == before
    return str(caught.value)


def test_update_and_delete_are_refused_with_words_that_say_what(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry", what="an entry of the author's ledger"))
    assert "an entry of the author's ledger is never changed" in refused(
        connection, "UPDATE ledger_entry SET title='x'"
    )
    assert "an entry of the author's ledger is never deleted" in refused(connection, "DELETE FROM ledger_entry")


def test_one_row_and_an_update_without_effect_are_refused_too(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry"))
    assert "a row of ledger_entry is never changed" in refused(connection, "UPDATE ledger_entry SET title=title")
    refused(connection, "DELETE FROM ledger_entry WHERE id = 2")
    refused(connection, "INSERT INTO ledger_entry VALUES (1, 'x', NULL) ON CONFLICT (id) DO UPDATE SET title='x'")


def test_rows_are_still_added(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry"))
    run(connection, "INSERT INTO ledger_entry VALUES (3, 'third', NULL)")
    assert len(run(connection, ROWS)) == 3


def test_truncate_is_refused(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    apply(connection, append_only.ForbidChanges("ledger_entry", what="an entry"))
    assert "an entry is never deleted" in refused(connection, "TRUNCATE ledger_entry")


def test_only_the_named_columns_are_frozen(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry", columns=["title"]))
    refused(connection, "UPDATE ledger_entry SET title='x', ended='June'")
    refused(connection, "UPDATE ledger_entry SET title=NULL")
    refused(connection, "DELETE FROM ledger_entry")
    # Model.save() names every column: one that keeps its value is no change.
    run(connection, "UPDATE ledger_entry SET title=title, ended='June'")
    assert run(connection, ROWS) == [(1, "first", "June"), (2, "second", "June")]


def test_a_column_may_be_set_once(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry", columns=["title"], set_once=["ended"]))
    refused(connection, "UPDATE ledger_entry SET ended='June' WHERE id = 2")
    refused(connection, "UPDATE ledger_entry SET ended=NULL WHERE id = 2")
    refused(connection, "UPDATE ledger_entry SET title='x' WHERE id = 1")
    run(connection, "UPDATE ledger_entry SET ended='June' WHERE id = 1")
    refused(connection, "UPDATE ledger_entry SET ended='July' WHERE id = 1")
    run(connection, "UPDATE ledger_entry SET ended='May' WHERE id = 2")
    assert run(connection, ROWS) == [(1, "first", "June"), (2, "second", "May")]


def test_update_alone_or_delete_alone(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry", update=False))
    run(connection, "UPDATE ledger_entry SET title='x' WHERE id = 1")
    refused(connection, "DELETE FROM ledger_entry")


def test_backwards_allows_everything_again_and_leaves_nothing_behind(connection: BaseDatabaseWrapper) -> None:
    operation = append_only.ForbidChanges("ledger_entry", set_once=["ended"])
    apply(connection, operation)
    with connection.schema_editor() as editor:
        operation.database_backwards("audit", editor, STATE, STATE)
    assert append_only.protected_tables(connection) == {}
    run(connection, "UPDATE ledger_entry SET title='x'")
    run(connection, "DELETE FROM ledger_entry")
    if connection.vendor == "postgresql":
        assert run(connection, "SELECT proname FROM pg_proc WHERE proname = 'append_only_refuse'") == []


def test_backwards_of_one_table_leaves_the_other_protected(connection: BaseDatabaseWrapper) -> None:
    run(connection, "CREATE TABLE other_entry (id integer PRIMARY KEY)")
    operation = append_only.ForbidChanges("ledger_entry")
    apply(connection, operation, append_only.ForbidChanges("other_entry"))
    with connection.schema_editor() as editor:
        operation.database_backwards("audit", editor, STATE, STATE)
    run(connection, "INSERT INTO other_entry VALUES (1)")
    with pytest.raises(IntegrityError):
        run(connection, "DELETE FROM other_entry")


def test_protected_tables_names_what_is_refused(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry"))
    events = {"UPDATE", "DELETE"} | ({"TRUNCATE"} if connection.vendor == "postgresql" else set())
    assert append_only.protected_tables(connection) == {"ledger_entry": events}


@pytest.mark.parametrize(
    "options",
    [{"update": False, "delete": False}, {"update": False, "columns": ["title"]}, {"update": False, "set_once": ["x"]}],
)
def test_contradictions_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"forbids nothing|update must be True"):
        append_only.ForbidChanges("ledger_entry", **options)


def test_it_is_described_and_written_into_a_migration() -> None:
    operation = append_only.ForbidChanges("ledger_entry", columns=["title"], set_once=["ended"])
    assert operation.describe() == "Forbid update and delete of ledger_entry (title, ended once set)"
    assert operation.deconstruct() == (
        "ForbidChanges",
        ("ledger_entry",),
        {"columns": ["title"], "set_once": ["ended"]},
    )


def test_changes_are_allowed_within_a_migration_and_forbidden_again(connection: BaseDatabaseWrapper) -> None:
    apply(connection, append_only.ForbidChanges("ledger_entry"))
    guarded = append_only.protected_tables(connection)
    operation = append_only.AllowChanges("ledger_entry")
    with connection.schema_editor() as editor:
        operation.database_forwards("audit", editor, STATE, STATE)
    run(connection, "UPDATE ledger_entry SET title='x'")
    with connection.schema_editor() as editor:
        operation.database_backwards("audit", editor, STATE, STATE)
    refused(connection, "UPDATE ledger_entry SET title='y'")
    assert append_only.protected_tables(connection) == guarded
    assert operation.describe() == "Allow update and delete of ledger_entry"
