"""Everybody by name with the status of each module asked of them: a partner's own people, for its own use."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from learning.requirements.models import StatusSpan
from learning.requirements.statuses import Outside, Status
from learning.workforce.models import Employment, Grade, Organisation

from .counting import Coverage
from .people import Wish, standing_people
from .scope import Scope
from .standings import IN_ORDER

CHUNK = 500
FIRST_COLUMNS = ("organisation", "as_at", "family_name", "given_name", "staff_id", "team", "staff_group", "standing")
LAST_COLUMNS = ("grade_of_return", "newest_return", "rule_set_version")
Progress = Callable[[int, int], object]
"""Told how many people are written, of how many."""
Cell = tuple[str, dt.date | None]
NOT_ASKED: Cell = ("", None)


@dataclass(frozen=True)
class PeopleTable:
    """Headings, and rows that are read from the database as they are taken."""

    headings: list[str]
    rows: Iterator[list[Any]]


def people_table(coverage: Coverage, grade: Grade, wish: Wish, progress: Progress) -> PeopleTable:
    """One row for each person whom `wish` names, by name, with status and last valid day of each module.

    `grade` of the returns of today: without names in them the columns of names are empty. A day stays a day; a cell of
    a module that is not asked of somebody is empty. Three queries.
    """
    modules = [module.pk for module in coverage.modules]
    headings = [*FIRST_COLUMNS]
    for module in coverage.modules:
        headings += [module.title, f"{module.title}, counts until"]
    return PeopleTable(
        [*headings, *LAST_COLUMNS], _rows(coverage, Scope(coverage.organisation, grade), wish, modules, progress)
    )


def _rows(
    coverage: Coverage, scope: Scope, wish: Wish, modules: Sequence[int], progress: Progress
) -> Iterator[list[Any]]:
    organisation, day = coverage.organisation, coverage.day
    people = list(standing_people(scope, day, wish))
    cells, posts = _cells(organisation, day), _posts(organisation, day)
    standings = [str(status.label) for status in IN_ORDER]
    ends = [str(coverage.ground.grade.label), coverage.ground.return_as_at, coverage.rules.version]
    for number, row in enumerate(people):
        if number % CHUNK == 0:
            progress(number, len(people))
        staff_ids, teams = posts[row["person_id"]]
        yield [
            organisation.name,
            day,
            row["person__family_name"] if scope.is_by_name else "",
            row["person__given_name"] if scope.is_by_name else "",
            "; ".join(staff_ids),
            "; ".join(teams),
            row["role_group__title"],
            standings[row["rank"]],
            *chain.from_iterable(map(cells[row["person_id"]].get, modules, repeat(NOT_ASKED))),
            *ends,
        ]
    progress(len(people), len(people))


def _cells(organisation: Organisation, day: dt.date) -> dict[int, dict[int, Cell]]:
    """By person and module, the status in words and the last day for which a record counts.

    One query for everybody: asked for a few people at a time, the database would read all of them each time.
    """
    words = {str(status): str(status.label) for status in Status} | {str(out): str(out.label) for out in Outside}
    spans = StatusSpan.objects.filter(organisation=organisation).on(day).required().order_by()
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    made: dict[tuple[str, str | None], Cell] = {}
    rows = spans.values_list("person_id", "module_id", "status", "outside", KT("reason__counts_until"))
    for person_id, module_id, status, outside, until in rows.iterator(2000):
        key = (outside or status, until)
        if key not in made:
            made[key] = (words[key[0]], dt.date.fromisoformat(until) if until else None)
        found[person_id][module_id] = made[key]
    return found


def _posts(organisation: Organisation, day: dt.date) -> dict[int, tuple[dict[str, None], dict[str, None]]]:
    """By person, the staff numbers and teams of the posts held here that day, in the order in which they began."""
    posts: Any = Employment.objects.in_post(day).confirmed().filter(organisation=organisation)
    rows = posts.annotate(lasting_id=Coalesce("person__merged_into_id", "person_id")).order_by("start")
    found: dict[int, tuple[dict[str, None], dict[str, None]]] = defaultdict(lambda: ({}, {}))
    for person_id, staff_id, team in rows.values_list("lasting_id", "staff_id", "team__name"):
        for known, value in zip(found[person_id], (staff_id, team), strict=True):
            if value:
                known[value] = None
    return found
