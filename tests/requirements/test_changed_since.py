"""Who stands otherwise than was known at a moment, by which entries, and how these are told."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.modules.models import Module
from learning.records.models import Correction
from learning.requirements.changed_since import Changed, changed_people, changed_since
from learning.requirements.entries import Entry, Kind
from learning.requirements.models import RefresherPool
from learning.workforce.actions.merge_people import merge_people
from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import Employment, User
from tests.requirements.factories import BareVersionFactory, RequirementFactory, RuleSetFactory, at, completed
from tests.workforce.factories import (
    LONG_AGO,
    AbsenceFactory,
    EmploymentFactory,
    LevelMapFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)
THEN, SINCE = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC), dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def module() -> Module:
    with time_machine.travel(at(LONG_AGO), tick=False):
        LevelMapFactory(level=2)
        RuleSetFactory()
        return RequirementFactory(level=1).module


@pytest.fixture
def post(module: Module) -> Employment:
    return EmploymentFactory(recorded_at=at(LONG_AGO))


def told(found: list[Changed]) -> list[tuple[str, str, list[str]]]:
    return [
        (str(one.then and one.then.status), str(one.now and one.now.status), [str(entry) for entry in one.entries])
        for one in found
    ]


def test_a_late_leaver_is_named_with_who_said_it(post: Employment) -> None:
    administrator: User = RoleAssignmentFactory(administrator=True).user
    with time_machine.travel(SINCE, tick=False):
        post.left = dt.date(2026, 2, 1)
        record_statement(administrator, post)
    found = list(changed_since(post.organisation, DAY, THEN))
    named = ["no longer believed: post, from 6 January 2020 on", "post, 6 January 2020 to 31 January 2026"]
    assert told(found) == [("never", "None", named)]
    assert {(entry.recorded_at, entry.recorded_by_id) for entry in found[0].entries} == {(SINCE, administrator.pk)}


def test_what_says_nothing_new_of_the_day_is_not_named(post: Employment, module: Module) -> None:
    with time_machine.travel(SINCE, tick=False):
        post.left, post.staff_id = dt.date(2026, 3, 15), "4711"
        record_statement(None, post)
        AbsenceFactory(person=post.person, organisation=post.organisation, away_from=DAY, away_to=DAY)
        AbsenceFactory(person=post.person, away_from=DAY)
        completed(post.person, module, dt.date(2026, 3, 19), recorded_at=SINCE)
    assert told(list(changed_since(post.organisation, DAY, THEN))) == [
        ("never", "excluded", ["days away, on 28 February 2026"])
    ]
    assert list(changed_since(post.organisation, DAY - dt.timedelta(1), THEN)) == []


def test_a_found_completion_and_a_corrected_one(post: Employment, module: Module) -> None:
    wrong = completed(post.person, module, dt.date(2025, 6, 1), dt.date(2026, 5, 31))
    Correction.objects.create(completion=wrong, reason="Another's", recorded_at=SINCE, recorded_by=UserFactory())
    assert told(list(changed_since(post.organisation, DAY, THEN))) == [
        ("compliant", "never", ["no longer believed: completion, on 1 June 2025"])
    ]
    completed(post.person, module, dt.date(2025, 3, 10), dt.date(2026, 3, 9), recorded_at=SINCE)
    ((_, now, entries),) = told(list(changed_since(post.organisation, DAY, THEN)))
    assert (now, entries) == (
        "due_soon", ["no longer believed: completion, on 1 June 2025", "completion, on 10 March 2025"],
    )  # fmt: skip


def test_two_rows_that_were_one_are_told_of_both(post: Employment, module: Module) -> None:
    other = EmploymentFactory(organisation=post.organisation, recorded_at=at(LONG_AGO))
    completed(other.person, module, dt.date(2025, 6, 1), dt.date(2028, 5, 31))
    with time_machine.travel(SINCE, tick=False):
        merge_people(RoleAssignmentFactory(administrator=True).user, other.person, post.person, "One staff card")
    named = ["two records of one person"]
    assert told(list(changed_since(post.organisation, DAY, THEN))) == [
        ("never", "compliant", named),
        ("compliant", "None", named),
    ]
    assert len(list(changed_people({other.person_id}, post.organisation, DAY, THEN))) == 2


def test_what_holds_for_everybody_is_named_where_it_can_matter(post: Employment, module: Module) -> None:
    completed(post.person, module, dt.date(2023, 2, 1), dt.date(2026, 1, 31))
    short = completed(post.person, RequirementFactory(level=4).module, dt.date(2026, 1, 15)).module
    pool = RefresherPool.objects.create(
        module=module, needed=1, counts_months=12, starts_on=LONG_AGO, recorded_at=SINCE
    )
    pool.items.set([short])
    BareVersionFactory(module=module, major=2, published_at=SINCE)
    RuleSetFactory(starts_on=dt.date(2025, 1, 1), due_soon_days=5, recorded_at=SINCE)
    RequirementFactory(level=1, module=module, organisation=EmploymentFactory().organisation)
    pools, rules = "short modules that renew a module, from 6 January 2020 on", "numbers of days in the rules"
    named = [pools, f"{rules}, from 1 January 2025 on"]
    assert told(list(changed_since(post.organisation, DAY, THEN))) == [("expired", "compliant", named)]
    ((_, _, entries),) = told(list(changed_since(post.organisation, dt.date(2026, 3, 21), THEN)))
    assert "new version of a module, from 20 March 2026 on" in entries


def test_an_entry_without_an_end_reads_so() -> None:
    entry = Entry(Kind.EXEMPTION, 1, False, SINCE, None, DAY, DAY + dt.timedelta(1))
    assert str(entry) == "exemption, 28 February 2026 to 1 March 2026"


def test_the_number_of_queries_does_not_grow_with_people(post: Employment, django_assert_num_queries: Any) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            late = EmploymentFactory(organisation=post.organisation, recorded_at=SINCE)
            AbsenceFactory(person=late.person, organisation=late.organisation, recorded_at=SINCE)

    more(2)
    with CaptureQueriesContext(connection) as few:
        assert len(list(changed_since(post.organisation, DAY, THEN))) == 2
    more(30)
    with django_assert_num_queries(len(few)):
        assert len(list(changed_since(post.organisation, DAY, THEN))) == 32
    assert len(few) < 60
