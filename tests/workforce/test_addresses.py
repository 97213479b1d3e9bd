"""Trying addresses tells no employer that one of its people works for another one as well."""

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse

from learning.workforce.actions.answer_declared import Post, confirm_as_new
from learning.workforce.actions.write_return import _forget_given
from learning.workforce.addresses import addresses_known_to, own_domains
from learning.workforce.duplicates import pairs_within
from learning.workforce.models import GivenAddress, Organisation, Person, PersonEmail, RoleAssignment
from learning.workforce.own_people import own_people
from learning.workforce.teams_by_name import TeamsByName
from tests.records.past_files import Partner, row
from tests.signing_in import signed_in

from .factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonEmailFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
AT_WORK, HERS = "sarah.gentle@police.example", "sarah@private.example"


@pytest.fixture
def lead() -> RoleAssignment:
    """The HR lead of the second employer."""
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True, user=UserFactory(email="hr@charity.example"))
    SharingAgreementFactory(organisation=made.organisation)
    return made


@pytest.fixture
def sarah(lead: RoleAssignment) -> Person:
    """Of the police, by their return; then confirmed by the charity, where she said that she works too."""
    person = PersonFactory(given_name="Sarah", family_name="Gentle", user=UserFactory(email=HERS))
    PersonEmailFactory(person=person, email=AT_WORK)
    PersonEmailFactory(person=person, email=HERS, verified_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    EmploymentFactory(person=person, organisation=OrganisationFactory(name="Police"), staff_id="P1")
    declared = EmploymentFactory(person=person, organisation=lead.organisation, self_declared=True)
    confirm_as_new(lead.user, declared, Post(RoleGroupFactory(), dt.date(2026, 2, 1), None, "B1"))
    return person


def emails(organisation: Organisation) -> set[str]:
    return set(addresses_known_to(organisation).values_list("email", flat=True))


def test_of_somebody_of_its_own_alone_an_employer_knows_all(lead: RoleAssignment) -> None:
    person = EmploymentFactory(organisation=lead.organisation).person
    PersonEmailFactory(person=person, email=HERS)
    assert emails(lead.organisation) == {HERS}


def test_of_somebody_shared_only_what_it_gave_and_what_is_its_own(lead: RoleAssignment, sarah: Person) -> None:
    charity = lead.organisation
    assert emails(charity) == set()
    PersonEmailFactory(person=sarah, email="sarah@charity.example")
    GivenAddress.objects.create(organisation=charity, person=sarah, email=HERS)
    assert emails(charity) == {"sarah@charity.example", HERS}
    assert own_domains(charity) == {"charity.example"}


def test_a_row_that_was_merged_is_the_same_human_being(lead: RoleAssignment) -> None:
    lasting = EmploymentFactory(organisation=OrganisationFactory()).person
    row = EmploymentFactory(
        organisation=lead.organisation, person=PersonFactory(merged_into=lasting, merge_reason="One.")
    ).person
    PersonEmailFactory(person=row, email=HERS)
    assert emails(lead.organisation) == set()


@pytest.mark.parametrize("email", [AT_WORK, HERS, "nobody@police.example"])
def test_the_form_says_nothing_of_it(lead: RoleAssignment, sarah: Person, email: str) -> None:
    form = {"given_name": "X", "family_name": "Y", "email": email, "staff_id": "", "role_group": RoleGroupFactory().pk}
    page = signed_in(lead.user).post(reverse("workforce_person_new", args=[lead.organisation.slug]), form)
    assert "To mend:" in page.content.decode(), "the first day is missing"
    assert "has this address already" not in page.content.decode()


def test_no_return_is_matched_by_it(lead: RoleAssignment, sarah: Person) -> None:
    [standing] = own_people(lead.organisation, TeamsByName.load(lead.organisation))
    assert not standing.emails


def test_no_pair_is_suggested_by_it(lead: RoleAssignment, sarah: Person) -> None:
    dummy = EmploymentFactory(organisation=lead.organisation).person
    for email in (AT_WORK, HERS):
        PersonEmailFactory(person=dummy, email=email)
    assert pairs_within(lead.organisation) == []


def test_no_past_completion_is_matched_by_it(tmp_path: Path, lead: RoleAssignment, sarah: Person) -> None:
    partner = Partner(tmp_path)
    EmploymentFactory(person=sarah, organisation=partner.organisation, staff_id="9")
    known, unknown = (row("", "10/02/2026", email=email) for email in (AT_WORK, "nobody@police.example"))
    assert partner.try_out(known).counts == partner.try_out(unknown).counts


def test_what_one_employer_takes_back_stays_where_another_gives_it(lead: RoleAssignment, sarah: Person) -> None:
    police = Organisation.objects.get(name="Police")
    for organisation in (police, lead.organisation):
        GivenAddress.objects.create(organisation=organisation, person=sarah, email=AT_WORK)
    _forget_given(lead.organisation.pk, sarah.pk, AT_WORK)
    assert PersonEmail.objects.filter(email=AT_WORK).exists()
    _forget_given(police.pk, sarah.pk, AT_WORK)
    assert not PersonEmail.objects.filter(email=AT_WORK).exists()


def test_no_form_shows_what_only_another_employer_gave(lead: RoleAssignment, sarah: Person) -> None:
    client, names = signed_in(lead.user), ("workforce_person_correct", "workforce_person_move")
    pages = [reverse("workforce_people", args=[lead.organisation.slug])]
    pages += [reverse(name, args=[lead.organisation.slug, sarah.uuid]) for name in names]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert AT_WORK not in answer.content.decode()
        assert HERS not in answer.content.decode()
