"""For which employers something that happened on a day counts, and in which role group there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from learning.workforce.deciding_post import Weight, weight
from learning.workforce.models import CountedRoleGroup, Employment, LevelMap, Person
from learning.workforce.querysets import EmploymentQuerySet, holds_on


@dataclass(frozen=True, slots=True)
class Post:
    """One confirmed post as the rule sees it; `left` is the first day no longer in post."""

    person_id: int
    organisation_id: int
    role_group_id: int
    counted_by_default: bool
    start: dt.date
    left: dt.date | None


def posts_of(rows: EmploymentQuerySet) -> list[Post]:
    columns = ("organisation_id", "role_group_id", "role_group__counted_by_default", "start", "left")
    ordered = rows.order_by("organisation_id", "start", "pk").values_list("person_id", *columns)
    return [Post(*row) for row in ordered]


@dataclass(frozen=True, slots=True)
class Rules:
    """Every standing statement about levels and counted role groups of some role groups, each with its days."""

    levels: Collection[tuple[int, int, dt.date, dt.date | None]]
    chosen: Collection[tuple[int, int, dt.date, dt.date | None]]

    @classmethod
    def of(cls, role_groups: Collection[int]) -> Rules:
        days = ("starts_on", "ended_on")
        levels = LevelMap.objects.standing().filter(role_group__in=role_groups)
        chosen = CountedRoleGroup.objects.standing().filter(role_group__in=role_groups)
        return cls(
            list(levels.values_list("role_group_id", "level", *days)),
            list(chosen.values_list("organisation_id", "role_group_id", *days)),
        )

    def levels_on(self, day: dt.date) -> dict[int, int]:
        return {group: level for group, level, start, end in self.levels if holds_on(day, start, end)}

    def chosen_on(self, day: dt.date) -> set[tuple[int, int]]:
        return {(employer, group) for employer, group, start, end in self.chosen if holds_on(day, start, end)}


def deciding_groups(
    posts: Iterable[Post], levels: Mapping[int, int], chosen: Collection[tuple[int, int]]
) -> dict[int, int]:
    """Organisation → role group of posts that one person holds on one day; of two in one, the one that decides."""
    found: dict[int, tuple[Weight, int]] = {}
    for post in posts:
        mine = weight(
            counts=post.counted_by_default or (post.organisation_id, post.role_group_id) in chosen,
            level=levels.get(post.role_group_id, 0),
            start=post.start,
            role_group_id=post.role_group_id,
        )
        other = found.get(post.organisation_id)
        if other is None or mine < other[0]:
            found[post.organisation_id] = mine, post.role_group_id
    return {organisation: role_group for organisation, (_weight, role_group) in found.items()}


def employers_on(person: Person, day: dt.date) -> dict[int, int]:
    """Organisation → role group of each confirmed post on `day`; of two posts in one, the one that decides there."""
    posts = posts_of(Employment.objects.of(person).in_post(day).confirmed())
    rules = Rules.of({post.role_group_id for post in posts})
    return deciding_groups(posts, rules.levels_on(day), rules.chosen_on(day))
