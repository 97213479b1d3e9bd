"""When the network came to know of a completion: what the migration makes of old rows, and what the ledger refuses."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from learning.audit.append_only import protected_tables
from learning.records.models import Completion, CompletionImport, CompletionSource
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.records.factories import CompletionFactory, quiz
from tests.workforce.factories import OrganisationFactory

BEFORE = ("records", "0005_find_the_attempts_of_a_person")


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.getfixturevalue(request.param)


def test_old_completions_were_known_when_they_happened_and_stay_guarded(database: str) -> None:
    late = CompletionFactory(recorded_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    guarded = protected_tables(connection)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    MigrationExecutor(connection).migrate([BEFORE])
    assert protected_tables(connection)["records_completion"] == guarded["records_completion"]
    MigrationExecutor(connection).migrate(newest)

    assert Completion.objects.values_list("pk", "recorded_at").get() == (late.pk, late.completed_at)
    assert protected_tables(connection) == guarded
    with pytest.raises(IntegrityError, match="a completion is never changed"), transaction.atomic():
        Completion.objects.update(questions=1)


@pytest.mark.usefixtures("clock")
def test_what_is_finished_here_is_known_at_once(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(body=[bodies.section("s1", *quiz(1))])
    learner.read("s1")
    learner.answer("q1", "a")
    completion = Completion.objects.get()
    assert completion.recorded_at == completion.completed_at
    assert (completion.recorded_by, completion.import_batch, completion.confidence) == (None, None, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"recorded_at": dt.datetime(2025, 5, 31, tzinfo=dt.UTC)},
        {"source": CompletionSource.IMPORTED},
        {"import_row": 2},
    ],
)
def test_what_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionFactory(**wrong)


@pytest.mark.django_db
def test_a_row_of_a_file_is_one_completion() -> None:
    batch = CompletionImport.objects.create(organisation=OrganisationFactory(), file_name="a.csv", sha256="0" * 64)
    row = {"source": CompletionSource.IMPORTED, "attempt": None, "import_batch": batch}
    CompletionFactory(import_row=2, **row)
    CompletionFactory(import_row=3, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionFactory(import_row=2, **row)
