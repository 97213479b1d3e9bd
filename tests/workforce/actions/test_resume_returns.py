"""Returns whose worker died are gone on with, and those that somebody works on or waits for are left alone."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.workforce.actions.compare_return import STUCK_AFTER
from learning.workforce.actions.resume_returns import resume_returns
from learning.workforce.models import Person, ReturnChange, ReturnState, WorkforceReturn
from learning.workforce.steps import Rows, Steps
from tests.workforce.factories import WorkforceReturnFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SECOND = dt.timedelta(seconds=1)


def state_of(batch: WorkforceReturn) -> str:
    batch.refresh_from_db()
    return batch.state


def test_one_that_was_being_written_is_written_and_its_figures_follow() -> None:
    batch = WorkforceReturnFactory(state="writing", committed_at=None, compared_at=timezone.now())
    assert resume_returns(timezone.now()).done == 1
    assert state_of(batch) == ReturnState.COMMITTED
    assert batch.followed_at is not None
    assert resume_returns(timezone.now()).done == 0


def test_figures_that_did_not_follow_do() -> None:
    batch = WorkforceReturnFactory(state="committed", committed_at=timezone.now(), followed_at=None)
    call_command("resume_returns", stdout=io.StringIO())
    batch.refresh_from_db()
    assert batch.followed_at is not None


def test_a_comparison_is_taken_up_only_once_its_worker_must_be_dead(clock: time_machine.Traveller) -> None:
    batch = WorkforceReturnFactory(state="comparing", committed_at=None, compared_at=timezone.now())
    clock.shift(STUCK_AFTER)
    assert resume_returns(timezone.now()).done == 0
    clock.shift(SECOND)
    assert resume_returns(timezone.now()).done == 1
    # Its file is gone, which is said; without one nothing can be compared.
    assert state_of(batch) == ReturnState.UPLOADED
    assert batch.trouble


@pytest.mark.parametrize("state", ["uploaded", "compared", "discarded"])
def test_one_that_waits_for_somebody_is_left_alone(state: str) -> None:
    WorkforceReturnFactory(state=state, committed_at=None, compared_at=timezone.now() - 2 * STUCK_AFTER)
    assert resume_returns(timezone.now()).done == 0


def test_one_that_is_damaged_is_told_and_holds_up_none_of_the_others() -> None:
    """The first names a role group that there is not; nothing of it is written, and the second one is."""
    damaged = WorkforceReturnFactory(state="writing", committed_at=None, compared_at=timezone.now())
    post = {"post": "", "team": "", "role_group": "gone", "start": "2026-02-01", "left": None, "staff_id": "1"}
    steps = Steps(Rows(added=[post]), makes_person=True, name=["Ada", "Example"]).as_json()
    ReturnChange.objects.create(batch=damaged, position=0, kind="joiner", steps=steps, named="Ada Example")
    sound = WorkforceReturnFactory(state="writing", committed_at=None, compared_at=timezone.now())
    out = io.StringIO()
    with pytest.raises(CommandError, match=rf"Return {damaged.uuid} of .*: KeyError: 'gone'"):
        call_command("resume_returns", stdout=out)
    assert out.getvalue() == "Went on with 1 returns.\n"
    assert (state_of(damaged), state_of(sound)) == (ReturnState.WRITING, ReturnState.COMMITTED)
    assert not Person.objects.filter(family_name="Example").exists()
