"""One piece of work that breaks holds up none of the others, and is told."""

import logging

import pytest
from django.core.management import CommandError

from learning.workforce.one_by_one import one_by_one

done: list[str] = []


def broken() -> None:
    raise ValueError("no such row")


def test_the_others_are_done_and_the_broken_one_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    done.clear()
    with caplog.at_level(logging.ERROR):
        resumed = one_by_one(
            [("One", lambda: done.append("one")), ("Two", broken), ("Three", lambda: done.append("three"))]
        )
    assert (done, resumed.done, resumed.broken) == (["one", "three"], 2, ["Two: ValueError: no such row"])
    assert "Two could not be gone on with" in caplog.text
    with pytest.raises(CommandError, match="Two: ValueError: no such row"):
        resumed.or_complain()


def test_where_nothing_broke_nobody_complains() -> None:
    resumed = one_by_one([])
    resumed.or_complain()
    assert (resumed.done, resumed.broken) == (0, [])
