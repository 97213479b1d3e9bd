"""Headcounts: gross alone, never over 100 per cent, nothing invented for a role group without a number."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.coverage.counting import coverage_of
from learning.coverage.headcounting import headcount_tally
from learning.coverage.measures.reach import Counts, Rate
from learning.coverage.partners import counts_by_partner
from learning.coverage.restated import restated
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.actions.merge_people import merge_people
from learning.workforce.models import CountedRoleGroup, Headcount
from tests.coverage.factories import T, employer
from tests.coverage.headcount_factories import SAID_ON, counted_partner, registered_person, say
from tests.workforce.factories import (
    HeadcountFactory,
    LevelMapFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_who_registered_and_is_current_of_the_number_of_people() -> None:
    one = counted_partner()
    coverage = coverage_of(one.organisation, T)
    frontline, corporate = one.shared.frontline.pk, one.shared.corporate.pk
    assert coverage.people == {
        frontline: Counts(unlisted=10, registered=3, current_outside=2),
        corporate: Counts(unlisted=4, registered=1, current_outside=1),
    }
    everybody = coverage.everybody
    assert (everybody.gross, everybody.gross.shown_pct) == (Rate(3, 14), 21)
    assert (everybody.reach, everybody.eligible, everybody.overdue) == (Rate(0, 0), 0, 0)
    assert coverage.said_on == {frontline: SAID_ON, corporate: SAID_ON}
    assert coverage.unsaid == []


def test_by_module_and_role_group_as_well() -> None:
    one = counted_partner()
    cells = coverage_of(one.organisation, T).cells
    frontline, corporate = one.shared.frontline.pk, one.shared.corporate.pk
    assert cells == {
        (one.shared.first.pk, frontline): Counts(unlisted=10, registered=3, current_outside=3),
        (one.shared.second.pk, frontline): Counts(unlisted=10, registered=3, current_outside=2),
        (one.shared.first.pk, corporate): Counts(unlisted=4, registered=1, current_outside=1),
    }


def test_a_login_on_a_merged_row_counts_and_the_human_being_counts_once() -> None:
    one = counted_partner()
    login = PersonFactory(with_login=True)
    merge_people(RoleAssignmentFactory(administrator=True).user, login, one.people["Ulrica"], "one person")
    rebuild_everybody()
    assert coverage_of(one.organisation, T).everybody == Counts(unlisted=14, registered=5, current_outside=4)


def test_more_registered_than_counted_has_no_share_and_never_more_than_all() -> None:
    one = counted_partner()
    say(one, one.shared.frontline, 2)
    coverage = coverage_of(one.organisation, T)
    counts = coverage.people[one.shared.frontline.pk]
    assert (counts.is_outgrown, counts.gross.pct, counts.gross.shown_pct, counts.gross.tenths_pct) == (
        True,
        None,
        None,
        "",
    )
    assert [group.title for group in coverage.outgrown] == ["Frontline, direct work"]
    assert coverage.everybody.gross == Rate(3, 6)
    say(one, one.shared.corporate, 0)
    assert coverage_of(one.organisation, T).everybody.is_outgrown
    assert coverage_of(one.organisation, T).everybody.gross.shown_pct is None


def test_a_role_group_without_a_number_is_named_and_in_no_figure() -> None:
    one = counted_partner()
    Headcount.objects.filter(role_group=one.shared.corporate).delete()
    coverage = coverage_of(one.organisation, T)
    assert [group.title for group in coverage.unsaid] == ["Corporate and support staff"]
    assert coverage.everybody == Counts(unlisted=10, registered=3, current_outside=2)
    before = coverage_of(one.organisation, SAID_ON - dt.timedelta(1))
    assert (before.people, before.cells, len(before.unsaid)) == ({}, {}, 2)


def test_a_number_of_a_role_group_of_whom_nothing_is_asked_is_left_out() -> None:
    one = counted_partner()
    HeadcountFactory(organisation=one.organisation, role_group=RoleGroupFactory(slug="not_asked"), people=90)
    assert coverage_of(one.organisation, T).everybody.required == 14


def test_a_role_group_that_the_partner_does_not_count_is_asked_of_once_it_does() -> None:
    one = counted_partner()
    volunteers = RoleGroupFactory(slug="volunteers", counted_by_default=False)
    LevelMapFactory(role_group=volunteers, level=1)
    HeadcountFactory(organisation=one.organisation, role_group=volunteers, people=30)
    assert coverage_of(one.organisation, T).everybody.required == 14
    CountedRoleGroup.objects.create(organisation=one.organisation, role_group=volunteers, starts_on=dt.date(2026, 1, 1))
    assert coverage_of(one.organisation, T).everybody.required == 44


def test_the_newest_number_by_the_day_holds() -> None:
    one = counted_partner()
    HeadcountFactory(
        organisation=one.organisation, role_group=one.shared.frontline, people=12, starts_on=dt.date(2026, 2, 20)
    )
    assert coverage_of(one.organisation, dt.date(2026, 2, 19)).everybody.required == 14
    assert coverage_of(one.organisation, T).everybody.required == 16
    assert coverage_of(one.organisation, T).said_on[one.shared.frontline.pk] == dt.date(2026, 2, 20)


def test_before_the_partner_chose_headcounts_its_people_are_counted_as_they_were_returned() -> None:
    one = counted_partner()
    then = coverage_of(one.organisation, dt.date(2025, 5, 31))
    assert (then.ground.grade, then.everybody.unlisted) == ("named", 0)
    assert then.everybody.eligible == 4
    days = [dt.date(2025, 5, 31), T]
    assert restated(one.organisation, days) == {day: coverage_of(one.organisation, day).everybody for day in days}


def test_all_partners_at_once_count_it_as_returned_with_nobody_who_could_meet_a_mark() -> None:
    one = counted_partner()
    other = employer(one.shared, "Northgate Council")
    rebuild_everybody()
    found = counts_by_partner(T)
    assert found == {each.pk: coverage_of(each, T).everybody for each in (one.organisation, other.organisation)}
    assert (found[one.organisation.pk].eligible, found[one.organisation.pk].required) == (0, 14)
    assert not found[one.organisation.pk].reach.meets()


def test_as_many_queries_for_many_people_as_for_few() -> None:
    one = counted_partner()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            headcount_tally(one.organisation, T)
        return len(found)

    few = asked()
    for number in range(12):
        registered_person(one.organisation, one.shared.frontline, f"More{number}", start=dt.date(2023, 1, 2))
    rebuild_everybody()
    assert asked() == few
