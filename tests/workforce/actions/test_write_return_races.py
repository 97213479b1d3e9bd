"""Two workers at once, a worker killed at any chunk, two returns of one partner: each person is written once."""

import contextlib
import datetime as dt
import itertools
import multiprocessing
import os
import signal
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from learning.workforce.actions import write_return as writing
from learning.workforce.actions.confirm_return import begin_commit
from learning.workforce.actions.undo_return import begin_undo
from learning.workforce.actions.write_return import write_return
from learning.workforce.models import Employment, Person, ReturnChange, ReturnState, WorkforceReturn
from learning.workforce.refusals import ReturnRefused
from learning.workforce.steps import Rows, Steps
from tests.racing import at_once
from tests.workforce.factories import RoleGroupFactory, SharingAgreementFactory, WorkforceReturnFactory

PEOPLE = 1200


def compared(people: int = PEOPLE, partner: Any = None) -> WorkforceReturn:
    """A compared return of so many joiners."""
    group = RoleGroupFactory(slug="corporate")
    partner = partner or SharingAgreementFactory().organisation
    batch = WorkforceReturnFactory(
        organisation=partner, state="compared", compared_at=timezone.now(), as_at=dt.date(2026, 2, 1), people_before=0
    )
    ReturnChange.objects.bulk_create(
        ReturnChange(
            batch=batch,
            position=number,
            kind="joiner",
            named=f"Person {number}",
            steps=Steps(
                Rows(added=[{"role_group": group.slug, "start": "2026-01-01", "left": None, "staff_id": str(number)}]),
                name=["Person", str(number)],
                makes_person=True,
            ).as_json(),
        )
        for number in range(people)
    )
    return batch


def assert_written_once(batch: WorkforceReturn, people: int = PEOPLE) -> None:
    batch.refresh_from_db()
    assert batch.state == ReturnState.COMMITTED
    assert batch.followed_at is not None
    assert Employment.objects.standing().filter(organisation=batch.organisation).count() == people
    assert Employment.objects.filter(organisation=batch.organisation).count() == people
    assert Person.objects.filter(employments__organisation=batch.organisation).count() == people


def race_of_workers() -> None:
    batch = compared()
    begin_commit(None, batch)
    assert at_once(lambda: write_return(batch.pk), lambda: write_return(batch.pk)) == []
    assert_written_once(batch)


def test_two_workers_write_one_return_once(file_database: str) -> None:
    race_of_workers()


@pytest.mark.postgres
def test_two_workers_write_one_return_once_on_postgres(postgres_database: str) -> None:
    race_of_workers()


def test_two_returns_of_one_partner_are_never_both_written(file_database: str) -> None:
    first = compared(20)
    second = compared(20, first.organisation)
    refused = at_once(lambda: begin_commit(None, first), lambda: begin_commit(None, second))
    assert [type(one) for one in refused] == [ReturnRefused]
    assert WorkforceReturn.objects.filter(state=ReturnState.WRITING).count() == 1


def test_undone_at_one_moment_twice_is_undone_once(file_database: str) -> None:
    batch = compared(20)
    begin_commit(None, batch)
    write_return(batch.pk)
    assert at_once(lambda: begin_undo(None, batch), lambda: begin_undo(None, batch)) == []
    undone = WorkforceReturn.objects.get(undoes=batch)
    assert at_once(lambda: write_return(undone.pk), lambda: write_return(undone.pk)) == []
    assert not Employment.objects.standing().exists()


def _die_after(chunks: int, batch_id: int) -> None:
    """In a process of its own: write, and be killed in the middle of the chunk after so many."""
    connections.close_all()
    # Beside the event loop of Playwright Django keeps connections apart: here none runs, and an older one would answer.
    with contextlib.suppress(AttributeError):
        del connections["default"]
    counted = itertools.count(1)
    stage = writing.Stage.stage

    def dying(self: Any, *args: Any) -> None:
        stage(self, *args)
        if next(counted) > chunks:
            os.kill(os.getpid(), signal.SIGKILL)

    writing.Stage.stage = dying  # type: ignore[method-assign]  # dies where the machine might
    write_return(batch_id)


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_a_worker_killed_in_a_chunk_loses_and_doubles_nobody(file_database: str, chunks: int) -> None:
    batch = compared()
    begin_commit(None, batch)
    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=_die_after, args=(chunks, batch.pk))
    worker.start()
    worker.join(60)
    assert worker.exitcode == -signal.SIGKILL
    assert not Employment.objects.standing().exists(), "nothing holds before the one moment"
    assert WorkforceReturn.objects.get(pk=batch.pk).progress == 500 * chunks
    write_return(batch.pk)
    assert_written_once(batch)
