"""What an invented person's posts are: one, or two where they moved within their employer."""

import datetime as dt

from learning.portal.demo.network import Member
from learning.portal.demo.plan import PlannedPerson, Story
from learning.portal.demo.sign_ins import SIGN_INS, SignIn
from learning.workforce.models import Organisation, Person

START, MOVED = dt.date(2019, 5, 6), dt.date(2026, 6, 25)


def member(sign_in: SignIn | None, moved_on: dt.date | None) -> Member:
    plan = PlannedPerson("frontline_direct", Story.PARTLY, START)
    return Member(Person(), Organisation(), plan, "ORG01-0001", sign_in, moved_on)


def test_most_people_hold_one_post() -> None:
    somebody = member(None, None)
    assert somebody.posts == [("frontline_direct", START, None)]
    assert somebody.role_group_on(MOVED) == "frontline_direct"


def test_who_moved_holds_two_one_after_the_other_without_a_gap() -> None:
    sam = next(sign_in for sign_in in SIGN_INS if sign_in.before)
    moved = member(sam, MOVED)
    assert moved.posts == [("corporate", START, MOVED), ("frontline_direct", MOVED, None)]
    assert moved.role_group_on(MOVED - dt.timedelta(days=1)) == "corporate"
    assert moved.role_group_on(MOVED) == "frontline_direct"


def test_the_learner_s_move_gives_days_of_this_season() -> None:
    """My learning says "hoped for by": 90 days from the move on, some weeks ago and not years."""
    sam = next(sign_in for sign_in in SIGN_INS if sign_in.role is None)
    assert sam.before is not None
    late_by = sam.before[1] - 90
    assert 0 < late_by <= 90
