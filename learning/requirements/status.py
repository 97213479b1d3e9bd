"""The status of one person for one module in one organisation on one day, and why: pure rules, no clock, no database.

The written definition is docs/measures.md, section 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning.records.periods import in_last_days, valid_until

from .facts import FOREVER, Asked, Days, Done, Facts, MajorChange, Post, Rules, Sooner
from .refreshing import refreshed_until
from .statuses import CURRENT, LEFT_OUT, Outside, Status

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """All that the sentence "why?" is made of; what plays no part in it is left empty."""

    rule_set: int = 1
    level: int | None = None
    own: bool = False
    required_from: dt.date | None = None
    grace_until: dt.date | None = None
    version: str = ""
    completed_on: dt.date | None = None
    counts_until: dt.date | None = None
    refreshed_on: dt.date | None = None
    recognised: bool = False
    of_title: str = ""
    again_version: str = ""
    again_rule: str = ""
    bridge_title: str = ""
    again_after: int | None = None
    outside_from: dt.date | None = None
    outside_until: dt.date | None = None
    last_day: dt.date | None = None

    def as_json(self) -> dict[str, Any]:
        """What is not empty, days as ISO text."""
        return {
            name: value.isoformat() if name in _DAYS else value
            for name in self.__slots__
            if (value := getattr(self, name))
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Reason:
        values: dict[str, Any] = {n: dt.date.fromisoformat(v) if n in _DAYS else v for n, v in stored.items()}
        return cls(**values)


_DAYS = frozenset(
    {
        "required_from",
        "grace_until",
        "completed_on",
        "counts_until",
        "refreshed_on",
        "outside_from",
        "outside_until",
        "last_day",
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status shown, and beside it why it is not counted (`outside`, empty where it is)."""

    status: Status
    outside: str
    reason: Reason
    asked: Asked | None = None

    @property
    def counted(self) -> bool:
        return self.asked is not None and not self.outside


def due_on(status: str, outside: str, reason: Reason) -> dt.date | None:
    """The last day on which the person is not late, past or to come; none where nothing is due."""
    if status not in _WITH_A_DAY or outside in LEFT_OUT:
        return None
    if status in CURRENT:
        return reason.counts_until
    days = [day for day in (reason.grace_until, reason.counts_until) if day]
    return max(days, default=None)


_WITH_A_DAY = CURRENT | {Status.IN_GRACE, Status.NEVER, Status.EXPIRED}


def judge(facts: Facts, rules: Rules, day: dt.date) -> Judgement:
    """The status on `day`, from what had happened by then.

    A current record is shown to somebody who is away, exempt or in their first days as well: they are only not
    counted. The order of the reasons for that is the one of `Outside`.
    """
    if not any(_holds(post.start, post.left, day) for post in facts.posts):
        reason = Reason(rules.version, last_day=_last_day(facts.posts, day))
        return Judgement(Status.NOT_IN_POST, "", reason)
    asked = next((asked for asked in facts.asked if _holds(asked.start, asked.until, day)), None)
    if asked is None:
        return Judgement(Status.NOT_REQUIRED, "", Reason(rules.version))
    required_from = _start_of_run(facts.asked, asked)
    grace_until = required_from + (rules.grace_days - 1) * DAY
    evidence = _evidence(facts, rules, day, asked.sooner)
    status = _of_record(evidence, rules, day)
    outside, days = _outside(facts, day, Days(required_from, grace_until))
    if outside and status not in CURRENT:
        status = _SHOWN_INSTEAD[outside]
    if asked.basis:
        outside = asked.basis
    return Judgement(
        status,
        outside,
        Reason(
            rules.version,
            asked.level,
            asked.own,
            required_from,
            None if status in CURRENT else grace_until,
            outside_from=days.first if days else None,
            outside_until=days.last if days else None,
            **(evidence.in_words() if evidence else {}),
        ),
        asked,
    )


_SHOWN_INSTEAD: dict[str, Status] = {
    Outside.AWAY: Status.EXCLUDED,
    Outside.EXEMPT: Status.EXEMPT,
    Outside.IN_GRACE: Status.IN_GRACE,
}


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The completion that counts longest, up to `until`.

    `ended_by` if a later version cut that short; `again_after` so many months if the organisation's own rule did.
    """

    done: Done
    until: dt.date
    ended_by: MajorChange | None
    refreshed_on: dt.date | None = None
    again_after: int | None = None

    def in_words(self) -> dict[str, Any]:
        again = self.ended_by
        return {
            "version": self.done.version,
            "completed_on": self.done.completed_on,
            "counts_until": None if self.until == FOREVER else self.until,
            "refreshed_on": self.refreshed_on,
            "recognised": self.done.recognised,
            "of_title": self.done.of_title,
            "again_version": again.version if again else "",
            "again_rule": again.rule if again else "",
            "bridge_title": again.bridge_title if again else "",
            "again_after": self.again_after,
        }


def _evidence(facts: Facts, rules: Rules, day: dt.date, sooner: Sooner | None) -> _Evidence | None:
    """A renewal made early counts from the day it was made; the months of `valid_until` are decided elsewhere."""
    held = [_counted_until(done, facts, rules, day, sooner) for done in facts.done if done.known_from <= day]
    return max(held, key=lambda one: (one.until, one.done.completed_on), default=None)


def _counted_until(done: Done, facts: Facts, rules: Rules, day: dt.date, sooner: Sooner | None) -> _Evidence:
    """With the refreshers done by then; what a later major version asks for, they do not give."""
    last_day, refreshed_on = refreshed_until(done.valid_until, facts.refreshers, day, done.completed_on)
    until, ended_by, again_after = last_day or FOREVER, None, None
    if sooner is not None and (end := own_end(sooner, refreshed_on or done.completed_on, rules)) < until:
        until, again_after = end, sooner.months
    for change in (*done.own_changes, *(change for change in facts.changes if change.major > done.major)):
        if change.published_on > day or any(bridged <= day for bridged in change.bridge_done):
            continue
        if change.by < until:
            until, ended_by, again_after = change.by, change, None
    return _Evidence(done, until, ended_by, refreshed_on, again_after)


def own_end(sooner: Sooner, done_on: dt.date, rules: Rules) -> dt.date:
    """The last day on which something done on `done_on` counts here, where the organisation asks again sooner.

    Nobody's record ends with the day of the rule: there is as much time from then on as for a new requirement.
    """
    end = valid_until(done_on, sooner.months) or FOREVER
    return max(end, sooner.since + (rules.grace_days - 1) * DAY)


def _of_record(evidence: _Evidence | None, rules: Rules, day: dt.date) -> Status:
    if evidence is None:
        return Status.NEVER
    if evidence.until < day:
        return Status.EXPIRED
    return Status.DUE_SOON if in_last_days(evidence.until, day, rules.due_soon_days) else Status.COMPLIANT


def _outside(facts: Facts, day: dt.date, grace: Days) -> tuple[str, Days | None]:
    for outside, several in (
        (Outside.AWAY, facts.absences),
        (Outside.EXEMPT, facts.exemptions),
        (Outside.IN_GRACE, [grace]),
    ):
        for days in several:
            if day in days:
                return outside, days
    return "", None


def _holds(start: dt.date, until: dt.date | None, day: dt.date) -> bool:
    return start <= day and (until is None or day < until)


def _start_of_run(asked: Sequence[Asked], now: Asked) -> dt.date:
    """The first day of the unbroken run, over all posts and role groups, in which the module has been asked.

    Time in which it was asked without counting, as of a volunteer, uses up no days of somebody who counts.
    """
    start = now.start
    for earlier in sorted(asked, key=lambda one: one.start, reverse=True):
        if earlier.until == start and (now.basis or not earlier.basis):
            start = earlier.start
    return start


def _last_day(posts: Sequence[Post], day: dt.date) -> dt.date | None:
    return max((post.left - DAY for post in posts if post.left and post.left <= day), default=None)
