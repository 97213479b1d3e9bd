"""Who may do what at the workforce desk: one table over two whole organisations and every role."""

import datetime as dt
from collections.abc import Callable

import pytest

from learning.workforce.models import Headcount, Organisation, Person, Role, User
from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION
from learning.workforce.permissions import (
    leads,
    may_administer,
    may_merge,
    may_record_agreement,
    may_see_coverage,
    may_see_person,
    may_state,
)

from .factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
LEARNER, SUPERUSER = "learner", "superuser"
HR, MANAGER, ADMINISTRATOR = Role.HR_LEAD.value, Role.TEAM_MANAGER.value, Role.ADMINISTRATOR.value
EVERYBODY = (LEARNER, SUPERUSER, *(role.value for role in Role))

Rule = Callable[[User, Organisation, Person], bool]


def _headcount(organisation: Organisation) -> Headcount:
    return Headcount(organisation=organisation, role_group=RoleGroupFactory(), people=1, starts_on=T)


RULES: dict[str, tuple[Rule, frozenset[str], frozenset[str]]] = {
    # What is asked → who may in their own organisation, and who in another one.
    "leads": (lambda user, here, who: leads(user, here, T), frozenset({HR}), frozenset()),
    "sees coverage": (lambda user, here, who: may_see_coverage(user, here, T), frozenset({HR}), frozenset()),
    "records an agreement": (
        lambda user, here, who: may_record_agreement(user, here, T),
        frozenset({HR, ADMINISTRATOR}),
        frozenset({ADMINISTRATOR}),
    ),
    "states a headcount": (
        lambda user, here, who: may_state(user, _headcount(here), T),
        frozenset({HR, ADMINISTRATOR}),
        frozenset({ADMINISTRATOR}),
    ),
    "states a post": (
        lambda user, here, who: may_state(user, EmploymentFactory.build(organisation=here, person=who), T),
        frozenset({ADMINISTRATOR}),
        frozenset({ADMINISTRATOR}),
    ),
    "sees a colleague": (
        lambda user, here, who: may_see_person(user, who, T),
        frozenset({HR, MANAGER}),
        frozenset(),
    ),
    "merges two rows": (
        lambda user, here, who: may_merge(user, who, PersonFactory(), T),
        frozenset({ADMINISTRATOR}),
        frozenset({ADMINISTRATOR}),
    ),
    "administers": (
        lambda user, here, who: may_administer(user, T),
        frozenset({ADMINISTRATOR}),
        frozenset({ADMINISTRATOR}),
    ),
}


def test_an_administrator_merges_nothing_into_themselves() -> None:
    """Of themselves they say it as everybody does: by an address that they proved."""
    administrator = RoleAssignmentFactory(role=ADMINISTRATOR, organisation=None).user
    own, row = PersonFactory(user=administrator), PersonFactory()
    assert may_merge(administrator, row, PersonFactory(), T)
    assert not may_merge(administrator, row, own, T)
    assert not may_merge(administrator, own, row, T)


@pytest.mark.parametrize("asked", RULES)
def test_who_may(asked: str) -> None:
    rule, here, elsewhere = RULES[asked]
    own, other = OrganisationFactory(), OrganisationFactory()
    team = TeamFactory(organisation=own)
    colleagues = {
        own: EmploymentFactory(organisation=own, team=team).person,
        other: EmploymentFactory(organisation=other, team=TeamFactory(organisation=other)).person,
    }
    for name in EVERYBODY:
        user = UserFactory(is_superuser=name == SUPERUSER)
        if name in Role.values:
            RoleAssignmentFactory(
                user=user,
                role=name,
                organisation=own if name in OF_AN_ORGANISATION else None,
                team=team if name in OF_A_TEAM else None,
            )
        assert rule(user, own, colleagues[own]) is (name in here), f"{name} in their own organisation"
        assert rule(user, other, colleagues[other]) is (name in elsewhere), f"{name} in another organisation"
