from collections.abc import Iterator

import environ
import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

SCRATCH = "scratch"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def connection(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of each vendor, apart from the one of the other tests."""
    url = "sqlite://:memory:" if request.param == "sqlite" else request.getfixturevalue("postgres_cluster")
    # Not `databases`: pytest-django would prepare and migrate it. configure_settings fills in the defaults.
    settings = connections.configure_settings({"default": environ.Env.db_url_config(url)})
    connections.settings[SCRATCH] = settings["default"]
    try:
        with django_db_blocker.unblock():
            connection = connections[SCRATCH]
            if request.param == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("CREATE SCHEMA scratch; SET search_path TO scratch")
            yield connection
            if request.param == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("DROP SCHEMA scratch CASCADE")
            connection.close()
            del connections[SCRATCH]
    finally:
        del connections.settings[SCRATCH]
