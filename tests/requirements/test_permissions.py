"""Who speaks for an organisation, who keeps the register, and that nobody approves anything for themselves."""

import datetime as dt
from typing import Any

import pytest

from learning.requirements.permissions import (
    is_with,
    may_approve,
    may_read_equivalences,
    may_speak_for,
    may_take_back,
    may_write_equivalences,
)
from learning.workforce.models import Organisation, User
from learning.workforce.permissions import may_state
from tests.requirements.factories import ExemptionFactory, RequirementFactory
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
DAY = dt.timedelta(days=1)


@pytest.fixture
def here() -> Organisation:
    return OrganisationFactory(name="Here")


@pytest.fixture
def people(here: Organisation) -> dict[str, User]:
    return {
        "own": RoleAssignmentFactory(hr_lead=True, organisation=here).user,
        "past": RoleAssignmentFactory(hr_lead=True, organisation=here, ended_on=T).user,
        "other": RoleAssignmentFactory(hr_lead=True, organisation=OrganisationFactory(name="There")).user,
        "administrator": RoleAssignmentFactory(administrator=True).user,
        "network_lead": RoleAssignmentFactory(role="network_lead").user,
        "learner": UserFactory(),
    }


def those(people: dict[str, User], rule: object) -> set[str]:
    assert callable(rule)
    return {name for name, user in people.items() if rule(user)}


def test_who_speaks_for_an_organisation(people: dict[str, User], here: Organisation) -> None:
    assert those(people, lambda user: may_speak_for(user, here, T)) == {"own", "administrator"}


def test_who_asks_for_more(people: dict[str, User], here: Organisation) -> None:
    own, network = RequirementFactory(organisation=here), RequirementFactory()
    assert those(people, lambda user: may_state(user, own, T)) == {"own", "administrator"}
    assert those(people, lambda user: may_state(user, network, T)) == {"administrator"}


def test_who_excuses(people: dict[str, User], here: Organisation) -> None:
    assert those(people, lambda user: may_state(user, ExemptionFactory(organisation=here), T)) == {
        "own",
        "administrator",
    }


def test_who_reads_and_keeps_the_register(people: dict[str, User]) -> None:
    assert those(people, lambda user: may_read_equivalences(user, T)) == {"own", "other", "administrator"}
    assert those(people, lambda user: may_write_equivalences(user, T)) == {"administrator"}


def test_who_approves_for_one_of_the_people(people: dict[str, User], here: Organisation) -> None:
    person = EmploymentFactory(organisation=here).person
    assert those(people, lambda user: may_approve(user, person, here, T)) == {"own", "administrator"}
    elsewhere = EmploymentFactory().person
    assert those(people, lambda user: may_approve(user, elsewhere, here, T)) == set()


def test_nobody_approves_anything_for_themselves(people: dict[str, User], here: Organisation) -> None:
    lasting = EmploymentFactory(organisation=here).person
    merged = PersonFactory(user=people["own"], merged_into=lasting, merge_reason="One staff card")
    EmploymentFactory(organisation=here, person=merged)
    for row in (lasting, merged):
        assert those(people, lambda user, row=row: may_approve(user, row, here, T)) == {"administrator"}


@pytest.mark.parametrize(
    ("post", "is_theirs"),
    [
        ({}, True),
        ({"start": T + DAY}, True),
        ({"left": T + DAY}, True),
        ({"left": T}, False),
        ({"self_declared": True}, False),
    ],
    ids=["in post", "to come", "last day", "left", "only said by themselves"],
)
def test_whose_people_are_whose(here: Organisation, post: dict[str, Any], is_theirs: bool) -> None:
    person = EmploymentFactory(organisation=here, **post).person
    assert is_with(person, here, T) is is_theirs
    assert not is_with(person, OrganisationFactory(), T)


def test_an_exemption_is_taken_back_also_after_its_person_left(people: dict[str, User], here: Organisation) -> None:
    exemption = ExemptionFactory(organisation=here, person=EmploymentFactory(organisation=here, left=T).person)
    assert those(people, lambda user: may_take_back(user, exemption, T)) == {"own", "administrator"}
    assert those(people, lambda user: may_approve(user, exemption.person, here, T)) == set()
