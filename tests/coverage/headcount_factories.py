"""A partner that returns headcounts, with some of its people registered."""

import datetime as dt
from dataclasses import dataclass

from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Grade, Headcount, Organisation, Person, Team, User
from learning.workforce.models.employment import EmploymentSource
from tests.coverage.factories import Network, network
from tests.requirements.factories import completed
from tests.workforce.factories import (
    EmploymentFactory,
    HeadcountFactory,
    OrganisationFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    TeamFactory,
)

SAID_ON = dt.date(2026, 1, 31)


@dataclass
class Counted:
    """Frontline: 10 people, of whom three registered: two current, one new and current for one of two modules.

    Corporate: 4 people, one registered and current. Nobody registered is late, in a list or in a team's figures.
    """

    shared: Network
    organisation: Organisation
    lead: User
    manager: User
    team: Team
    people: dict[str, Person]


def counted_partner(name: str = "Midshire University", shared: Network | None = None) -> Counted:
    shared = shared or network()
    organisation = OrganisationFactory(name=name, joined_on=dt.date(2021, 1, 1))
    ReturnGradeFactory(organisation=organisation, grade=Grade.HEADCOUNT, starts_on=dt.date(2025, 6, 1))
    for group, people in ((shared.frontline, 10), (shared.corporate, 4)):
        HeadcountFactory(organisation=organisation, role_group=group, people=people, starts_on=SAID_ON)
    team = TeamFactory(organisation=organisation, name="Registry Desk")
    people = {}
    for label, group, start, done in (
        ("Quenby", shared.frontline, dt.date(2022, 1, 3), 2),
        ("Rosalba", shared.frontline, dt.date(2022, 1, 3), 2),
        ("Sextus", shared.frontline, dt.date(2026, 2, 2), 1),
        ("Tancred", shared.corporate, dt.date(2022, 1, 3), 1),
    ):
        people[label] = registered_person(organisation, group, label, start=start, team=team)
        for module in (shared.first, shared.second)[:done]:
            completed(people[label], module, dt.date(2026, 2, 10), dt.date(2029, 2, 9))
    # Known by name without a login, and one who only says that they work there: neither is in any figure.
    unregistered = PersonFactory(given_name="Ulrica", family_name="Unseenson")
    EmploymentFactory(person=unregistered, organisation=organisation, role_group=shared.frontline, staff_id="118820")
    claiming = PersonFactory(with_login=True, given_name="Vortigern", family_name="Claimson")
    EmploymentFactory(
        person=claiming,
        organisation=organisation,
        role_group=shared.frontline,
        source=EmploymentSource.SELF_DECLARED,
    )
    for person in (unregistered, claiming):
        completed(person, shared.first, dt.date(2026, 2, 10), dt.date(2029, 2, 9))
        completed(person, shared.second, dt.date(2026, 2, 10), dt.date(2029, 2, 9))
    lead = RoleAssignmentFactory(hr_lead=True, organisation=organisation).user
    manager = RoleAssignmentFactory(team_manager=True, team=team).user
    rebuild_everybody()
    return Counted(shared, organisation, lead, manager, team, people | {"Ulrica": unregistered})


def registered_person(
    organisation: Organisation, group: object, label: str, *, start: dt.date, team: Team | None = None
) -> Person:
    person: Person = PersonFactory(with_login=True, given_name=label, family_name="Registerson")
    EmploymentFactory(
        person=person, organisation=organisation, role_group=group, start=start, team=team, staff_id=f"44{start.day}07"
    )
    return person


def say(one: Counted, group: object, people: int) -> None:
    """The number of a role group, changed for the same day."""
    Headcount.objects.filter(organisation=one.organisation, role_group=group).update(people=people)
