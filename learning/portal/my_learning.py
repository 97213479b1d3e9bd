"""What "My learning" shows one person on one day, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from learning.cases.models import LearningCasePage, ModuleLink
from learning.certificates.models import Certificate
from learning.modules.models import ModuleVersion
from learning.modules.order import Order
from learning.modules.pathway import in_order
from learning.records.models import Attempt, AttemptState, Completion
from learning.records.progress import progress_of
from learning.requirements.asked import Asked, asked_of
from learning.requirements.refreshers import Offer, offers_for
from learning.requirements.statuses import Status
from learning.workforce.models import Employment, Person
from learning.workforce.querysets import holds_on

from .carry_on import Place, place_in
from .passport import Held, Step, passport
from .sessions import MySessions, sessions_of
from .what_changed import Changed, changes_since

if TYPE_CHECKING:
    from learning.modules.models import Module
    from learning.workforce.models import User

MOST_CASES = 3
OF_COMPLETION = (
    "person_id", "module_id", "completed_on", "valid_from", "valid_until",
    "version__level", "version__major", "version__minor",
)  # fmt: skip


@dataclass(frozen=True)
class Started:
    """An open try: where the person stopped."""

    attempt: Attempt
    place: Place


@dataclass
class Row:
    """One module that is asked of the person, by one employer or several."""

    module: Module
    asked: list[Asked] = field(default_factory=list)
    is_open: bool = False
    certificate: UUID | None = None
    offer: Offer | None = None
    """What renews it without the whole module, while it runs out."""
    way: list[Module] = field(default_factory=list)
    """What is needed before this one can be started and is not finished, in order."""
    changes: list[Changed] = field(default_factory=list)

    @property
    def first(self) -> Asked:
        """What needs doing first, of those who ask."""
        return self.asked[0]

    @property
    def version(self) -> ModuleVersion | None:
        return self.module.current_version

    @property
    def is_current(self) -> bool:
        return all(asked.is_current for asked in self.asked)

    @property
    def waits(self) -> bool:
        """Whether the person is asked to do something about it now or soon."""
        return any(asked.status in TO_DO for asked in self.asked)


TO_DO = frozenset({Status.NEVER, Status.EXPIRED, Status.IN_GRACE, Status.DUE_SOON})


@dataclass(frozen=True)
class MyLearning:
    """The whole page."""

    posts: list[Employment]
    started: Started | None
    also_open: list[Attempt]
    not_yet: list[Attempt]
    """The last tries at modules that were not enough yet: what was read and written is kept."""
    rows: list[Row]
    passport: list[Step]
    cases: list[LearningCasePage]
    sessions: MySessions

    @property
    def to_do(self) -> list[Row]:
        return [row for row in self.rows if row.waits]

    @property
    def current(self) -> list[Row]:
        return [row for row in self.rows if not row.waits and row.is_current]

    @property
    def paused(self) -> list[Row]:
        """Asked, but not now: away or exempt."""
        return [row for row in self.rows if not row.waits and not row.is_current]

    @property
    def next(self) -> Row | None:
        """What the one main button starts, when nothing is open: the first that nothing else has to come before."""
        return next((row for row in self.to_do if not row.way), next(iter(self.to_do), None))

    @property
    def next_day(self) -> dt.date | None:
        """The first day on which something that is current now runs out."""
        return min((a.valid_until for row in self.current for a in row.asked if a.valid_until), default=None)


def my_learning_of(person: Person, user: User, day: dt.date) -> MyLearning:
    """Everything that the page shows of this person on `day`."""
    asked = asked_of(person, day)
    posts = list(Employment.objects.standing().of(person).select_related("organisation", "team", "role_group"))
    tries = list(Attempt.objects.of(person).unfinished().select_related("version", "module").order_by("-saved_at"))
    attempts = [one for one in tries if one.state == AttemptState.OPEN]
    held = _completions(person)
    valid = [one for one in held if one.is_valid_on(day)]
    open_modules = {attempt.module_id for attempt in attempts}
    order = Order.on(day)
    rows = _rows(asked, open_modules, {one.module_id: one.certificate for one in valid if one.certificate}, order)
    _find_ways(rows, order, {one.module_id for one in held})
    for key, offer in offers_for(asked, [(one.module_id, one.completed_on) for one in held], day).items():
        next(row for row in rows if row.module.pk == key).offer = offer
    _find_changes(rows, valid, day)
    learnt = open_modules | {row.module.pk for row in rows}
    return MyLearning(
        posts=[post for post in posts if holds_on(day, post.start, post.left)],
        started=_started(attempts[0]) if attempts else None,
        also_open=attempts[1:],
        not_yet=[one for one in tries if one not in attempts and one.module_id not in {had.module_id for had in valid}],
        rows=rows,
        passport=passport(asked, [Held(one.module_id, one.version.level, one.completed_on) for one in valid]),
        cases=_cases(user, learnt, open_modules, day),
        sessions=sessions_of(person, posts, timezone.now()),
    )


def _started(attempt: Attempt) -> Started:
    return Started(attempt, place_in(attempt.version.body, attempt.place, progress_of(attempt)))


def _completions(person: Person) -> list[Any]:
    """All that the person has finished, valid still or not, each with its live `certificate`; the latest is last."""
    live = Certificate.objects.of(person).live().filter(completion=OuterRef("pk")).values("uuid")[:1]
    return list(
        Completion.objects.of(person)
        .standing()
        .annotate(certificate=Subquery(live))
        .select_related("version")
        .only(*OF_COMPLETION)
        .order_by("completed_at")
    )


def _rows(asked: list[Asked], open_modules: set[int], certificates: dict[int, UUID], order: Order) -> list[Row]:
    rows: dict[int, Row] = {}
    for one in _in_order_of_teaching(asked, order):
        pk = one.module.pk
        row = rows.setdefault(pk, Row(one.module, [], pk in open_modules, certificates.get(pk)))
        row.asked.append(one)
    return list(rows.values())


def _in_order_of_teaching(asked: list[Asked], order: Order) -> Iterator[Asked]:
    """What needs doing first stays first; among equals each stands behind what it builds on, else the older first."""
    modules = in_order(sorted({one.module.pk for one in asked}), order.before)
    places = {pk: place for place, pk in enumerate(modules)}
    for _equal, group in groupby(asked, key=lambda one: (one.status, one.level, one.due_on)):
        yield from sorted(group, key=lambda one: places[one.module.pk])


def _find_ways(rows: list[Row], order: Order, done: set[int]) -> None:
    """Write into each row that is not begun what is needed before it, beyond the modules finished ever."""
    for row in rows:
        if not row.is_open:
            row.way = order.way(row.module.pk, done)


def _find_changes(rows: list[Row], valid: list[Completion], day: dt.date) -> None:
    """Write into each row what is new since the person finished it; one query."""
    held: dict[int, tuple[int, int]] = {}
    for one in valid:
        number = (one.version.major, one.version.minor)
        held[one.module_id] = max(held.get(one.module_id, number), number)
    changes = changes_since(held, day)
    for row in rows:
        row.changes = changes.get(row.module.pk, [])


def _cases(user: User, modules: set[int], near: set[int], day: dt.date) -> list[LearningCasePage]:
    """Cases linked to any of the modules; those linked to the near ones, which are open now, stand first."""
    here = Exists(ModuleLink.objects.on(day).filter(case=OuterRef("pk"), module__in=near))
    found: Any = LearningCasePage.objects.visible_to(user, day).teaching(modules, day).annotate(is_near=here)
    return list(found.order_by("-is_near", "-first_published_at", "title")[:MOST_CASES])
