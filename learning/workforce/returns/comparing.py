"""What a return changes: each listed person beside what stands, as the rows that make the list true. Pure.

*What a return changes, it changes once*: compared again after its changes were written, on the same day or a later
one, the same list changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .changes import Change, Differences, Kind, NewPost, Operations, Value, Values
from .columns import Field, Match
from .matching import match_people
from .pairing import Asked, free_number, pair
from .people import Listed, ListedPost
from .rows import Problem, headed
from .runs import DAY, Run, Segment, Segments, ended_on, made_true, runs_of, standing_segments, write
from .standing import Standing, StandingAbsence, StandingPost

__all__ = [
    "Change",
    "Differences",
    "Kind",
    "NewPost",
    "Operations",
    "Standing",
    "StandingAbsence",
    "StandingPost",
    "Value",
    "Values",
    "compare",
]

Shown = tuple[str, Value, Value]


def compare(
    before: Sequence[Standing],
    listed: Sequence[Listed],
    *,
    as_at: dt.date,
    full: bool,
    keep: Collection[str] = (),
    absences_returned: bool = True,
    teams_returned: bool = True,
    match: Match | None = None,
) -> Differences:
    """What a list as at a day changes about the people of one organisation, in the order of the list, then leavers.

    `before` are all people of the organisation, also former ones. Only a `full` list ends the posts of whom it does
    not name, and never of `keep`: keys of people about whom a row is a problem (`Problem.keys`). Without columns for
    teams or absences the file says nothing of them, and they stay as they are. `match` gives problems the headings.
    """
    asked = Asked(as_at, full, teams_returned, absences_returned)
    matched = match_people(before, listed, keep)
    found = Differences(kept=matched.kept, problems=matched.problems)
    people: list[tuple[Standing | None, Listed]] = [*matched.pairs, *((None, person) for person in matched.new)]
    for standing, person in sorted(people, key=lambda one: one[1].rows):
        _take(_Comparison(standing, person, asked), found)
    if full:
        for standing in matched.unlisted:
            _take(_Comparison(standing, None, asked), found)
    found.problems = headed(found.problems, match)
    return found


def _take(comparison: _Comparison, found: Differences) -> None:
    comparison.run()
    if comparison.problems:
        found.problems += comparison.problems
        found.kept += comparison.standing is not None
    elif comparison.operations:
        found.changes.append(comparison.change())
    elif comparison.listed is not None:
        found.unchanged += 1


@dataclass
class _Comparison:
    """One person while compared: operations, what is shown of them, and posts as they will be."""

    standing: Standing | None
    listed: Listed | None
    asked: Asked
    operations: Operations = field(default_factory=Operations)
    shown: list[Shown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    after: list[Segment] = field(default_factory=list)
    moved: bool = False

    def run(self) -> None:
        posts = self.standing.posts if self.standing else ()
        runs = runs_of(row for row in posts if not row.declared)
        if self.listed is None:
            for run in runs:
                self._leave(run)
        else:
            self._compare_posts(self.listed, runs, [row for row in posts if row.declared])
            self._compare_absences(self.listed)
            self._compare_person(self.listed)

    def _compare_posts(self, listed: Listed, runs: list[Run], declared: list[StandingPost]) -> None:
        paired = pair(listed.posts, runs, self.asked)
        for post in paired.contradicted:
            self._refuse(listed, post)
        for post, run in sorted(paired.pairs, key=lambda one: one[0].number):
            self._becomes(run, made_true(run, post, self.asked.as_at, teams=self.asked.teams))
        for run in paired.unlisted:
            self._leave(run)
        taken = {post.post.casefold() for post in listed.posts if post.named}
        for post in paired.new:
            number = free_number(post, self.after, taken)
            self._begin(post, number, declared)
        # What the person alone said of their posts gives way to what the employer says.
        self.operations.withdraw += [row.pk for row in declared]
        self.shown += [(Field.ROLE_GROUP, row.role_group, None) for row in declared]

    def change(self) -> Change:
        return Change(self._kind(), self.standing, self.listed, self.operations, tuple(self.shown))

    def _refuse(self, listed: Listed, post: ListedPost) -> None:
        message = _("By our records this post was held before with a gap, and these days run across it.")
        fix = _("Write the first day since the gap. If there was no gap, ask an administrator to correct the record.")
        value = f"{post.start:%d/%m/%Y}"
        self.problems.append(listed.problem(Field.START_DATE, message, fix, post.number, value))

    def _leave(self, run: Run) -> None:
        """A full list ends what it does not name, on its day; what begins later it does not speak of."""
        if self.asked.full and run.covers(self.asked.as_at):
            self._becomes(run, ended_on(run, self.asked.as_at))
        else:
            self.after += standing_segments(run)

    def _becomes(self, run: Run, segments: Segments) -> None:
        write(run.rows, segments, self.operations)
        self.after += segments
        if segments:
            self._show(run, segments)
            same_role = run.last.role_group == segments[-1].role_group
            self.moved |= not same_role
        else:
            self.shown.append((Field.START_DATE, run.first, None))

    def _show(self, run: Run, segments: Segments) -> None:
        first, last = segments[0], segments[-1]
        pairs: list[Shown] = [
            (Field.STAFF_ID, run.last.staff_id, last.staff_id),
            (Field.POST, run.post, first.post),
            (Field.ROLE_GROUP, run.last.role_group, last.role_group),
            (Field.TEAM, run.last.team, last.team),
            (Field.START_DATE, run.first, first.start),
            (Field.END_DATE, _last_day(run.left), _last_day(last.left)),
        ]
        self.shown += [pair for pair in pairs if pair[1] != pair[2]]

    def _begin(self, post: ListedPost, number: str, declared: list[StandingPost]) -> None:
        """A new post; where the person declared one, that row is confirmed, the likeliest first."""
        team = post.team if self.asked.teams else ""
        row = min(declared, key=lambda one: (one.role_group != post.role_group, one.start, one.pk), default=None)
        segment = Segment(row.pk if row else None, number, team, post.role_group, post.start, post.left, post.staff_id)
        self.after.append(segment)
        write([row] if row else [], (segment,), self.operations)
        if row:
            declared.remove(row)
        said: list[Shown] = [
            (Field.ROLE_GROUP, None, post.role_group),
            (Field.TEAM, None, team or None),
            (Field.START_DATE, None, post.start),
            (Field.END_DATE, None, _last_day(post.left)),
        ]
        self.shown += [one for one in said if one[2] is not None]

    def _compare_absences(self, listed: Listed) -> None:
        if not self.asked.absences:
            return
        free = list(self.standing.absences if self.standing else ())
        rest = [away for away in listed.absences if not _took(free, away)]
        for first, last in rest:
            same = next((row for row in free if row.away_from == first), None)
            if same is None:
                self.operations.new_absences.append((first, last))
                self.shown += [(Field.AWAY_FROM, None, first), *([(Field.AWAY_TO, None, last)] if last else [])]
                continue
            free.remove(same)
            self.operations.supersede_absences.append((same.pk, {"away_to": last}))
            self.shown.append((Field.AWAY_TO, same.away_to, last))
        for row in free:
            self._end_absence(row)

    def _end_absence(self, row: StandingAbsence) -> None:
        """Who is listed without an absence is not away; what is over stays as it was."""
        as_at = self.asked.as_at
        if row.away_to is not None and row.away_to < as_at:
            return
        if row.away_from >= as_at:
            self.operations.withdraw_absences.append(row.pk)
            self.shown.append((Field.AWAY_FROM, row.away_from, None))
        else:
            self.operations.supersede_absences.append((row.pk, {"away_to": as_at - DAY}))
            self.shown.append((Field.AWAY_TO, row.away_to, as_at - DAY))

    def _compare_person(self, listed: Listed) -> None:
        standing = self.standing
        first, last = (standing.first_name, standing.last_name) if standing else ("", "")
        name = (listed.first_name or first, listed.last_name or last)
        if not (standing and standing.names_held) and _folded(name) != _folded((first, last)):
            self.operations.name = name
            pairs = [(Field.FIRST_NAME, first, name[0]), (Field.LAST_NAME, last, name[1])]
            self.shown += [(one, before or None, after) for one, before, after in pairs if before != after]
        if listed.email and not (standing and listed.email in standing.emails):
            self.operations.email = listed.email
            self.shown.append((Field.EMAIL, None, listed.email))

    def _kind(self) -> Kind:
        as_at = self.asked.as_at
        held = [row for row in self.standing.posts if not row.declared] if self.standing else []
        was_in_post = any(row.lasts_beyond(as_at) for row in held)
        is_in_post = any(one.left is None or one.left > as_at for one in self.after)
        if self.standing is None or (is_in_post and not was_in_post):
            return Kind.JOINER
        had_no_end = any(row.left is None for row in held)
        has_no_end = any(one.left is None for one in self.after)
        if was_in_post and not has_no_end and (had_no_end or not is_in_post):
            return Kind.LEAVER
        return Kind.MOVER if self.moved or self._changed_posts(held) else Kind.CHANGED

    def _changed_posts(self, held: Sequence[StandingPost]) -> bool:
        """Whether one post ended and another began, in another role group."""
        as_at = self.asked.as_at
        before = {row.role_group for row in held if row.lasts_beyond(as_at)}
        after = {one.role_group for one in self.after if one.left is None or one.left > as_at}
        return bool(before - after) and bool(after - before)


def _took(free: list[StandingAbsence], away: tuple[dt.date, dt.date | None]) -> bool:
    """Take the standing absence of exactly these days out of `free`, if there is one."""
    for row in free:
        if (row.away_from, row.away_to) == away:
            free.remove(row)
            return True
    return False


def _last_day(left: dt.date | None) -> dt.date | None:
    return left - DAY if left else None


def _folded(name: tuple[str, str]) -> tuple[str, str]:
    return name[0].casefold(), name[1].casefold()
