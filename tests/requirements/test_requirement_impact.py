"""Whom a change would touch: exactly one's own people, others protected; and making it then touches exactly those."""

import datetime as dt

import pytest

from learning.modules.models import Module
from learning.requirements.actions.change_level import change_level
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.actions.set_requirement import end_requirement, set_requirement
from learning.requirements.levels import LevelChange
from learning.requirements.models import Requirement, StatusSpan
from learning.requirements.proposals import Proposal
from learning.requirements.requirement_impact import MOST_NAMED, hit_at, hit_everywhere, people_named
from learning.workforce.models import Employment, Organisation, ReturnGrade, RoleGroup
from tests.requirements.factories import (
    BareVersionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    completed,
)
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleGroupFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
START = dt.date(2026, 3, 10)


@pytest.fixture
def group() -> RoleGroup:
    RuleSetFactory()
    return LevelMapFactory(level=2).role_group


@pytest.fixture
def here(group: RoleGroup) -> Organisation:
    return OrganisationFactory(name="Here")


@pytest.fixture
def new() -> Module:
    return BareVersionFactory(module=ModuleFactory(title="New")).module


def staff(organisation: Organisation, number: int) -> list[int]:
    return [EmploymentFactory(organisation=organisation).person_id for _ in range(number)]


def hold(people: list[int], module: Module, until: dt.date | None = None) -> None:
    for pk in people:
        completed(PersonFactory._meta.model.objects.get(pk=pk), module, dt.date(2025, 3, 1), until)


def asking(module: Module, organisation: Organisation | None = None, **more: object) -> Proposal:
    requirement = Requirement(level=1, module=module, organisation=organisation, starts_on=START, **more)
    return Proposal(START, asks=requirement)


class TestOwnPeople:
    def test_who_is_newly_asked_who_holds_it_and_until_when_there_is_time(
        self, here: Organisation, new: Module
    ) -> None:
        people = staff(here, 5)
        hold(people[:2], new)
        EmploymentFactory(organisation=here, left_already=True)
        EmploymentFactory(organisation=here, self_declared=True)
        staff(OrganisationFactory(), 3)
        hit = hit_at(here, asking(new, here))
        assert hit.effect.newly_asked == set(people)
        assert hit.effect.to_learn == set(people[2:])
        assert (hit.held_already, hit.grace_until) == (2, dt.date(2026, 6, 7))
        assert {one.person.pk for one in people_named(hit, here, T)} == set(people[2:])

    def test_asking_then_touches_exactly_those(self, here: Organisation, new: Module) -> None:
        people = staff(here, 3)
        hold(people[:1], new)
        proposal = asking(new, here)
        hit = hit_at(here, proposal)
        assert proposal.asks is not None
        set_requirement(None, proposal.asks)
        rebuild_everybody()
        spans = StatusSpan.objects.on(START).filter(module=new)
        assert set(spans.values_list("person_id", flat=True)) == hit.effect.newly_asked
        assert set(spans.filter(status="in_grace").values_list("person_id", flat=True)) == hit.effect.to_learn

    def test_ending_lets_go_exactly_those(self, here: Organisation, new: Module) -> None:
        people = staff(here, 3)
        asked = RequirementFactory(level=1, module=new, organisation=here)
        hit = hit_at(here, Proposal(START, ends=asked))
        assert (hit.effect.no_longer_asked, hit.newly_asked) == (set(people), 0)
        end_requirement(None, asked, START)
        rebuild_everybody()
        assert not StatusSpan.objects.on(START).filter(module=new).exists()
        assert StatusSpan.objects.on(START - dt.timedelta(1)).filter(module=new).count() == 3

    def test_asking_again_sooner_says_whose_would_run_out(self, here: Organisation, new: Module) -> None:
        people = staff(here, 3)
        RequirementFactory(level=1, module=new)
        hold(people[:2], new, dt.date(2028, 2, 29))
        hit = hit_at(here, asking(new, here, refresh_months=12))
        assert not hit.effect.newly_asked
        assert (hit.losing, hit.losing_from) == (frozenset(people[:2]), dt.date(2026, 6, 8))

    def test_nobody_at_all(self, here: Organisation, new: Module) -> None:
        staff(here, 2)
        RequirementFactory(level=1, module=new)
        assert hit_at(here, asking(new, here)).nobody

    def test_names_are_bounded_and_in_order(self, here: Organisation, new: Module) -> None:
        staff(here, MOST_NAMED + 3)
        hit = hit_at(here, asking(new, here))
        names = [one.person for one in people_named(hit, here, T)]
        assert (len(names), len(hit.named)) == (MOST_NAMED, MOST_NAMED + 3)
        assert [person.family_name for person in names] == sorted(person.family_name for person in names)

    def test_by_staff_number_or_not_at_all_where_names_are_not_returned(self, here: Organisation, new: Module) -> None:
        staff(here, 3)
        Employment.objects.update(staff_id="77")
        hit = hit_at(here, asking(new, here))
        chosen = ReturnGradeFactory(organisation=here)
        assert [one.name for one in people_named(hit, here, T)] == ["Staff number 77"] * 3
        ReturnGrade.objects.filter(pk=chosen.pk).update(grade="headcount")
        assert people_named(hit, here, T) == []


class TestTheNetwork:
    def test_others_are_protected_and_ones_own_partner_is_exact(self, here: Organisation, new: Module) -> None:
        user = UserFactory()
        EmploymentFactory(organisation=here, person=PersonFactory(user=user))
        staff(here, 2)
        hold(staff(OrganisationFactory(name="Large"), 33)[:12], new)
        staff(OrganisationFactory(name="Small"), 6)
        hit = hit_everywhere(user, asking(new), T)
        rows = {row.name: row for row in hit.rows}
        assert hit.titles == ["Newly asked", "Of them not holding it"]
        assert [share.exact for share in rows["Here"].shares] == [(3, 3), (3, 3)]
        assert [(share.count, share.total) for share in rows["Large"].shares] == [(35, 35), (20, 35)]
        assert all(share.hidden for share in rows["Small"].shares)
        assert hit.lines[-1].cells[0][1].total == 40

    def test_no_day_tells_more_of_others(self, group: RoleGroup, new: Module) -> None:
        there = OrganisationFactory()
        staff(there, 30)
        for number in range(25):
            EmploymentFactory(organisation=there, start=dt.date(2026, 3, 5) + dt.timedelta(number))
        seen = set()
        for number in range(0, 40, 4):
            day = START + dt.timedelta(number)
            proposal = Proposal(day, asks=Requirement(level=1, module=new, starts_on=day))
            hit = hit_everywhere(UserFactory(), proposal, T)
            assert hit.others_day == dt.date(2026, 3, 1)
            seen.add(tuple(hit.rows))
        assert len(seen) == 1

    def test_a_level_touches_its_own_role_group_alone(self, here: Organisation, group: RoleGroup, new: Module) -> None:
        corporate = RoleGroupFactory(slug="corporate")
        LevelMapFactory(role_group=corporate, level=1)
        people = staff(here, 12)
        for _ in range(12):
            EmploymentFactory(organisation=here, role_group=corporate)
        RequirementFactory(level=3, module=new)
        change = LevelChange(group, 3, "practice", START)
        hit = hit_everywhere(UserFactory(), Proposal(START, level=change), T)
        assert [(share.count, share.total) for share in hit.rows[0].shares] == [(10, 25), (10, 25), (0, 25)]
        change_level(None, change)
        rebuild_everybody()
        asked = StatusSpan.objects.on(START).filter(module=new)
        assert set(asked.values_list("person_id", flat=True)) == set(people)

    def test_a_partner_that_is_left_alone_is_left_out(self, here: Organisation, new: Module) -> None:
        staff(here, 12)
        RequirementFactory(level=1, module=new)
        hit = hit_everywhere(UserFactory(), asking(new), T)
        assert (hit.rows, hit.lines) == ([], [])
