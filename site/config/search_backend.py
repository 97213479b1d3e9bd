"""Search in the site's own database, where two writers may index the same thing at the same moment.

Wagtail indexes a file in the request that uploads it, and the worker indexes it because it was saved. On SQLite its
index looks for an entry and then writes one, without a transaction around both: whoever came second failed, and the
author read of an error though the file was there.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from wagtail.search.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name by which Wagtail looks for it
    """The backend of whatever database this is."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite":
        backend.index_class = _in_one_transaction(backend.index_class)
    return backend


def _in_one_transaction(index_class: Any) -> Any:
    class Index(index_class):
        def add_items(self, model: Any, objs: Any) -> None:
            with transaction.atomic():
                super().add_items(model, objs)

    return Index
