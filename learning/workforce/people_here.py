"""People of one organisation with the posts that it stands behind itself: never a post with anybody else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Length

from .agreements import grade_on
from .calling import called, is_by_name
from .models import Employment, Grade, Organisation, Person
from .querysets import PersonQuerySet, holds_on


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


def names_here(rows: Iterable[Person], organisation: Organisation, day: dt.date) -> dict[int, str]:
    """By key of each of these rows, merged ones too, what the organisation calls the human being; two queries.

    Rows come with their `merged_into`.
    """
    lasting = {row.pk: row.merged_into or row for row in rows}
    names = {one.person.pk: one.name for one in with_posts(set(lasting.values()), organisation, day)}
    return {pk: names[human.pk] for pk, human in lasting.items()}


def by_name_or_number(people: PersonQuerySet, organisation: Organisation, grade: Grade) -> PersonQuerySet:
    """Lasting rows in the order in which a list calls them: by name, or where it does not, by staff number."""
    if is_by_name(grade):
        return people.order_by("family_name", "given_name", "pk")
    posts = Employment.objects.standing().confirmed().filter(organisation=organisation).exclude(staff_id="")
    own, merged = (
        Subquery(posts.filter(**{path: OuterRef("pk")}).order_by("-start", "-pk").values("staff_id")[:1])
        for path in ("person", "person__merged_into")
    )
    return people.annotate(number=Coalesce(own, merged, Value(""))).order_by(Length("number"), "number", "pk")


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
