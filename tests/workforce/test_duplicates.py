"""Which rows may be one human being: HR sees its own pairs, an administrator all, and who said what settles it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.workforce.actions.say_of_pair import say_of_pair
from learning.workforce.duplicates import Pair, pairs_everywhere, pairs_within
from learning.workforce.models import Organisation, PairOpinion, Person

from .factories import EmploymentFactory, OrganisationFactory, PersonEmailFactory, PersonFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db


def works_at(organisation: Organisation, staff_id: str = "", email: str = "") -> Person:
    person: Person = EmploymentFactory(organisation=organisation, staff_id=staff_id).person
    if email:
        PersonEmailFactory(person=person, email=email)
    return person


def keys(pairs: list[Pair]) -> list[tuple[int, int]]:
    return [pair.keys for pair in pairs]


def test_one_number_of_one_employer_or_one_address_makes_a_pair() -> None:
    partner = OrganisationFactory()
    numbered = [works_at(partner, staff_id="1001") for _ in range(2)]
    addressed = [works_at(partner, email="sam@example.org") for _ in range(2)]
    works_at(partner, staff_id="1002", email="other@example.org")
    found = pairs_within(partner)
    assert keys(found) == [tuple(row.pk for row in numbered), tuple(row.pk for row in addressed)]
    assert [(pair.shared, pair.value) for pair in found] == [("staff_id", "1001"), ("email", "sam@example.org")]


def test_one_number_of_two_employers_is_no_pair() -> None:
    for _ in range(2):
        works_at(OrganisationFactory(), staff_id="1001")
    assert pairs_everywhere() == []


def test_two_employers_people_are_a_pair_for_the_administrator_alone() -> None:
    here, there = OrganisationFactory(), OrganisationFactory()
    rows = [works_at(here, email="sam@example.org"), works_at(there, email="sam@example.org")]
    assert keys(pairs_everywhere()) == [tuple(row.pk for row in rows)]
    assert pairs_within(here) == pairs_within(there) == []


def test_three_alike_are_two_pairs() -> None:
    partner = OrganisationFactory()
    first, second, third = (works_at(partner, staff_id="1001") for _ in range(3))
    assert keys(pairs_within(partner)) == [(first.pk, second.pk), (first.pk, third.pk)]


def test_merged_erased_and_declared_rows_are_none() -> None:
    partner = OrganisationFactory()
    kept = works_at(partner, staff_id="1001")
    merged = works_at(partner, staff_id="1001")
    Person.objects.filter(pk=merged.pk).update(merged_into=kept, merge_reason="The same")
    erased = works_at(partner, staff_id="1001")
    Person.objects.filter(pk=erased.pk).update(erased_at="2026-01-01T00:00Z")
    EmploymentFactory(organisation=partner, staff_id="1001", self_declared=True)
    assert pairs_within(partner) == []


def test_what_hr_says_settles_it_for_hr_and_helps_the_administrator() -> None:
    lead = RoleAssignmentFactory(hr_lead=True)
    rows = [works_at(lead.organisation, staff_id="1001") for _ in range(2)]
    say_of_pair(lead.user, rows[1], rows[0], is_same=False, organisation=lead.organisation)
    assert pairs_within(lead.organisation) == []
    assert len(pairs_everywhere()) == 1
    say_of_pair(RoleAssignmentFactory(administrator=True).user, *rows, is_same=False)
    assert pairs_everywhere() == []


def test_saying_it_again_replaces_what_was_said() -> None:
    lead = RoleAssignmentFactory(hr_lead=True)
    rows = [works_at(lead.organisation, staff_id="1001") for _ in range(2)]
    for is_same in (False, True):
        say_of_pair(lead.user, *rows, is_same=is_same, organisation=lead.organisation)
    assert PairOpinion.objects.get().is_same


def test_hr_says_nothing_of_somebody_elses_people() -> None:
    lead = RoleAssignmentFactory(hr_lead=True)
    own, stranger = works_at(lead.organisation), works_at(OrganisationFactory())
    with pytest.raises(PermissionDenied):
        say_of_pair(lead.user, own, stranger, is_same=True, organisation=lead.organisation)
    with pytest.raises(PermissionDenied):
        say_of_pair(lead.user, own, works_at(lead.organisation), is_same=True)
    assert not PairOpinion.objects.exists()


def test_the_same_number_of_questions_however_many_pairs() -> None:
    partner = OrganisationFactory()
    for _ in range(2):
        works_at(partner, staff_id="1", email="both@example.org")
    with CaptureQueriesContext(connection) as few:
        pairs_within(partner)
    for number in range(20):
        works_at(partner, staff_id=str(number // 2 + 5), email="all@example.org")
    PersonFactory()
    with CaptureQueriesContext(connection) as many:
        assert len(pairs_within(partner)) > 10
    assert len(many) == len(few)
