"""People of one organisation with the posts that it stands behind itself: never a post with anybody else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from .agreements import grade_on
from .calling import called, is_by_name
from .models import Employment, Grade, Organisation, Person
from .querysets import holds_on


@dataclass(frozen=True)
class Here:
    """One human being as their employer lists them; `posts` are this employer's own, the latest first.

    `grade` is that of the employer's returns on the day.
    """

    person: Person
    posts: tuple[Employment, ...]
    day: dt.date
    grade: Grade

    @property
    def name(self) -> str:
        return called(self.grade, self.person.given_name, self.person.family_name, self.staff_id)

    @property
    def number_beside(self) -> str:
        """The staff number where the name is none."""
        has_name = bool(self.person.given_name or self.person.family_name)
        return self.staff_id if is_by_name(self.grade) and has_name else ""

    @property
    def staff_id(self) -> str:
        return next((post.staff_id for post in self.posts if post.staff_id), "")

    @property
    def post(self) -> Employment | None:
        """The post held on the day, else the one that begins next, else the last one."""
        held = [post for post in self.posts if holds_on(self.day, post.start, post.left)]
        coming = [post for post in self.posts if post.start > self.day]
        return next(iter(held or coming[-1:] or self.posts), None)


def with_posts(people: Iterable[Person], organisation: Organisation, day: dt.date) -> list[Here]:
    """These people, in their order, each with the standing posts that the organisation confirmed; two queries."""
    chosen = list(people)
    keys = [person.pk for person in chosen]
    posts: dict[int, list[Employment]] = defaultdict(list)
    rows = Employment.objects.standing().confirmed().filter(organisation=organisation)
    rows = rows.filter(Q(person__in=keys) | Q(person__merged_into__in=keys)).order_by("-start", "-pk")
    for post in rows.select_related("team", "role_group", "person"):
        posts[post.person.lasting_id].append(post)
    grade = grade_on(organisation, day)
    return [Here(person, tuple(posts[person.pk]), day, grade) for person in chosen]
