"""The request that uploads a file and the worker index it at the same moment, and neither fails."""

import sqlite3
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from modelsearch.index import insert_or_update_object
from wagtail.documents.models import Document
from wagtail.search.models import IndexEntry

from tests.blocks import files


def test_nobody_else_writes_between_looking_for_an_entry_and_writing_it(
    file_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL writes an entry in one statement.")
    document = files.stored()
    refused: list[str] = []
    written = QuerySet.bulk_create

    def the_worker_comes_between(self: Any, entries: Any, **kwargs: Any) -> Any:
        other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            refused.append(str(error))
        finally:
            other.close()
        return written(self, entries, **kwargs)

    monkeypatch.setattr(QuerySet, "bulk_create", the_worker_comes_between)
    insert_or_update_object(document)
    assert refused == ["database is locked"]
    assert IndexEntry.objects.filter(object_id=str(document.pk), content_type__model="document").count() == 1
    assert list(Document.objects.search("film")) == [document]
