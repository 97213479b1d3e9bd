"""New, known or older: one day against what the ledger holds."""

import datetime as dt

import pytest

from learning.records.models import RowState
from learning.records.past.verdicts import Known, verdict

DAY = dt.date(2025, 6, 1)
BEFORE, AFTER = DAY - dt.timedelta(1), DAY + dt.timedelta(1)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ([], RowState.NEW),
        ([Known(BEFORE, None)], RowState.NEW),
        ([Known(DAY, None)], RowState.DUPLICATE),
        ([Known(AFTER, None)], RowState.OLDER),
        ([Known(DAY, None), Known(AFTER, None)], RowState.DUPLICATE),
        ([Known(DAY, None, stands=False)], RowState.DUPLICATE),
        ([Known(AFTER, None, stands=False)], RowState.NEW),
    ],
)
def test_verdict(known: list[Known], state: RowState) -> None:
    assert verdict(DAY, known) == state
