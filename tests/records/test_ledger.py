"""The ledger in the database itself: on SQLite, and the same on PostgreSQL."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from learning.audit.append_only import protected_tables
from learning.certificates.models import Certificate
from learning.records.actions.correct_completion import correct_completion
from learning.records.actions.record_reading import record_reading
from learning.records.actions.save_answer import save_answer
from learning.records.actions.start_attempt import start_attempt
from learning.records.models import Answer, Attempt, Completion, CompletionOrganisation, Correction
from learning.workforce.models import User
from tests.modules import bodies
from tests.racing import at_once
from tests.records.conftest import Learner
from tests.records.factories import CompletionFactory, VersionFactory, quiz
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.getfixturevalue(request.param)


@pytest.mark.usefixtures("file_database")
def test_no_completion_is_replaced_past_the_trigger_that_forbids_deleting_it() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's own")
    completion = CompletionFactory()
    columns = ", ".join(field.column for field in Completion._meta.concrete_fields)
    twin = columns.replace("valid_until", "NULL")
    replace = f"REPLACE INTO records_completion ({columns}) SELECT {twin} FROM records_completion"  # noqa: S608  no input
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(replace)
    assert Completion.objects.get().valid_until == completion.valid_until


def test_no_row_of_the_ledger_is_changed_or_deleted(database: str) -> None:
    completion = CompletionFactory()
    row = CompletionOrganisation.objects.create(
        completion=completion,
        organisation=(post := EmploymentFactory()).organisation,
        role_group=post.role_group,
    )
    correction = correct_completion(RoleAssignmentFactory(administrator=True).user, completion, "Wrong person")
    for entry, field, value in (
        (completion, "completed_on", dt.date(2020, 1, 1)),
        (row, "role_group", post.role_group),
        (correction, "reason", "Another"),
    ):
        model = type(entry)
        setattr(entry, field, value)
        for change in (
            entry.save,
            lambda model=model, field=field, value=value: model.objects.update(**{field: value}),
            lambda model=model, entry=entry: model.objects.filter(pk=entry.pk)._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError, match=r"never (changed|deleted)"), transaction.atomic():
                change()
        assert model.objects.filter(pk=entry.pk).exists()
    assert {"records_completion", "records_completionorganisation", "records_correction"} <= set(
        protected_tables(connection)
    )


def test_a_statement_by_hand_is_refused_too(database: str) -> None:
    CompletionFactory()
    for statement in ("UPDATE records_completion SET questions = 1", "DELETE FROM records_completion"):
        with pytest.raises(IntegrityError, match="a completion is never"), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Completion.objects.get().questions == 5


def test_two_racing_last_answers_give_one_completion(database: str) -> None:
    learner = Learner(body=[bodies.section("s1", *quiz(3))])
    EmploymentFactory(person=learner.person)
    learner.read("s1")
    learner.answer("q1", "a")
    user, attempt = learner.user, learner.attempt
    raised = at_once(
        lambda: save_answer(user, attempt, "q2", ["a"], uuid.uuid4()),
        lambda: save_answer(user, attempt, "q3", ["a"], uuid.uuid4()),
    )
    assert raised == []
    assert sorted(Answer.objects.values_list("block_id", "correct")) == [("q1", True), ("q2", True), ("q3", True)]
    assert Attempt.objects.get().state == "passed"
    assert Completion.objects.count() == CompletionOrganisation.objects.count() == Certificate.objects.count() == 1


def test_an_answer_and_a_reading_that_race_give_one_completion(database: str) -> None:
    learner = Learner(body=[bodies.section("s1", *quiz(1))])
    user, attempt = learner.user, learner.attempt
    raised = at_once(
        lambda: save_answer(user, attempt, "q1", ["a"], uuid.uuid4()),
        lambda: record_reading(user, attempt, "s1"),
        lambda: record_reading(user, attempt, "s1"),
    )
    assert raised == []
    assert Completion.objects.count() == 1


def test_many_clicks_with_one_key_are_one_answer(database: str) -> None:
    learner = Learner(body=[bodies.section("s1", *quiz(1))])
    learner.read("s1")
    user, attempt, key = learner.user, learner.attempt, uuid.uuid4()
    saved: list[bool] = []

    def click() -> None:
        saved.append(save_answer(user, attempt, "q1", ["a"], key).is_new)

    assert at_once(*[click] * 6) == []
    assert sorted(saved) == [False] * 5 + [True]
    assert Answer.objects.count() == Completion.objects.count() == 1


def test_many_first_clicks_start_one_attempt(database: str) -> None:
    version, person = VersionFactory(), PersonFactory(with_login=True)
    user = User.objects.select_related("person").get(pk=person.user_id)
    assert at_once(*[lambda: start_attempt(user, version.module)] * 5) == []
    assert Attempt.objects.count() == 1


def test_two_corrections_at_once_leave_one(database: str) -> None:
    completion = CompletionFactory()
    users = [RoleAssignmentFactory(administrator=True).user for _ in range(2)]
    raised = at_once(*[lambda user=user: correct_completion(user, completion, "Because") for user in users])
    assert [type(error).__name__ for error in raised] == ["AlreadyCorrected"]
    assert Correction.objects.count() == 1
