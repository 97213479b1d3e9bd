"""A status over all days as few spans: decided at the days on which it can change, and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .facts import FOREVER, Facts, Rules, rules_on
from .refreshing import refreshed_until
from .status import DAY, Judgement, judge, own_end


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts_on` to the day before `ended_on` (none: open) this judgement holds."""

    starts_on: dt.date
    ended_on: dt.date | None
    judgement: Judgement


def spans(facts: Facts, book: Sequence[Rules]) -> list[Span]:
    """The spans of days on which the module is asked of the person, in order; neighbours always differ."""
    found: list[Span] = []
    days = _turning_days(facts, book)
    for start, after in pairwise([*days, None]):
        if start is None or start == FOREVER:
            continue
        after = None if after == FOREVER else after
        judgement = judge(facts, rules_on(book, start), start)
        if judgement.asked is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.ended_on == start and _same(last.judgement, judgement):
            found[-1] = Span(last.starts_on, after, last.judgement)
        else:
            found.append(Span(start, after, judgement))
    return found


def _same(one: Judgement, other: Judgement) -> bool:
    return (
        one.status == other.status
        and one.outside == other.outside
        and one.reason == other.reason
        and one.asked is not None
        and other.asked is not None
        and one.asked.group == other.asked.group
    )


def _turning_days(facts: Facts, book: Sequence[Rules]) -> list[dt.date]:
    """Every day on which the judgement may differ from that of the day before, sorted, from the first day asked."""
    if not facts.asked:
        return []
    first = min(asked.start for asked in facts.asked)
    last = max(asked.until or FOREVER for asked in facts.asked)
    return sorted({day for day in (*_of_the_post(facts, book), *_of_the_record(facts, book)) if first <= day <= last})


def _of_the_post(facts: Facts, book: Sequence[Rules]) -> Iterator[dt.date]:
    for rules in book:
        yield rules.starts_on
        yield from (asked.start + rules.grace_days * DAY for asked in facts.asked)
    for start, until in [(post.start, post.left) for post in facts.posts] + [(a.start, a.until) for a in facts.asked]:
        yield start
        yield until or FOREVER
    for days in (*facts.absences, *facts.exemptions):
        yield days.first
        yield days.last + DAY if days.last else FOREVER


def _of_the_record(facts: Facts, book: Sequence[Rules]) -> Iterator[dt.date]:
    yield from (done.known_from for done in facts.done)
    changes = [*facts.changes, *(change for done in facts.done for change in done.own_changes)]
    for change in changes:
        yield change.published_on
        yield from change.bridge_done
    refreshed = sorted({on for refresher in facts.refreshers for _module, on in refresher.done})
    yield from refreshed
    renewed = {
        refreshed_until(done.valid_until, facts.refreshers, on, done.completed_on)[0]
        for done in facts.done
        for on in refreshed
    }
    own = {
        own_end(asked.sooner, on, rules)
        for asked in facts.asked
        if asked.sooner
        for on in (*(done.completed_on for done in facts.done), *refreshed)
        for rules in book
    }
    for end in {done.valid_until for done in facts.done} | renewed | own | {change.by for change in changes}:
        if end:
            yield end + DAY
            yield from (end - rules.due_soon_days * DAY for rules in book)
