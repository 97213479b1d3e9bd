"""What is said of a requirement on a day, and when it is said again."""

import datetime as dt

import pytest

from learning.requirements.reminding import NUDGES, SAID_AGAIN_AFTER, Stage, is_worth_saying, stage_on

TODAY = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("status", "outside", "left", "stage"),
    [
        # In the first days: new, until the end comes near.
        ("in_grace", "in_grace", 89, Stage.NEW),
        ("in_grace", "in_grace", 31, Stage.NEW),
        ("in_grace", "in_grace", 30, Stage.IN_30),
        ("in_grace", "in_grace", 8, Stage.IN_30),
        ("in_grace", "in_grace", 7, Stage.IN_7),
        ("in_grace", "in_grace", 0, Stage.IN_7),
        # What counts and runs out.
        ("due_soon", "", 90, Stage.IN_90),
        ("due_soon", "", 31, Stage.IN_90),
        ("due_soon", "", 30, Stage.IN_30),
        ("due_soon", "", 7, Stage.IN_7),
        ("due_soon", "", 0, Stage.IN_7),
        ("due_soon", "in_grace", 20, Stage.IN_30),
        # What is past.
        ("never", "", -1, Stage.PAST),
        ("expired", "", -1, Stage.PAST),
        ("expired", "", -400, Stage.PAST),
        # Nothing is said of what is current, without an end, or put aside.
        ("compliant", "", 400, None),
        ("compliant", "in_grace", 400, None),
        ("compliant", "", None, None),
        ("excluded", "away", None, None),
        ("due_soon", "away", 10, None),
        ("exempt", "exempt", None, None),
        ("due_soon", "exempt", 10, None),
        # Nor to those whom no figure counts.
        ("never", "self_declared", -10, None),
        ("in_grace", "self_declared", 80, None),
        ("never", "role_group", -10, None),
        ("expired", "network", -10, None),
    ],
)
def test_stages(status: str, outside: str, left: int | None, stage: Stage | None) -> None:
    last = None if left is None else TODAY + dt.timedelta(days=left)
    assert stage_on(status, outside, last, TODAY) == stage


def test_nothing_is_due_in_the_first_two_stages() -> None:
    assert {Stage.NEW, Stage.IN_90} == NUDGES


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_is_said_once_and_what_is_past_every_four_weeks(stage: Stage) -> None:
    assert is_worth_saying(stage, None, TODAY)
    assert not is_worth_saying(stage, TODAY - SAID_AGAIN_AFTER + dt.timedelta(days=1), TODAY)
    assert is_worth_saying(stage, TODAY - SAID_AGAIN_AFTER, TODAY) == (stage is Stage.PAST)
