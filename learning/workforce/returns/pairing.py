"""Which listed post is which standing one, for one person; and where none is, which number a new one gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from .people import LONGEST_POST, ListedPost
from .runs import Run, Segment, Span, does_the_same, made_true, span_of, standing_segments

NEW_POST = 50
"""What it costs to take a listed post for a new one, beside what changes cost: pairs go first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """With what a return is compared: the day, whether it lists everybody, and whether it has teams."""

    as_at: dt.date
    full: bool
    teams: bool
    absences: bool = True


@dataclass(slots=True)
class Paired:
    """Listed posts with their runs, those that are new, those that no run can become, and runs that nobody lists."""

    pairs: list[tuple[ListedPost, Run]] = field(default_factory=list)
    new: list[ListedPost] = field(default_factory=list)
    contradicted: list[ListedPost] = field(default_factory=list)
    unlisted: list[Run] = field(default_factory=list)


def pair(listed: Sequence[ListedPost], runs: Sequence[Run], asked: Asked) -> Paired:
    """By number first. What is left goes together so that the least changes: what changes nothing is never parted.

    A run whose number the list gives to one post is never taken for another.
    """
    paired = Paired()
    free, rest = list(runs), list[ListedPost]()
    for post in listed:
        same = [run for run in runs if post.named and run.post.casefold() == post.post.casefold()]
        if not same:
            rest.append(post)
            continue
        run = _of_same_number(post, same)
        if run is None or run not in free:
            spans = [one.span for one in same]
            (paired.new if _fits((post.start, post.left), spans) else paired.contradicted).append(post)
        elif _fits(
            span_of(made_true(run, post, asked.as_at, teams=asked.teams)), [one.span for one in same if one != run]
        ):
            paired.pairs.append((post, run))
            free.remove(run)
        else:
            paired.contradicted.append(post)
    numbers = {post.post.casefold() for post in listed if post.named}
    unnamed = [run for run in free if run.post.casefold() not in numbers]
    rest.sort(key=_last_who_stays)
    _, chosen = _cheapest(rest, unnamed, runs, asked, alone=len(listed) == 1)
    for post, run in zip(rest, chosen, strict=True):
        if run is None:
            paired.new.append(post)
        else:
            paired.pairs.append((post, run))
            free.remove(run)
    paired.unlisted = free
    return paired


def _last_who_stays(post: ListedPost) -> tuple[object, ...]:
    """In whatever order a file has them: of two that would change as much, the one that goes on is the standing one."""
    left = post.left or dt.date.max
    return (post.left is None, post.start, left, post.team.casefold(), post.role_group, post.post, post.staff_id)


def free_number(post: ListedPost, segments: Sequence[Segment], taken: Collection[str]) -> str:
    """A number for a new post: its own, or the first of neither `taken` nor a segment in the way."""
    if post.named:
        return post.post
    days = (post.start, post.left)
    used = {one.post.casefold() for one in segments if not _fits(days, [(one.start, one.left)])} | set(taken)
    names = (post.post, "", post.team[:LONGEST_POST], *map(str, range(2, len(used) + 4)))
    return next(name for name in names if name.casefold() not in used)


def _of_same_number(post: ListedPost, runs: Sequence[Run]) -> Run | None:
    """The run that the listed first day falls into, or the next one if it begins later; None for a new one."""
    for run in runs:
        if run.covers(post.start):
            return run
        if post.start < run.first and (post.left is None or post.left > run.first):
            return run
    return None


def _fits(days: Span, others: Iterable[Span]) -> bool:
    """Whether these days lie wholly apart from others of the same number, none of which begin as they end."""
    start, left = days
    for first, end in others:
        if first < start:
            if end is None or end > start:
                return False
        elif left is None or first <= left:
            return False
    return True


def _cheapest(
    posts: Sequence[ListedPost], free: Sequence[Run], runs: Sequence[Run], asked: Asked, *, alone: bool
) -> tuple[int, list[Run | None]]:
    """For each post a run or none, so that as few things change as can be; on a tie the older run, the later post."""
    if not posts:
        return 0, []
    post, *others = posts
    best = _cheapest(others, free, runs, asked, alone=alone)
    best = (best[0] + NEW_POST, [None, *best[1]])
    for run in free:
        cost = _cost(post, run, runs, asked, alone=alone)
        if cost is None:
            continue
        rest = _cheapest(others, [one for one in free if one != run], runs, asked, alone=alone)
        if cost + rest[0] < best[0]:
            best = (cost + rest[0], [run, *rest[1]])
    return best


def _cost(post: ListedPost, run: Run, runs: Sequence[Run], asked: Asked, *, alone: bool) -> int | None:
    """How much changes when this post is taken for that run; None where it cannot be."""
    if not _may_be(post, run, asked, alone=alone and len(runs) == 1):
        return None
    segments = made_true(run, post, asked.as_at, teams=asked.teams)
    siblings = [one.span for one in runs if one != run and one.post.casefold() == segments[0].post.casefold()]
    if not _fits(span_of(segments), siblings):
        return None
    if segments == standing_segments(run):
        return 0
    role, team = run.last.role_group != post.role_group, run.last.team.casefold() != post.team.casefold()
    over = not run.last.lasts_beyond(asked.as_at)
    return 10 + 8 * over + 4 * (post.start not in run.starts) + 2 * role + team + (run.left != post.left)


def _may_be(post: ListedPost, run: Run, asked: Asked, *, alone: bool) -> bool:
    """Whether the days let a listed post be that run, and what it says does not rather speak of another post."""
    if post.named and run.post:
        return False
    live = run.last.lasts_beyond(asked.as_at)
    if not run.covers(post.start):
        begins_later = post.start < run.first and (post.left is None or post.left > run.first)
        if not (begins_later and (live or post.left == run.left)):
            return False
    likely = post.start in run.starts or does_the_same(standing_segments(run)[-1], post, teams=False)
    return likely or (live and (asked.full or alone))
