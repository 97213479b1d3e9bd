"""Random histories of what was recorded when: one step after another, each by the action that the product has for it.

Days are few and close, and rules short, so that what can meet does meet.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random
from typing import Any, TypeVar

import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from learning.modules.models import Module
from learning.modules.signals import module_retired, version_published
from learning.records.actions.correct_completion import correct_completion
from learning.records.actions.record_completion import complete_by_attendance
from learning.records.models import Completion
from learning.records.signals import completion_recorded
from learning.requirements.actions.grant_exemption import end_exemption, grant_exemption, withdraw_exemption
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.actions.set_refresher_pool import end_refresher_pool, set_refresher_pool
from learning.requirements.actions.set_requirement import end_requirement, set_requirement
from learning.requirements.models import Exemption, ExemptionCategory, RefresherPool, Requirement, RuleSet
from learning.workforce.actions.merge_people import merge_people, unmerge_people
from learning.workforce.actions.record_statement import end_statement, record_statement, withdraw_statement
from learning.workforce.models import Absence, CountedRoleGroup, Employment, LevelMap, Organisation, Person, Recorded
from learning.workforce.models.employment import EmploymentSource
from tests.forgetting import forget_everything
from tests.requirements.factories import (
    BareVersionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    completed,
)
from tests.workforce.factories import (
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)

FIRST = dt.date(2026, 1, 1)
EVERY_DAY = [FIRST + dt.timedelta(n) for n in range(-3, 130)]
BEGUN = dt.datetime(2025, 12, 30, 9, tzinfo=dt.UTC)
Row = TypeVar("Row")


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is written inside is gone afterwards, also from memory: one example knows nothing of another."""
    forget_everything()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Base:
    """Three partners (one is the network's own team, one joins late), three role groups, five modules, four people."""

    def __init__(self) -> None:
        with time_machine.travel(BEGUN, tick=False):
            self.administrator = RoleAssignmentFactory(administrator=True).user
            RuleSetFactory(version=1, grace_days=12, due_soon_days=9)
            self.organisations: list[Organisation] = [
                OrganisationFactory(),
                OrganisationFactory(joined_on=FIRST + dt.timedelta(20)),
                OrganisationFactory(kind=Organisation.NETWORK_KIND),
            ]
            self.groups = [
                RoleGroupFactory(slug="frontline_direct"),
                RoleGroupFactory(slug="supervisors"),
                RoleGroupFactory(slug="volunteers", counted_by_default=False),
            ]
            for group, level in zip(self.groups, (2, 3, 1), strict=True):
                LevelMapFactory(role_group=group, level=level)
            self.modules: list[Module] = [ModuleFactory() for _ in range(5)]
            for module, months in zip(self.modules, (1, 2, 3, None, 12), strict=True):
                BareVersionFactory(module=module, refresh_months=months)
            for level, module in ((1, 0), (2, 1), (3, 2)):
                RequirementFactory(level=level, module=self.modules[module])
            self.people: list[Person] = [PersonFactory() for _ in range(4)]
            for person in self.people[:3]:
                record_statement(
                    None,
                    Employment(
                        person=person,
                        organisation=self.organisations[0],
                        role_group=self.groups[0],
                        start=FIRST - dt.timedelta(200),
                    ),
                )


class History:
    """The steps of one example; `now` moves on by a day or two with each, and each may speak of any day.

    The same seed makes the same steps. `undated`: also what is no dated statement, such as the end of a partnership.
    """

    def __init__(self, base: Base, seed: int, *, undated: bool) -> None:
        self.base, self.now = base, BEGUN
        self.random = Random(seed)  # noqa: S311  made-up people, no secret
        self.steps = [*DATED, *(UNDATED if undated else [])]

    def step(self) -> str:
        """Do one thing that may be done; what is refused is left alone."""
        self.now += dt.timedelta(hours=self.random.randint(1, 70))
        act = self.random.choice(self.steps)
        with time_machine.travel(self.now, tick=False), suppress(ValidationError), transaction.atomic():
            act(self)
            if act in FOR_EVERYBODY:  # a task does it after the commit that no test makes
                rebuild_everybody()
        return act.__name__

    def any(self, rows: Sequence[Row]) -> Row:
        return self.random.choice(rows)

    def standing(self, model: type[Recorded]) -> Any:
        """One standing statement of this kind, if there is one."""
        return self.perhaps(model._default_manager.filter(superseded_at=None))

    def perhaps(self, rows: QuerySet[Any]) -> Any:
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None

    def day(self) -> dt.date:
        return FIRST + self.days(0, 100)

    def days(self, fewest: int, most: int) -> dt.timedelta:
        return dt.timedelta(self.random.randint(fewest, most))

    def later(self, day: dt.date) -> dt.date | None:
        return None if self.random.random() < 0.3 else day + self.days(1, 60)

    # ---- people ----

    def employ(self) -> None:
        start = self.day()
        row = Employment(
            person=self.any(self.base.people),
            organisation=self.any([self.base.organisations[n] for n in (0, 0, 0, 1, 2)]),
            role_group=self.any(self.base.groups),
            post=self.any(["1", "2"]),
            start=start,
            left=self.later(start),
            source=self.any(list(EmploymentSource)),
        )
        record_statement(None, row)

    def better_a_post(self) -> None:
        row = self.standing(Employment)
        if row:
            what = self.any(["start", "left", "role_group", "source", "team"])
            if what == "start":
                row.start = self.day()
            elif what == "left":
                row.left = self.later(row.start)
            elif what == "role_group":
                row.role_group = self.any(self.base.groups)
            elif what == "source":
                row.source = EmploymentSource.FORM
            else:
                row.staff_id = "4711"
            record_statement(None, row)

    def withdraw(self) -> None:
        row = self.standing(self.any([Employment, Absence]))
        if row:
            withdraw_statement(None, row)

    def be_away(self) -> None:
        start = self.day()
        row = Absence(
            person=self.any(self.base.people),
            organisation=self.any(self.base.organisations[:2]),
            away_from=start,
            away_to=self.later(start),
        )
        record_statement(None, row)

    def come_back(self) -> None:
        row = self.standing(Absence)
        if row:
            end_statement(None, row, away_to=row.away_from + self.days(0, 30))

    def excuse(self) -> None:
        start = self.day()
        row = Exemption(
            person=self.any(self.base.people),
            organisation=self.any(self.base.organisations[:2]),
            module=self.any([None, *self.base.modules[:3]]),
            category=ExemptionCategory.AGREED,
            starts_on=start,
            ends_on=start + self.days(0, 60),
            approved_by=self.base.administrator,
        )
        grant_exemption(None, row)

    def excuse_no_longer(self) -> None:
        row = self.standing(Exemption)
        if row and self.random.random() < 0.5:
            withdraw_exemption(None, row)
        elif row:
            end_exemption(None, row, row.starts_on + self.days(0, 30))

    def merge(self) -> None:
        one, other = (Person.objects.get(pk=self.any(self.base.people).pk) for _ in range(2))
        merge_people(self.base.administrator, one, other, "One staff card")

    def unmerge(self) -> None:
        row = self.perhaps(Person.objects.exclude(merged_into=None))
        if row:
            unmerge_people(self.base.administrator, row)

    # ---- the ledger ----

    def finish(self) -> None:
        """At a live session of now or of some days ago, or found later in somebody's papers."""
        person, module = self.any(self.base.people), self.any([*self.base.modules, *self.base.modules[:2]])
        on = self.now - self.days(0, 40)
        version = self.perhaps(module.versions.all())
        if self.random.random() < 0.5:
            complete_by_attendance(person, version, on, None)
            return
        until = self.later(on.date())
        done = completed(
            person, module, min(on, self.now - dt.timedelta(1)).date(), until, version=version, recognised=True,
            recorded_at=self.now,
        )  # fmt: skip
        completion_recorded.send(sender=Completion, completion=done)

    def correct(self) -> None:
        done = self.perhaps(Completion.objects.filter(correction=None))
        if done:
            correct_completion(self.base.administrator, done, "Written for somebody else")

    # ---- what holds for everybody ----

    def ask(self) -> None:
        start = self.day()
        organisation = self.any([None, self.base.organisations[0], *self.base.organisations[:2]])
        months = self.any((None, 1, 1, 2)) if organisation else None
        row = Requirement(
            level=self.random.randint(1, 3),
            path=self.any(["", "", "practice", "leadership"]),
            module=self.any(self.base.modules),
            organisation=organisation,
            starts_on=start,
            ended_on=self.later(start),
            refresh_months=months,
        )
        set_requirement(None, row)

    def ask_no_longer(self) -> None:
        row = self.standing(Requirement)
        if row:
            end_requirement(None, row, self.day())

    def set_level(self) -> None:
        start = self.day()
        row = LevelMap(
            role_group=self.any(self.base.groups),
            level=self.random.randint(1, 3),
            path=self.any(["practice", "leadership"]),
            starts_on=start,
            ended_on=self.later(start),
        )
        record_statement(None, row)

    def end_level(self) -> None:
        row = self.standing(LevelMap)
        if row:
            end_statement(None, row, ended_on=self.day())

    def count_volunteers(self) -> None:
        start = self.day()
        row = CountedRoleGroup(
            organisation=self.any(self.base.organisations[:2]),
            role_group=self.base.groups[2],
            starts_on=start,
            ended_on=self.later(start),
        )
        record_statement(None, row)

    def publish(self) -> None:
        module = self.any(self.base.modules[:3])
        major = max(module.versions.values_list("major", flat=True)) + 1
        rule = self.any(["redo", "bridge", "bridge", "stand"])
        by = self.any((None, *range(30)) if rule != "redo" else range(30))
        version = BareVersionFactory(
            module=module,
            major=major,
            refresh_months=1,
            earlier_completions=rule,
            redo_by=None if by is None else self.now.date() + dt.timedelta(by),
            bridge=self.base.modules[3] if rule == "bridge" else None,
            published_at=self.now,
        )
        version_published.send(sender=None, version=version)

    def set_pool(self) -> None:
        """One pool for a module: of two at once the longer renewal counts, which the oracle does not know."""
        module = self.any(self.base.modules[:3])
        if not RefresherPool.objects.filter(module=module).exists():
            items = [self.base.modules[3], self.base.modules[4]]
            needed = self.random.randint(1, 2)
            set_refresher_pool(None, module, items, needed=needed, months=1, starts_on=self.day())

    def end_pool(self) -> None:
        pool = self.perhaps(RefresherPool.objects.all())
        if pool:
            end_refresher_pool(None, pool, self.day())

    def change_rules(self) -> None:
        if RuleSet.objects.count() < 3:
            start = self.day()
            RuleSet.objects.get_or_create(
                starts_on=start,
                defaults={
                    "version": RuleSet.objects.count() + 1,
                    "grace_days": self.random.randint(5, 20),
                    "due_soon_days": self.random.randint(0, 15),
                },
            )

    # ---- what is no dated statement ----

    def leave_the_network(self) -> None:
        row = self.base.organisations[0]
        Organisation.objects.filter(pk=row.pk).update(left_on=FIRST + self.days(70, 120))

    def retire(self) -> None:
        old, new = self.any([(0, 4), (1, 4), (2, 1), (2, None), (4, 3)])
        module = self.base.modules[old]
        replaced_by = None if new is None else self.base.modules[new]
        Module.objects.filter(pk=module.pk).update(retired_on=self.day(), replaced_by=replaced_by)
        module_retired.send(sender=Module, module=module)


Step = Callable[[History], None]
FOR_EVERYBODY: list[Step] = [
    History.ask,
    History.ask_no_longer,
    History.set_level,
    History.end_level,
    History.count_volunteers,
    History.publish,
    History.set_pool,
    History.end_pool,
    History.change_rules,
]
UNDATED: list[Step] = [History.leave_the_network, History.retire]
# What happens often in a real network stands here several times.
DATED: list[Step] = [
    *[History.employ] * 3,
    *[History.better_a_post] * 2,
    *[History.finish] * 12,
    History.withdraw,
    *[History.be_away] * 2,
    History.come_back,
    *[History.excuse] * 2,
    History.excuse_no_longer,
    *[History.merge] * 2,
    History.unmerge,
    *[History.correct] * 2,
    *[History.publish, History.ask, History.set_pool] * 2,
    *FOR_EVERYBODY,
]
FOR_EVERYBODY = FOR_EVERYBODY + UNDATED
