"""What figures stand on: the grade of the day, the newest return by then, and whether one is being worked in."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.workforce.ground import Ground, ground_of, grounds_of
from learning.workforce.models import Grade, Organisation, WorkforceReturn
from tests.workforce.factories import (
    HeadcountFactory,
    OrganisationFactory,
    ReturnGradeFactory,
    RoleGroupFactory,
    WorkforceReturnFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

T = dt.date(2026, 2, 28)


def sent(organisation: Organisation, as_at: dt.date, **fields: Any) -> WorkforceReturn:
    return WorkforceReturnFactory(organisation=organisation, as_at=as_at, committed=True, **fields)


def test_names_and_no_return_where_nothing_was_said() -> None:
    ground = ground_of(OrganisationFactory(), T)
    assert ground == Ground(Grade.NAMED, T)
    assert (ground.age, ground.is_old, ground.is_headcount) == (None, False, False)


def test_the_newest_return_by_the_day_with_the_day_it_was_written() -> None:
    partner = OrganisationFactory()
    sent(partner, dt.date(2026, 2, 10), committed_at=dt.datetime(2026, 2, 20, 23, 59, tzinfo=dt.UTC))
    sent(partner, dt.date(2026, 1, 31), committed_at=dt.datetime(2026, 2, 26, 9, tzinfo=dt.UTC))
    sent(partner, dt.date(2026, 3, 1))
    sent(OrganisationFactory(), dt.date(2026, 2, 27))
    WorkforceReturnFactory(organisation=partner, as_at=dt.date(2026, 2, 25))
    ground = ground_of(partner, T)
    assert (ground.return_as_at, ground.written_on, ground.age) == (dt.date(2026, 2, 10), dt.date(2026, 2, 20), 18)
    assert ground_of(partner, dt.date(2026, 2, 9)).return_as_at == dt.date(2026, 1, 31)


def test_a_return_that_was_undone_is_none() -> None:
    partner = OrganisationFactory()
    undone = sent(partner, dt.date(2026, 2, 10))
    sent(partner, dt.date(2026, 2, 10), kind="undo", undoes=undone)
    assert ground_of(partner, T).return_as_at is None


@pytest.mark.parametrize(("days", "old"), [(0, False), (35, False), (36, True)])
def test_old_after_a_month_and_some_days(days: int, old: bool) -> None:
    partner = OrganisationFactory()
    sent(partner, T - dt.timedelta(days))
    assert ground_of(partner, T).is_old is old


def test_a_headcount_partner_stands_on_its_newest_number() -> None:
    partner = OrganisationFactory()
    ReturnGradeFactory(organisation=partner, grade=Grade.HEADCOUNT, starts_on=dt.date(2026, 1, 1))
    sent(partner, dt.date(2025, 12, 24))
    assert ground_of(partner, T) == Ground(Grade.HEADCOUNT, T)
    HeadcountFactory(organisation=partner, starts_on=dt.date(2026, 1, 31))
    HeadcountFactory(organisation=partner, starts_on=dt.date(2025, 12, 31), role_group=RoleGroupFactory(slug="other"))
    HeadcountFactory(organisation=partner, starts_on=dt.date(2026, 3, 1), role_group=RoleGroupFactory(slug="later"))
    assert (ground_of(partner, T).return_as_at, ground_of(partner, T).is_headcount) == (dt.date(2026, 1, 31), True)
    assert ground_of(partner, T).written_on == T
    assert ground_of(partner, dt.date(2025, 12, 31)).grade == Grade.NAMED
    assert ground_of(partner, dt.date(2025, 12, 31)).return_as_at == dt.date(2025, 12, 24)


def test_a_committed_return_that_is_not_followed_yet_is_known_on_every_day() -> None:
    partner = OrganisationFactory()
    batch = sent(partner, dt.date(2026, 2, 24), followed_at=None)
    sent(OrganisationFactory(), dt.date(2026, 2, 24))
    assert ground_of(partner, T).following == batch.uuid
    assert ground_of(partner, dt.date(2025, 1, 1)).following == batch.uuid
    WorkforceReturn.objects.filter(pk=batch.pk).update(followed_at=batch.committed_at)
    assert ground_of(partner, T).following is None


def test_as_many_queries_for_many_as_for_one() -> None:
    partners = [OrganisationFactory().pk for _ in range(5)]
    for pk in partners:
        ReturnGradeFactory(organisation_id=pk, grade=Grade.HEADCOUNT)
        HeadcountFactory(organisation_id=pk)
    counts = []
    for several in (partners[:1], partners):
        with CaptureQueriesContext(connection) as asked:
            assert set(grounds_of(several, T)) == set(several)
        counts.append(len(asked))
    assert counts == [3, 3]
