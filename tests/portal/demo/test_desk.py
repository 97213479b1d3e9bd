"""The demonstration's agreements and grades: once, valid, and each saying that it is invented."""

import datetime as dt

import pytest

from learning.portal.demo.desk import (
    ALSO,
    BY_FORM,
    BY_HEADCOUNT,
    BY_NUMBER,
    EMPLOYER,
    REVIEW_IS_PAST,
    SECOND_EMPLOYER,
    WITHOUT_AGREEMENT,
    load_agreements,
    load_form_changes,
    load_grades,
    load_joining,
    load_registered,
)
from learning.workforce.agreements import agreement_on, grade_on
from learning.workforce.duplicates import pairs_everywhere, pairs_within
from learning.workforce.models import (
    ClaimCode,
    Grade,
    Headcount,
    Organisation,
    Person,
    SharingAgreement,
    WorkforceReturn,
)
from learning.workforce.waiting import waiting_at
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonEmailFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.date(2026, 2, 28)
EARLIER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CONTENT = [{"name": "Headcount partner", "role_groups": [{"role_group": "frontline_direct", "headcount": 20}]}]


@pytest.fixture(autouse=True)
def partners() -> None:
    for slug in (WITHOUT_AGREEMENT, REVIEW_IS_PAST, BY_NUMBER):
        OrganisationFactory(slug=slug)
    OrganisationFactory(slug=BY_HEADCOUNT, name="Headcount partner")
    RoleGroupFactory()


def test_every_partner_but_one_has_agreed_once() -> None:
    for _again in range(2):
        load_agreements(DAY)
    assert SharingAgreement.objects.count() == 3
    for one in SharingAgreement.objects.all():
        one.full_clean()
        assert "invented" in one.signatories
    assert agreement_on(Organisation.objects.get(slug=WITHOUT_AGREEMENT), DAY) is None
    past = agreement_on(Organisation.objects.get(slug=REVIEW_IS_PAST), DAY)
    assert past is not None
    assert past.review_on < DAY


def test_one_sends_numbers_and_one_headcounts() -> None:
    for _again in range(2):
        load_grades(CONTENT, DAY)
    assert grade_on(Organisation.objects.get(slug=BY_NUMBER), DAY) == Grade.STAFF_NUMBER
    assert grade_on(Organisation.objects.get(slug=BY_HEADCOUNT), DAY) == Grade.HEADCOUNT
    said = Headcount.objects.order_by("starts_on").values_list("people", "starts_on")
    assert list(said) == [
        (19, dt.date(2025, 1, 31)),
        (19, dt.date(2025, 4, 30)),
        (19, dt.date(2025, 7, 31)),
        (20, dt.date(2025, 10, 31)),
        (20, dt.date(2026, 1, 31)),
    ]


def test_whoever_registered_at_the_partner_of_headcounts_can_sign_in() -> None:
    partner = Organisation.objects.get(slug=BY_HEADCOUNT)
    there, elsewhere = EmploymentFactory(organisation=partner).person, EmploymentFactory().person
    for _again in range(2):
        load_registered()
    there.refresh_from_db()
    elsewhere.refresh_from_db()
    assert there.user is not None
    assert not there.user.has_usable_password()
    assert elsewhere.user is None
    assert [one.verified_at is not None for one in there.emails.all()] == [True]


def test_three_wait_codes_were_printed_and_rows_may_be_one() -> None:
    employer, second = OrganisationFactory(slug=EMPLOYER), OrganisationFactory(slug=SECOND_EMPLOYER)
    for slug in ("public_contact", "corporate", "volunteers"):
        RoleGroupFactory(slug=slug)
    for number in range(4):
        EmploymentFactory(organisation=employer, staff_id=str(number))
    sam = PersonEmailFactory(email=ALSO, verified_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).person
    for _again in range(2):
        load_joining(DAY)
    assert waiting_at(employer).count() == 3
    assert ClaimCode.objects.unused().filter(organisation=employer).count() == 3
    assert len(pairs_within(employer)) == 1
    assert [pair.shared for pair in pairs_everywhere()] == ["staff_id", "email"]
    assert Person.objects.working_at(second, DAY).get().name == sam.name


def test_a_small_charity_said_three_things_by_form() -> None:
    charity = OrganisationFactory(slug=BY_FORM)
    SharingAgreementFactory(organisation=charity)
    RoleAssignmentFactory(hr_lead=True, organisation=charity)
    volunteers = RoleGroupFactory(slug="volunteers")
    for _ in range(2):
        EmploymentFactory(
            organisation=charity, role_group=volunteers, recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        )
    for _again in range(2):
        load_form_changes(DAY)
    said = WorkforceReturn.objects.filter(organisation=charity, kind="form", state="committed")
    assert sorted((one.joiners, one.movers, one.changed) for one in said) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
