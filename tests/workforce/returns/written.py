"""What a database would hold after a return's changes were written, and after they were undone: without a database."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from learning.workforce.returns.comparing import Change, Differences, Standing, StandingAbsence, StandingPost

KEYS = itertools.count(1_000_000)


@dataclass(frozen=True)
class Written:
    """People after the changes, and each changed one as they were before."""

    people: tuple[Standing, ...]
    undo: dict[int, Standing | None]


def apply(before: Sequence[Standing], differences: Differences) -> Written:
    people = {one.pk: one for one in before}
    undo: dict[int, Standing | None] = {}
    for change in differences.changes:
        pk = change.standing.pk if change.standing else next(KEYS)
        assert pk not in undo, "one change for one person"
        undo[pk] = people.get(pk)
        people[pk] = changed(undo[pk] or nobody(pk), change)
    return Written(tuple(people.values()), undo)


def nobody(pk: int) -> Standing:
    return Standing(pk, frozenset(), frozenset(), "", "", names_held=False, posts=())


def changed(one: Standing, change: Change) -> Standing:
    what = change.operations
    posts = {row.pk: row for row in one.posts}
    for pk in what.withdraw:
        del posts[pk]
    for pk, values in what.supersede:
        key = next(KEYS)
        posts[key] = replace(posts.pop(pk), **{**values, "pk": key, "declared": False})
    for new in what.new_posts:
        key = next(KEYS)
        posts[key] = StandingPost(key, new.post, new.team, new.role_group, new.start, new.left, False, new.staff_id)
    absences = {row.pk: row for row in one.absences}
    for pk in what.withdraw_absences:
        del absences[pk]
    for pk, values in what.supersede_absences:
        absences[next(KEYS)] = replace(absences.pop(pk), **{**values, "pk": next(KEYS)})
    for first, last in what.new_absences:
        absences[next(KEYS)] = StandingAbsence(next(KEYS), first, last)
    hold(list(posts.values()), list(absences.values()))
    names = what.name or (one.first_name, one.last_name)
    return replace(
        one,
        staff_ids={*one.staff_ids} | {row.staff_id for row in posts.values() if row.staff_id and not row.declared},
        emails={*one.emails} | ({what.email} if what.email else set()),
        first_name=names[0],
        last_name=names[1],
        posts=tuple(sorted(posts.values(), key=lambda row: (row.start, row.pk))),
        absences=tuple(sorted(absences.values(), key=lambda row: row.away_from)),
    )


def hold(posts: list[StandingPost], absences: list[StandingAbsence]) -> None:
    """The constraints that the database keeps."""
    assert all(row.left is None or row.left > row.start for row in posts)
    assert all(row.away_to is None or row.away_to >= row.away_from for row in absences)
    assert len({(row.post, row.start) for row in posts}) == len(posts), "one employment per post and first day"
