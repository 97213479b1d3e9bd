"""What every test may ask for: a migrated database, one of its own on SQLite or PostgreSQL, a clock that stands still.

The completion ledger forbids DELETE by trigger, so no test may flush tables. A test that needs commits, threads or
a second process takes `file_database`: its own copy, thrown away afterwards.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import environ
import pytest
import time_machine
from django.db import connections
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from config import prepared
from learning.cases.local_names import local_names
from learning.deidentification import Lexicon, lexicon
from tests import postgres
from tests.forgetting import forget_everything

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background by a shell, a run hands an ignored Ctrl-C on to every program that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A gate says the same of the same code twice; what was never tried yet is tried by ./run soak.
# How long an example takes says something of the machine alone.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("gate", derandomize=True, database=None, **PATIENT)
settings.register_profile("soak", print_blob=True, **PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS", "gate"))

NOW = datetime(2026, 2, 28, 9, 30, tzinfo=UTC)


class Together(LoadScopeScheduling):
    """The journeys of one file run in one process, and all tests on PostgreSQL: one server each is enough.

    (xdist's own groups are lost on pytest 9.2, which no longer lets a plugin rename a test.)
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/browser/"):
            return nodeid.partition("::")[0]
        return "postgres" if "postgres" in nodeid else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("postgres") and "postgres" not in item.nodeid:
            raise pytest.UsageError(f"{item.nodeid} is marked postgres: say so in its name, which chooses its process.")
        wanted = set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        if (marker and marker.kwargs.get("transaction")) or wanted & {"transactional_db", "live_server"}:
            raise pytest.UsageError(
                f"{item.nodeid} would flush tables, and the ledger's triggers forbid it: use file_database or server."
            )
        if wanted & {"file_database", "postgres_database"} and (marker or "db" in wanted):
            raise pytest.UsageError(f"{item.nodeid} asks for two databases: file_database stands instead of db.")


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Point Django's connection, in this and every new thread, at another database for a while."""
    before = connections.settings["default"]
    changed = before | environ.Env.db_url_config(url)
    if changed["ENGINE"] != before["ENGINE"]:
        changed["OPTIONS"] = {}

    def switch(to: dict[str, object]) -> None:
        connections.close_all()
        connections.settings["default"] = to
        del connections["default"]

    connections["default"]
    switch(changed)
    try:
        yield
    finally:
        connections["default"]
        switch(before)


@contextmanager
def migrated_copy(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a new migrated database on whatever this run tests: SQLite, or PostgreSQL by DATABASE_URL."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        with postgres.migrated_copy(given) as url:
            yield url
        return
    copy = folder / "test.sqlite3"
    shutil.copyfile(prepared.migrated_file(), copy)
    yield f"sqlite:///{copy}"


@pytest.fixture(scope="session")
def django_db_setup(tmp_path_factory: pytest.TempPathFactory, django_test_environment: None) -> Iterator[None]:
    """The test database is a copy of a migrated file: Wagtail's migrations alone cost twenty seconds."""
    with migrated_copy(tmp_path_factory.mktemp("database")) as url, connected_to(url):
        yield


@pytest.fixture
def file_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[str]:
    """A migrated database of this test alone, with real commits, open to threads and processes: its DATABASE_URL."""
    with django_db_blocker.unblock(), migrated_copy(tmp_path) as url, connected_to(url):
        yield url


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """A PostgreSQL cluster's DATABASE_URL: the one this run is on, or a throw-away one."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    elif postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed; ./run test installs it.")
    else:
        with postgres.cluster() as url:
            yield url


@pytest.fixture
def postgres_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, postgres_cluster: str
) -> Iterator[str]:
    """As `file_database`, on PostgreSQL whatever the run is on. Mark the test `postgres`."""
    with django_db_blocker.unblock(), postgres.migrated_copy(postgres_cluster) as url, connected_to(url):
        yield url


@pytest.fixture(scope="session", autouse=True)
def local_names_where_there_is_a_database() -> None:
    """Texts are screened with the local names in the database; a test that may not ask it has none."""

    def names() -> Lexicon:
        try:
            return local_names()
        except RuntimeError:  # of pytest-django: this test asked for no database
            return lexicon.EMPTY

    lexicon.learn_from(names)


@pytest.fixture(autouse=True)
def nothing_kept_from_before() -> None:
    """The databases of two tests give the same keys to different versions; one process of the site has one database."""
    forget_everything()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still at half past nine on 28 February 2026; `clock.move_to(…)` sets it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
