"""One post through time: its standing rows without a gap, and what they become so that a listed post is true."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .changes import NewPost, Operations, Values
from .people import ListedPost
from .standing import StandingPost

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some days of a post in one team and role group: what a standing row (`pk`) becomes, or a new one."""

    pk: int | None
    post: str
    team: str
    role_group: str
    start: dt.date
    left: dt.date | None
    staff_id: str


Segments = tuple[Segment, ...]
Span = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of one post number, each beginning on the day the one before it ended."""

    rows: tuple[StandingPost, ...]

    @property
    def post(self) -> str:
        return self.rows[0].post

    @property
    def first(self) -> dt.date:
        return self.rows[0].start

    @property
    def last(self) -> StandingPost:
        return self.rows[-1]

    @property
    def left(self) -> dt.date | None:
        return self.last.left

    @property
    def span(self) -> Span:
        return self.first, self.left

    @property
    def starts(self) -> set[dt.date]:
        """Days that a file may name as the first one: of the post, or of what the person does in it since."""
        return {row.start for row in self.rows}

    def covers(self, day: dt.date) -> bool:
        return self.first <= day and self.last.lasts_beyond(day)


def runs_of(rows: Iterable[StandingPost]) -> list[Run]:
    """The runs of a person's confirmed rows, oldest first."""
    by_post: dict[str, list[StandingPost]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.start, row.pk)):
        by_post[row.post.casefold()].append(row)
    runs: list[Run] = []
    for of_post in by_post.values():
        current: list[StandingPost] = []
        for row in of_post:
            if current and current[-1].left != row.start:
                runs.append(Run(tuple(current)))
                current = []
            current.append(row)
        runs.append(Run(tuple(current)))
    return sorted(runs, key=lambda run: (run.first, run.post))


def standing_segments(run: Run) -> Segments:
    return tuple(
        Segment(row.pk, row.post, row.team, row.role_group, row.start, row.left, row.staff_id) for row in run.rows
    )


def span_of(segments: Segments) -> Span:
    """First day, and first day no longer."""
    return segments[0].start, segments[-1].left


def made_true(run: Run, listed: ListedPost, as_at: dt.date, *, teams: bool) -> Segments:
    """What the rows become: first day, last day, then role group and team from the day of the move on.

    A move takes place on the listed first day where that is later than what stands last began, otherwise on `as_at`.
    What was over by then keeps the role group that it had.
    """
    segments = _begun(standing_segments(run), listed, as_at, teams=teams)
    segments = _ended(segments, listed.left)
    segments = _moved(segments, listed, as_at, teams=teams)
    post = listed.post if listed.named and not run.post else run.post
    last = replace(segments[-1], staff_id=listed.staff_id or segments[-1].staff_id)
    return tuple(replace(one, post=post) for one in (*segments[:-1], last))


def does_the_same(segment: Segment, listed: ListedPost, *, teams: bool) -> bool:
    """Whether role group and, where the file has teams, team are the listed ones."""
    same_team = not teams or segment.team.casefold() == listed.team.casefold()
    return segment.role_group == listed.role_group and same_team


def _begun(segments: Segments, listed: ListedPost, as_at: dt.date, *, teams: bool) -> Segments:
    """Another first day is a correction, and what is said of earlier days goes; but not where it is that of a move.

    A day to come corrects nothing: up to then everything stays as it is.
    """
    start, last = listed.start, segments[-1]
    if start in {one.start for one in segments}:
        return segments
    if start > last.start and (start > as_at or not does_the_same(last, listed, teams=teams)):
        return segments
    kept = [one for one in segments if one.left is None or one.left > start]
    return (replace(kept[0], start=start), *kept[1:])


def _ended(segments: Segments, left: dt.date | None) -> Segments:
    kept = [one for one in segments if left is None or one.start < left]
    return (*kept[:-1], replace(kept[-1], left=left))


def _moved(segments: Segments, listed: ListedPost, as_at: dt.date, *, teams: bool) -> Segments:
    """From the day of the move on there is one row that says what is listed, unless all rows from then on do."""
    last = segments[-1]
    begins = listed.start > last.start
    day = listed.start if begins else max(as_at, listed.start)
    if last.left is not None and day >= last.left:
        return segments
    before = [one for one in segments if one.left is not None and one.left <= day]
    current, *later = segments[len(before) :]
    if not begins and all(does_the_same(one, listed, teams=teams) for one in (current, *later)):
        return segments
    team = listed.team if teams else current.team
    new = replace(current, start=max(day, current.start), left=last.left, team=team, role_group=listed.role_group)
    if current.start >= day:
        return (*before, new)
    if not begins and does_the_same(current, listed, teams=teams):
        return (*before, replace(current, left=last.left))
    return (*before, replace(current, left=day), replace(new, pk=None))


def ended_on(run: Run, as_at: dt.date) -> Segments:
    """What a run in post on `as_at` becomes when nobody lists it any more; nothing of it where it began that day."""
    kept = [one for one in standing_segments(run) if one.start < as_at]
    return (*kept[:-1], replace(kept[-1], left=as_at)) if kept else ()


def write(rows: Sequence[StandingPost], segments: Segments, into: Operations) -> None:
    """Add to `into` what turns standing rows into segments."""
    becomes = {one.pk: one for one in segments if one.pk is not None}
    for row in rows:
        if row.pk not in becomes:
            into.withdraw.append(row.pk)
            continue
        values = changed_values(row, becomes[row.pk])
        if values or row.declared:
            into.supersede.append((row.pk, values))
    for one in segments:
        if one.pk is None:
            into.new_posts.append(NewPost(one.post, one.team, one.role_group, one.start, one.left, one.staff_id))


def changed_values(row: StandingPost, segment: Segment) -> Values:
    pairs = ((name, getattr(row, name), getattr(segment, name)) for name in Segment.__slots__ if name != "pk")
    return {name: after for name, before, after in pairs if before != after}
