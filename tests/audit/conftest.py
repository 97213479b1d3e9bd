from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from tests import postgresql

SCRATCH = "scratch"


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[str]:
    binaries = postgresql.binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's server is not installed here")
    with postgresql.server(binaries) as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of each vendor, apart from the one of the other tests."""
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    if request.param == "postgresql":
        settings = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": request.getfixturevalue("postgresql_socket"),
            "NAME": "postgres",
            "USER": "postgres",
        }
    # Not `databases=`: pytest-django would prepare and migrate it. configure_settings fills in the defaults.
    connections.settings[SCRATCH] = connections.configure_settings({"default": settings})["default"]
    try:
        with django_db_blocker.unblock():
            connection = connections[SCRATCH]
            yield connection
            if request.param == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            connection.close()
            del connections[SCRATCH]
    finally:
        del connections.settings[SCRATCH]
