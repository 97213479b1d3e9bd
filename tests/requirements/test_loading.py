"""What is known of people: now, and as it was known at a moment, which nothing recorded later may change."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from learning.modules.models import Module
from learning.records.models import Correction
from learning.requirements.actions.grant_exemption import grant_exemption
from learning.requirements.actions.set_refresher_pool import end_refresher_pool, set_refresher_pool
from learning.requirements.actions.set_requirement import end_requirement, set_requirement
from learning.requirements.impact import impact
from learning.requirements.loading import facts_of, lasting_keys
from learning.requirements.models import Requirement, RuleSet
from learning.requirements.network import Network
from learning.requirements.status_on import status_on
from learning.workforce.actions.merge_people import merge_people, unmerge_people
from learning.workforce.actions.record_statement import record_statement, withdraw_statement
from learning.workforce.models import CountedRoleGroup, Employment, LevelMap, Person, User
from tests.requirements.factories import (
    BareVersionFactory,
    ExemptionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    at,
    completed,
)
from tests.workforce.factories import (
    LONG_AGO,
    AbsenceFactory,
    EmploymentFactory,
    LevelMapFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)
BEFORE, MOMENT, AFTER = (dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC) for day in (1, 10, 20))


class World:
    """A module asked of everybody, and one post, all known since long ago."""

    def __init__(self) -> None:
        with time_machine.travel(at(LONG_AGO), tick=False):
            self.administrator: User = RoleAssignmentFactory(administrator=True).user
            self.levels: LevelMap = LevelMapFactory(level=2)
            RuleSetFactory()
            self.requirement: Requirement = RequirementFactory(level=1)
            self.module: Module = self.requirement.module
            BareVersionFactory(module=self.module)
            self.post: Employment = EmploymentFactory()
        self.person: Person = self.post.person

    def status(self, known_at: dt.datetime | None = None, person: Person | None = None) -> tuple[str, str]:
        who = person or self.person
        judgement = status_on(who, self.post.organisation, self.module, DAY, known_at=known_at)
        return str(judgement.status), str(judgement.outside)


@pytest.fixture
def world() -> World:
    return World()


def absence(world: World) -> None:
    record_statement(None, AbsenceFactory.build(person=world.person, organisation=world.post.organisation))


def back_dated_end(world: World) -> None:
    world.post.left = DAY
    record_statement(None, world.post)


def withdrawn_post(world: World) -> None:
    withdraw_statement(None, world.post)


def exemption(world: World) -> None:
    made = ExemptionFactory.build(
        person=world.person,
        organisation=world.post.organisation,
        starts_on=dt.date(2026, 1, 1),
        ends_on=DAY,
        approved_by=world.administrator,
    )
    grant_exemption(None, made)


def other_level(world: World) -> None:
    RequirementFactory(level=2, module=world.module)
    withdraw_statement(None, world.requirement)
    world.levels.level = 1
    record_statement(None, world.levels)


def later_requirement(world: World) -> None:
    world.requirement.starts_on = DAY
    set_requirement(None, world.requirement)


def ended_requirement(world: World) -> None:
    end_requirement(None, world.requirement, DAY)


def completion_found_in_a_drawer(world: World) -> None:
    completed(world.person, world.module, dt.date(2026, 1, 5), dt.date(2029, 1, 4), recorded_at=AFTER)


def merge_with_one_who_was_away(world: World) -> None:
    with time_machine.travel(BEFORE, tick=False):
        other = AbsenceFactory(organisation=world.post.organisation).person
    merge_people(world.administrator, other, world.person, "One staff card")


def rules(world: World) -> None:
    RuleSetFactory(grace_days=10_000, starts_on=DAY)


CHANGES: list[tuple[Callable[[World], None], tuple[str, str]]] = [
    (absence, ("excluded", "away")),
    (back_dated_end, ("not_in_post", "")),
    (withdrawn_post, ("not_in_post", "")),
    (exemption, ("exempt", "exempt")),
    (other_level, ("not_required", "")),
    (later_requirement, ("in_grace", "in_grace")),
    (ended_requirement, ("not_required", "")),
    (completion_found_in_a_drawer, ("compliant", "")),
    (merge_with_one_who_was_away, ("excluded", "away")),
    (rules, ("in_grace", "in_grace")),
]


@pytest.mark.parametrize(("change", "now"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_recorded_later_changes_the_day_as_known_now_and_not_as_known_then(
    world: World, change: Callable[[World], None], now: tuple[str, str]
) -> None:
    with time_machine.travel(AFTER, tick=False):
        change(world)
        assert world.status() == now
        assert world.status(MOMENT) == ("never", "")
        assert world.status(AFTER) == now


def test_a_correction_is_not_known_before_it_was_made(world: World) -> None:
    done = completed(world.person, world.module, dt.date(2026, 1, 5), dt.date(2029, 1, 4))
    Correction.objects.create(completion=done, reason="Somebody else's", recorded_at=AFTER)
    assert world.status(MOMENT) == ("compliant", "")
    assert world.status(AFTER) == world.status() == ("never", "")


def test_a_merge_taken_back_is_still_read_as_it_was_believed(world: World) -> None:
    duplicate = PersonFactory()
    completed(duplicate, world.module, dt.date(2026, 1, 5), dt.date(2029, 1, 4))
    with time_machine.travel(BEFORE, tick=False):
        merge_people(world.administrator, duplicate, world.person, "One staff card")
    duplicate.refresh_from_db()
    with time_machine.travel(AFTER, tick=False):
        unmerge_people(world.administrator, duplicate)
    duplicate.refresh_from_db()
    assert world.status(MOMENT) == ("compliant", "")
    assert world.status(MOMENT, duplicate) == ("compliant", "")
    assert world.status(AFTER) == world.status() == ("never", "")
    keys = {duplicate.pk: world.person.pk, world.person.pk: world.person.pk}
    assert lasting_keys({duplicate.pk}, MOMENT) == lasting_keys({world.person.pk}, MOMENT) == keys
    assert lasting_keys({duplicate.pk}) == {duplicate.pk: duplicate.pk}


def test_a_version_a_pool_and_a_choice_are_known_from_their_moment(world: World) -> None:
    first = BareVersionFactory(module=world.module, major=2, minor=0)
    completed(world.person, world.module, dt.date(2023, 3, 1), dt.date(2026, 2, 10), version=first)
    short = ModuleFactory()
    completed(world.person, short, dt.date(2026, 2, 1), None, version=BareVersionFactory(module=short))
    volunteers = RoleGroupFactory(slug="volunteers", counted_by_default=False)
    assert world.status() == ("expired", "")
    with time_machine.travel(MOMENT, tick=False):
        pool = set_refresher_pool(None, world.module, [short], needed=1, months=12, starts_on=LONG_AGO)
    with time_machine.travel(AFTER, tick=False):
        end_refresher_pool(None, pool, dt.date(2026, 1, 1))
        BareVersionFactory(
            module=world.module, major=3, earlier_completions="redo", redo_by=dt.date(2026, 3, 25), published_at=AFTER
        )
        record_statement(
            None, CountedRoleGroup(organisation=world.post.organisation, role_group=volunteers, starts_on=LONG_AGO)
        )
    assert [world.status(moment)[0] for moment in (BEFORE, MOMENT, AFTER)] == ["expired", "compliant", "expired"]
    key = world.post.organisation_id, volunteers.pk
    LevelMapFactory(role_group=volunteers, recorded_at=at(LONG_AGO))
    bases = [[piece.basis for piece in Network.load(moment).pieces(*key)] for moment in (MOMENT, AFTER)]
    assert bases == [["role_group"], [""]]
    assert [len(Network.load(moment).changes.get(world.module.pk, [])) for moment in (MOMENT, AFTER)] == [0, 1]


def test_before_any_rule_set_the_written_definition_holds(world: World) -> None:
    RuleSet.objects.update(recorded_at=AFTER, grace_days=5)
    assert [Network.load(moment).book[0].grace_days for moment in (MOMENT, AFTER)] == [90, 5]


def test_naming_any_row_reads_the_whole_human_being(world: World) -> None:
    duplicate = PersonFactory()
    done = completed(duplicate, world.module, dt.date(2026, 1, 5), dt.date(2029, 1, 4))
    merge_people(world.administrator, duplicate, world.person, "One staff card")
    assert lasting_keys({duplicate.pk}) == {duplicate.pk: world.person.pk, world.person.pk: world.person.pk}
    network = Network.load()
    (known,) = facts_of({done.person_id}, network)
    assert (known.person_id, len(known.facts.done), len(known.facts.posts)) == (world.person.pk, 1, 1)
    nobody_asks: dict[Any, Any] = {}
    without = Network.load()
    without.asks = nobody_asks | {None: [], world.post.organisation_id: []}
    effect = impact(network, without, DAY, {done.person_id})[world.post.organisation_id]
    assert effect.no_longer_asked == {world.person.pk}


def test_as_known_then_costs_one_query_more_however_many_people(world: World, django_assert_num_queries: Any) -> None:
    few = {EmploymentFactory().person_id for _ in range(2)}
    many = {EmploymentFactory().person_id for _ in range(30)}
    now, then = Network.load(), Network.load(AFTER)
    for people in (few, many):
        with django_assert_num_queries(5):
            list(facts_of(people, now))
        with django_assert_num_queries(6):
            list(facts_of(people, then))
