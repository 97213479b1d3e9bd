"""Agreements, grades and headcounts: said by the employer's own HR lead, superseded and kept in the trail."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from time_machine import Traveller

from learning.audit.models import Event
from learning.workforce.actions.choose_grade import choose_grade
from learning.workforce.actions.record_agreement import record_agreement
from learning.workforce.actions.record_headcounts import record_headcounts
from learning.workforce.agreements import agreement_on, grade_on
from learning.workforce.models import Grade, Headcount, Organisation, ReturnGrade, RoleAssignment, SharingAgreement

from .factories import (
    HeadcountFactory,
    OrganisationFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
)

T = dt.date(2026, 2, 28)
pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(clock: Traveller) -> RoleAssignment:
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    return made


def new_agreement(organisation: Organisation) -> SharingAgreement:
    return SharingAgreement(
        organisation=organisation,
        signed_on=dt.date(2026, 2, 1),
        signatories="Ada Example",
        fields=["email", "role_group", "dates"],
        review_on=dt.date(2027, 2, 1),
    )


def actions() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("action", flat=True))


def test_an_hr_lead_writes_down_the_agreement(lead: RoleAssignment) -> None:
    saved = record_agreement(lead.user, new_agreement(lead.organisation))
    assert agreement_on(lead.organisation, T) == saved
    event = Event.objects.get()
    assert (event.action, event.organisation_id) == ("agreement.recorded", lead.organisation_id)
    assert event.detail["fields"] == ["dates", "email", "role_group"]


def test_an_administrator_may_too(clock: Traveller) -> None:
    administrator = RoleAssignmentFactory(administrator=True).user
    partner = OrganisationFactory()
    assert record_agreement(administrator, new_agreement(partner)).recorded_by == administrator


def test_nobody_else_may(lead: RoleAssignment) -> None:
    with pytest.raises(PermissionDenied):
        record_agreement(lead.user, new_agreement(OrganisationFactory()))
    assert actions() == []


def test_a_change_supersedes_and_says_what_it_replaced(lead: RoleAssignment) -> None:
    before = SharingAgreementFactory(organisation=lead.organisation)
    changed = SharingAgreement.objects.get(pk=before.pk)
    changed.review_on = dt.date(2028, 1, 6)
    after = record_agreement(lead.user, changed)
    before.refresh_from_db()
    assert before.superseded_at is not None
    assert agreement_on(lead.organisation, T) == after
    assert Event.objects.get().detail["before"] == before.pk


def test_saving_it_unchanged_leaves_no_trace(lead: RoleAssignment) -> None:
    before = SharingAgreementFactory(organisation=lead.organisation)
    record_agreement(lead.user, SharingAgreement.objects.get(pk=before.pk))
    assert (SharingAgreement.objects.count(), actions()) == (1, [])


def test_a_grade_holds_from_the_day_it_was_chosen(lead: RoleAssignment) -> None:
    choose_grade(lead.user, lead.organisation, Grade.STAFF_NUMBER, T)
    assert grade_on(lead.organisation, T) == Grade.STAFF_NUMBER
    assert grade_on(lead.organisation, T - dt.timedelta(1)) == Grade.NAMED
    assert Event.objects.get().detail == {"before": "named", "after": "staff_number"}


def test_changing_ones_mind_the_same_day_keeps_both(lead: RoleAssignment) -> None:
    choose_grade(lead.user, lead.organisation, Grade.HEADCOUNT, T)
    choose_grade(lead.user, lead.organisation, Grade.NAMED, T)
    assert grade_on(lead.organisation, T) == Grade.NAMED
    assert (ReturnGrade.objects.count(), len(actions())) == (2, 2)


def test_the_grade_that_holds_already_is_not_written_again(lead: RoleAssignment) -> None:
    ReturnGradeFactory(organisation=lead.organisation, grade=Grade.HEADCOUNT)
    choose_grade(lead.user, lead.organisation, Grade.HEADCOUNT, T)
    assert (ReturnGrade.objects.count(), actions()) == (1, [])


def test_nobody_chooses_for_another_employer(lead: RoleAssignment) -> None:
    with pytest.raises(PermissionDenied):
        choose_grade(lead.user, OrganisationFactory(), Grade.HEADCOUNT, T)
    assert not ReturnGrade.objects.exists()


def test_headcounts_of_a_day_are_written_and_bettered(lead: RoleAssignment) -> None:
    frontline, leaders = RoleGroupFactory(), RoleGroupFactory(slug="leaders")
    record_headcounts(lead.user, lead.organisation, T, {frontline: 40, leaders: 3})
    record_headcounts(lead.user, lead.organisation, T, {frontline: 41})
    standing = Headcount.objects.on(T).filter(organisation=lead.organisation)
    assert dict(standing.values_list("role_group__slug", "people")) == {"frontline_direct": 41, "leaders": 3}
    assert Headcount.objects.count() == 3
    assert actions() == ["headcount.recorded"] * 2


def test_headcounts_of_a_later_day_leave_the_earlier_ones(lead: RoleAssignment) -> None:
    before = HeadcountFactory(organisation=lead.organisation, people=40)
    record_headcounts(lead.user, lead.organisation, T, {before.role_group: 50})
    assert Headcount.objects.standing().count() == 2
    before.refresh_from_db()
    assert before.superseded_at is None


def test_headcounts_of_another_employer_are_refused_whole(lead: RoleAssignment) -> None:
    with pytest.raises(PermissionDenied):
        record_headcounts(lead.user, OrganisationFactory(), T, {RoleGroupFactory(): 40})
    with pytest.raises(ValidationError):
        record_headcounts(
            lead.user, lead.organisation, T, {RoleGroupFactory(): 1, RoleGroupFactory(slug="leaders"): -1}
        )
    assert not Headcount.objects.exists() or Headcount.objects.count() == 1
