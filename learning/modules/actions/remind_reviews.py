"""Tell deputies what is late, and those who look after sources what is due."""

from __future__ import annotations

import datetime as dt

from learning.workforce.models import User

from ..models import ReviewState
from ..source_reviews import by_owner
from .say_something_waits import say_something_waits


def remind_reviewers(day: dt.date) -> int:
    """Write once to whoever holds a review on `day`, such as a deputy since it is late; returns how many are held."""
    told = 0
    for state in ReviewState.objects.filter(status=ReviewState.STATUS_IN_PROGRESS):
        holder = state.holder(day)
        if holder is not None:
            say_something_waits(holder, f"review:{state.pk}:held")
            told += 1
    return told


def remind_sources(day: dt.date) -> int:
    """Write once in the week of `day` to everybody with a source to look at again; returns to how many."""
    year, week, _weekday = day.isocalendar()
    owners = User.objects.filter(pk__in=by_owner(day))
    for owner in owners:
        say_something_waits(owner, f"sources:{year}-{week}")
    return len(owners)
