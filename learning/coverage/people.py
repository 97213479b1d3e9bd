"""The people behind the figures: who stands where, for which modules, and in which team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Length

from learning.requirements.models import StatusSpan
from learning.workforce.calling import called
from learning.workforce.models import Employment, Organisation

from .counting import FIRST, asked_on, first_by_name
from .discreet import without_days_away
from .finding import found_by
from .scope import Scope
from .standings import IN_ORDER, STANDINGS, Rows, standing_as, standings

LASTING = Coalesce("person__merged_into_id", "person_id")


@dataclass(frozen=True)
class Wish:
    """Which people to list: standing as `show` says (see `standing_as`), and what else is asked for.

    `role_group` and `module` are addresses; with a module, everybody stands as they do for that one. `team_ids`: in one
    of these teams; an empty set: in no team. `words`: what somebody is found by.
    """

    show: str
    role_group: str = ""
    module: str = ""
    team_ids: Collection[int] | None = None
    words: str = ""


@dataclass
class Listed:
    """One person in a list: what their employer calls them, where they stand, and the modules that this is about."""

    uuid: UUID
    name: str
    role_group: str
    standing: str
    staff_id: str = ""
    team: str = ""
    when: str = ""
    spans: list[StatusSpan] = field(default_factory=list)
    is_by_name: bool = True

    BRIEFLY: ClassVar[int] = 2
    IN_A_LIST: ClassVar[int] = 4

    @property
    def first_spans(self) -> list[StatusSpan]:
        """What a few people beside other things have room for."""
        return self.spans[: self.BRIEFLY]

    @property
    def more(self) -> int:
        return max(0, len(self.spans) - self.BRIEFLY)

    @property
    def listed_spans(self) -> list[StatusSpan]:
        """What a list of many people has room for; the page of each holds all."""
        return self.spans[: self.IN_A_LIST]

    @property
    def more_listed(self) -> int:
        return max(0, len(self.spans) - self.IN_A_LIST)


def asked_of(scope: Scope, day: dt.date) -> QuerySet[StatusSpan]:
    """The spans of `day` of everybody in the scope."""
    asked = asked_on(scope.organisation, day)
    return asked if scope.team_ids is None else _in_teams(asked, scope.organisation, day, scope.team_ids)


def standing_people(scope: Scope, day: dt.date, wish: Wish) -> Rows:
    """One row, by name or staff number, for each person of the scope whom the wish names."""
    asked = asked_of(scope, day)
    if wish.role_group:
        asked = asked.filter(role_group__slug=wish.role_group)
    if wish.module:
        asked = asked.filter(module__slug=wish.module)
    if wish.team_ids is not None:
        asked = _in_teams(asked, scope.organisation, day, wish.team_ids)
    if wish.words:
        asked = asked.filter(person__in=found_by(wish.words, scope.organisation, by_name=scope.is_by_name))
    rows = standing_as(standings(asked, *_NAMES), wish.show, day)
    return in_order(rows, scope, day)


def in_order(rows: Rows, scope: Scope, day: dt.date) -> Rows:
    """Rows of `standings` by name, or where people are called by their staff number by that."""
    if scope.is_by_name:
        return rows.order_by("person__family_name", "person__given_name", "person_id")
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=scope.organisation).exclude(staff_id="")
    # Their own row first and a merged one after it: an OR of both would read all posts for each person.
    own, merged = (
        Subquery(posts.filter(**{path: OuterRef("person_id")}).order_by("start", "pk").values("staff_id")[:1])
        for path in ("person", "person__merged_into")
    )
    rows = rows.annotate(number=Coalesce(own, merged, Value("")))
    return rows.order_by(Length("number"), "number", "person_id")


_NAMES = ("person__uuid", "person__given_name", "person__family_name", "role_group__title")


def first_people(scope: Scope, day: dt.date, keys: Collection[int] | None = None) -> list[Listed]:
    """The first, by name or number, of those who are not current or due soon; `keys` where it is known who they are."""
    if keys is None:
        asked = asked_of(scope, day)
        keys = list(first_by_name(asked)) if scope.is_by_name else _first_by_number(asked, scope, day)
    rows = standings(asked_on(scope.organisation, day, keys), *_NAMES)
    return listed(in_order(rows, scope, day), scope, day)


def _first_by_number(asked: QuerySet[StatusSpan], scope: Scope, day: dt.date) -> list[int]:
    attention = standing_as(standings(asked), "attention", day)
    return list(in_order(attention, scope, day).values_list("person_id", flat=True)[:FIRST])


def listed(rows: Iterable[dict[str, Any]], scope: Scope, day: dt.date, *, module: str = "") -> list[Listed]:
    """These rows of `standing_people` with their modules, teams and staff numbers; two queries."""
    found: dict[int, Listed] = {}
    names: dict[int, tuple[str, str]] = {}
    for row in rows:
        standing, person_id = IN_ORDER[row["rank"]], row["person_id"]
        names[person_id] = row["person__given_name"], row["person__family_name"]
        found[person_id] = Listed(row["person__uuid"], "", row["role_group__title"], standing)
    spans = asked_on(scope.organisation, day, found)
    if module:
        spans = spans.filter(module__slug=module)
    for span in spans.select_related("module").order_by("module_id"):
        if not scope.is_whole:
            without_days_away(span)
        person = found[span.person_id]
        if module or (span.counted and span.status in STANDINGS["attention"]):
            person.spans.append(span)
        elif not person.when and span.status == person.standing:
            person.when = span.when
    for person_id, staff_id, team in _posts(found, scope, day):
        person = found[person_id]
        person.staff_id = person.staff_id or staff_id
        if team and team not in person.team.split(", "):
            person.team = f"{person.team}, {team}" if person.team else team
    for person_id, person in found.items():
        person.name = called(scope.grade, *names[person_id], person.staff_id)
        person.is_by_name = scope.is_by_name
    return list(found.values())


def _in_teams(
    asked: QuerySet[StatusSpan], organisation: Organisation, day: dt.date, team_ids: Collection[int]
) -> QuerySet[StatusSpan]:
    """Those of people with a post in one of these teams; with no teams at all, of people with none in any."""
    here = Employment.objects.in_post(day).confirmed().filter(organisation=organisation).order_by()
    if not team_ids:
        return asked.exclude(person_id__in=here.exclude(team=None).values_list(LASTING))
    return asked.filter(person_id__in=here.filter(team__in=team_ids).values_list(LASTING))


def _posts(people: Collection[int], scope: Scope, day: dt.date) -> Iterator[tuple[int, str, str | None]]:
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=scope.organisation)
    if scope.team_ids is not None:
        posts = posts.filter(team__in=scope.team_ids)
    theirs: Any = posts.annotate(lasting_id=LASTING).filter(lasting_id__in=people)
    yield from theirs.order_by("start", "pk").values_list("lasting_id", "staff_id", F("team__name"))
