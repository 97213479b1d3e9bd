"""The figures of one organisation on one day, counted by hand."""

import datetime as dt

import pytest

from learning.coverage.counting import coverage_of
from learning.coverage.measures.reach import Counts
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from tests.coverage.factories import T, two_employers
from tests.requirements.factories import RequirementFactory
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, RoleGroupFactory

pytestmark = pytest.mark.django_db


def test_people_count_once_and_modules_by_role_group() -> None:
    shared, one, _ = two_employers()
    coverage = coverage_of(one.organisation, T)
    frontline, corporate = shared.frontline.pk, shared.corporate.pk
    assert coverage.people == {
        frontline: Counts(compliant=1, due_soon=1, never=1, expired=1, in_grace=2, excluded=1, current_outside=1),
        corporate: Counts(compliant=1, never=1),
    }
    assert coverage.cells == {
        (shared.first.pk, frontline): Counts(compliant=3, expired=1, in_grace=2, excluded=1, current_outside=1),
        (shared.second.pk, frontline): Counts(
            compliant=1, due_soon=1, never=1, expired=1, in_grace=2, excluded=1, current_outside=1
        ),
        (shared.first.pk, corporate): Counts(compliant=1, never=1),
    }
    assert (coverage.everybody.reach.part, coverage.everybody.reach.whole) == (3, 6)
    assert (coverage.everybody.gross.part, coverage.everybody.gross.whole) == (4, 9)
    assert coverage.rules.version == 3


def test_another_day_has_other_figures() -> None:
    _, one, _ = two_employers()
    before = coverage_of(one.organisation, dt.date(2025, 12, 31)).everybody
    assert (before.eligible, before.in_grace, before.excluded) == (7, 0, 1)
    assert coverage_of(one.organisation, dt.date(2026, 4, 10)).everybody.expired == 2


def test_what_a_partner_adds_is_marked_as_its_own() -> None:
    shared, one, other = two_employers()
    RequirementFactory(level=1, organisation=one.organisation)
    RequirementFactory(level=1, organisation=one.organisation, module=shared.first)
    rebuild_everybody()
    assert [(m.level, m.own) for m in coverage_of(one.organisation, T).modules] == [(1, False), (1, True), (2, False)]
    assert len(coverage_of(other.organisation, T).modules) == 2


def test_nobody_is_nothing() -> None:
    coverage = coverage_of(OrganisationFactory(), T)
    assert (coverage.modules, coverage.everybody) == ([], Counts())


def test_volunteers_whom_nobody_counts_are_not_even_a_column() -> None:
    shared, one, _ = two_employers()
    volunteers = RoleGroupFactory(slug="volunteers", counted_by_default=False)
    EmploymentFactory(organisation=one.organisation, role_group=volunteers)
    EmploymentFactory(organisation=one.organisation, role_group=shared.frontline, self_declared=True)
    rebuild_everybody()
    coverage = coverage_of(one.organisation, T)
    assert [group.slug for group in coverage.role_groups] == ["frontline_direct", "corporate"]
    assert coverage.everybody.required == 9
