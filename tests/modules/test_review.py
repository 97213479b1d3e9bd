"""Who reads a draft, and who decides when: every case of the rule."""

import datetime as dt

import pytest

from learning.modules.review import Reviewer, Seat, reviewers_for

from . import bodies

DUE = dt.date(2026, 11, 24)
REVIEWER, DEPUTY, AUTHOR, STRANGER = 1, 2, 3, 4
PLAIN = [bodies.section("s1", bodies.text("t1"))]
CASE = {"type": "linked_case", "id": "c1", "value": {"case": 1, "learning_point": "", "questions": []}}


@pytest.mark.parametrize(
    ("body", "note", "change", "number"),
    [
        (PLAIN, "", "major", 1),
        (PLAIN, "  ", "minor", 1),
        (PLAIN, "Speaks of a death.", "minor", 3),
        ([bodies.section("s1", bodies.text("t1"), note="A threat.")], "", "minor", 3),
        ([bodies.section("s1", CASE)], "", "minor", 3),
        ([bodies.section("s1", bodies.text("t1"), other=[CASE])], "", "minor", 3),
        ([bodies.section("s1", CASE)], "Speaks of a death.", "correct", 1),
        ([], "", "minor", 1),
    ],
)
def test_a_peer_always_and_all_three_where_it_weighs(body: list[object], note: str, change: str, number: int) -> None:
    asked = reviewers_for(body, note, corrects=change == "correct")
    assert Reviewer.PEER in asked
    assert len(asked) == number


def seat(**changed: object) -> Seat:
    return Seat(**{"reviewer": REVIEWER, "deputy": DEPUTY, "due_on": DUE, "authors": {AUTHOR}} | changed)


LATE = DUE + dt.timedelta(1)


@pytest.mark.parametrize(
    ("given", "day", "holder", "may"),
    [
        ({}, DUE, REVIEWER, {REVIEWER}),
        ({}, LATE, DEPUTY, {REVIEWER, DEPUTY}),
        ({"reviewer_is_away": True}, DUE, DEPUTY, {REVIEWER, DEPUTY}),
        ({"authors": {REVIEWER}}, DUE, DEPUTY, {DEPUTY}),
        ({"authors": {DEPUTY}}, LATE, REVIEWER, {REVIEWER}),
        ({"authors": {REVIEWER, DEPUTY}}, LATE, None, set()),
        ({"reviewer": None}, DUE, DEPUTY, {DEPUTY}),
        ({"deputy": None}, LATE, REVIEWER, {REVIEWER}),
        ({"reviewer": None, "deputy": None}, LATE, None, set()),
    ],
)
def test_who_has_it_and_who_may_decide(
    given: dict[str, object], day: dt.date, holder: int | None, may: set[int]
) -> None:
    this = seat(**given)
    assert this.held_by(day) == holder
    assert {one for one in (REVIEWER, DEPUTY, AUTHOR, STRANGER) if this.may_act(one, day)} == may
