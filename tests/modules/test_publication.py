"""What a major change has to say before it goes out."""

import datetime as dt
from typing import Any

import pytest

from learning.modules.publication import Said, missing

DAY = dt.date(2026, 11, 23)
FULL: dict[str, Any] = {
    "change": "major",
    "earlier_completions": "redo",
    "redo_by": DAY + dt.timedelta(1),
    "has_bridge": False,
    "what_changed": "The law changed.",
}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"redo_by": DAY}, {"redo_by"}),
        ({"redo_by": dt.date.max}, {"redo_by"}),
        ({"redo_by": None}, {"redo_by"}),
        ({"what_changed": " "}, {"what_changed"}),
        ({"earlier_completions": "stand", "redo_by": None}, set()),
        ({"earlier_completions": "stand", "redo_by": DAY}, set()),
        ({"earlier_completions": "bridge", "redo_by": None}, {"bridge"}),
        ({"earlier_completions": "bridge", "redo_by": None, "has_bridge": True}, set()),
        ({"earlier_completions": "bridge", "redo_by": DAY, "has_bridge": True}, {"redo_by"}),
        ({"change": "minor", "what_changed": "", "redo_by": None}, set()),
        ({"change": "correct", "what_changed": "", "redo_by": None}, set()),
    ],
)
def test_each_thing_that_is_missing_is_said_at_its_field(changed: dict[str, Any], fields: set[str]) -> None:
    assert set(missing(Said(**FULL | changed), DAY)) == fields
