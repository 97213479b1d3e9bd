"""The people behind the figures: who stands where, for which modules, and in which team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from learning.requirements.models import StatusSpan
from learning.requirements.statuses import CURRENT, OVERDUE, Status
from learning.workforce.models import Employment, Organisation, Person

from .counting import standings

STANDINGS: dict[str, frozenset[str]] = {
    "attention": OVERDUE | {Status.DUE_SOON},
    "never": frozenset({Status.NEVER}),
    "expired": frozenset({Status.EXPIRED}),
    "due_soon": frozenset({Status.DUE_SOON}),
    "current": CURRENT,
    "counted": CURRENT | OVERDUE,
    "outside": frozenset({Status.IN_GRACE, Status.EXCLUDED, Status.EXEMPT}),
    "all": frozenset(Status),
}


@dataclass
class Listed:
    """One person in a list: where they stand, and the modules that this is about (none when all are current)."""

    uuid: UUID
    name: str
    role_group: str
    standing: str
    team: str = ""
    when: str = ""
    spans: list[StatusSpan] = field(default_factory=list)

    briefly: ClassVar[int] = 2

    @property
    def more(self) -> int:
        """How many modules a brief list leaves out."""
        return max(0, len(self.spans) - self.briefly)


def standing_people(
    organisation: Organisation,
    day: dt.date,
    *,
    show: str,
    role_group: str = "",
    module: str = "",
    team_ids: Collection[int] | None = None,
) -> QuerySet[StatusSpan, Any]:
    """One row, by name, for each person standing as `show` (a key of `STANDINGS`) says; with a module, for that one."""
    asked = StatusSpan.objects.filter(organisation=organisation).on(day).required()
    if role_group:
        asked = asked.filter(role_group__slug=role_group)
    if module:
        asked = asked.filter(module__slug=module)
    if team_ids is not None:
        here = Employment.objects.in_post(day).confirmed().filter(organisation=organisation, team__in=team_ids)
        asked = asked.filter(person_id__in=here.values_list(Coalesce("person__merged_into_id", "person_id")))
    rows: Any = standings(asked, *_NAMES)
    rows = rows.filter(standing__in=STANDINGS[show])
    return rows.order_by("person__family_name", "person__given_name", "person_id")


_NAMES = ("person__uuid", "person__given_name", "person__family_name", "role_group__title")


def listed(
    rows: Iterable[dict[str, Any]], organisation: Organisation, day: dt.date, *, module: str = ""
) -> list[Listed]:
    """These rows of `standing_people` with their modules and teams; two queries."""
    found: dict[int, Listed] = {}
    for row in rows:
        who = Person(given_name=row["person__given_name"], family_name=row["person__family_name"])
        found[row["person_id"]] = Listed(row["person__uuid"], who.name, row["role_group__title"], row["standing"])
    spans = StatusSpan.objects.filter(organisation=organisation, person_id__in=found).on(day).required()
    if module:
        spans = spans.filter(module__slug=module)
    for span in spans.select_related("module").order_by("module_id"):
        person = found[span.person_id]
        if module or (span.counted and span.status in STANDINGS["attention"]):
            person.spans.append(span)
        elif not person.when and span.status == person.standing:
            person.when = span.when
    for person_id, team in _teams(found, organisation, day):
        found[person_id].team = team
    return list(found.values())


def _teams(people: Collection[int], organisation: Organisation, day: dt.date) -> Iterator[tuple[int, str]]:
    lasting = Coalesce("person__merged_into_id", "person_id")
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=organisation).exclude(team=None)
    theirs: Any = posts.annotate(lasting_id=lasting)
    yield from theirs.filter(lasting_id__in=people).order_by("start").values_list("lasting_id", "team__name")
